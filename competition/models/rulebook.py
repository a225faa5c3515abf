from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Programme, Role

OFFICERS = ("organiser", "approver", "auditor")


class RulebookQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=RulebookVersion.Status.PUBLISHED)

    def visible_to(self, account):
        """The programme's officers; whoever else reads the rules reads them on the public page."""
        officer = Role.objects.current().filter(
            account=account.pk, programme=OuterRef("programme"), name__in=OFFICERS
        )
        return self.filter(Exists(officer))


class RulebookVersion(models.Model):
    """One version of a programme's rules, as data. Never changed once published."""

    EVIDENCE = ("programme_id", "number", "document", "digest", "status")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rulebooks")
    number = models.PositiveIntegerField()
    title_ko = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    document = models.TextField()  # canonical JSON: what is hashed is kept as text
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    objects = RulebookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="rulebook_number_is_given_once"
            ),
        ]

    def __str__(self):
        return f"v{self.number}"

    @property
    def title(self):
        return self.title_en if get_language() == "en" else self.title_ko

    @property
    def chain(self):
        return f"programme:{self.programme_id}"
