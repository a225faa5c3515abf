from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models.role import Role


class PersonalLinkQuerySet(models.QuerySet):
    def live(self):
        """Still opens the door."""
        return self.filter(revoked_at=None, expires_at__gt=now())

    def visible_to(self, account):
        organised = Role.objects.current().filter(account=account.pk, name=Role.Name.ORGANISER)
        return self.filter(programme__in=organised.values("programme"))


class PersonalLink(models.Model):
    """A way in for one evaluator or panel member, without a password. Only its digest is kept."""

    class Purpose(models.TextChoices):
        EVALUATOR = "evaluator", _("Evaluator")
        PANEL = "panel", _("User panel member")

    EVIDENCE = ("account_id", "programme_id", "purpose", "digest", "expires_at", "revoked_at")

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="links"
    )
    programme = models.ForeignKey("accounts.Programme", on_delete=models.PROTECT)
    purpose = models.CharField(max_length=9, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("issued_at")), name="link_lives_some_time"
            )
        ]

    def __str__(self):
        return f"{self.account} · {self.get_purpose_display()}"

    @property
    def chain(self):
        return f"programme:{self.programme_id}"

    @property
    def landing(self):
        """Where its holder has work to do."""
        return "/evaluate/" if self.purpose == self.Purpose.EVALUATOR else "/panel/"

    @property
    def state(self):
        """The last that happened: ``revoked``, ``expired``, ``used``, ``sent`` or ``made``."""
        if self.revoked_at:
            return "revoked"
        if self.expires_at <= now():
            return "expired"
        return "used" if self.used_at else "sent" if self.sent_at else "made"
