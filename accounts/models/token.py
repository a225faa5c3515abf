import uuid

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager


class ApiTokenQuerySet(models.QuerySet):
    def current(self):
        """Neither run out nor revoked."""
        return self.filter(expiry__gt=now(), revoked_at=None)

    def visible_to(self, account):
        return self.filter(user=account.pk)


class ApiToken(AbstractAuthToken):
    """A secret for programs: only its digest is kept, it runs out, and it may do one thing."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        SUBMIT = "submit", _("Read and hand in")
        FULL = "full", _("Everything I may do")

    EVIDENCE = ("digest", "user_id", "name", "scope", "programme_id", "expiry", "revoked_at")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=100)
    scope = models.CharField(_("scope"), max_length=6, choices=Scope)
    programme = models.ForeignKey(
        "accounts.Programme", null=True, blank=True, on_delete=models.PROTECT
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AuthTokenManager.from_queryset(ApiTokenQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expiry__isnull=False), name="apitoken_runs_out"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def chain(self):
        return f"programme:{self.programme_id}" if self.programme_id else "accounts"

    @property
    def state(self):
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expiry <= now() else "valid"

    def allows(self, need: str) -> bool:
        """Does the scope cover ``need`` (read, submit or full)?"""
        ladder = list(self.Scope)
        return ladder.index(self.Scope(need)) <= ladder.index(self.Scope(self.scope))
