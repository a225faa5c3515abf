from django.db import models
from django.utils.translation import get_language

from accounts.models import Programme


class Letterhead(models.Model):
    """Who signs a programme's letters, and how that office is reached."""

    EVIDENCE = (
        "programme_id", "agency_ko", "agency_en", "sender_ko", "sender_en",
        "contact_ko", "contact_en",
    )  # fmt: skip

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="letterhead")
    agency_ko = models.CharField(max_length=120)
    agency_en = models.CharField(max_length=120)
    sender_ko = models.CharField(max_length=120)
    sender_en = models.CharField(max_length=120)
    contact_ko = models.CharField(max_length=300, blank=True)
    contact_en = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return self.agency_en if get_language() == "en" else self.agency_ko

    @property
    def chain(self):
        return f"programme:{self.programme_id}"
