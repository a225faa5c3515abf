from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class RoleQuerySet(models.QuerySet):
    def current(self):
        """Begun and not over."""
        moment = now()
        return self.filter(since__lte=moment).filter(Q(until=None) | Q(until__gt=moment))

    def visible_to(self, account):
        """An organiser sees every role of the programme, everyone sees their own."""
        organised = Role.objects.current().filter(account=account.pk, name=Role.Name.ORGANISER)
        return self.filter(Q(account=account.pk) | Q(programme__in=organised.values("programme")))


class Role(models.Model):
    """What an account may do in a programme, from when until when."""

    class Name(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        APPROVER = "approver", _("Approver")
        CUSTODIAN = "custodian", _("Custodian")
        EVALUATOR = "evaluator", _("Evaluator")
        PANEL = "panel", _("User panel member")
        AUDITOR = "auditor", _("Auditor")

    #: Whoever holds one of these acts for the ministry: no personal links, a second factor.
    OFFICERS = (Name.ORGANISER, Name.APPROVER, Name.CUSTODIAN)
    EVIDENCE = ("account_id", "programme_id", "name", "since", "until")

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles"
    )
    programme = models.ForeignKey(
        "accounts.Programme", on_delete=models.PROTECT, related_name="roles"
    )
    name = models.CharField(max_length=10, choices=Name)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="role_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["account", "programme", "name"],
                condition=Q(until=None),
                name="role_is_held_once_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.account} · {self.get_name_display()}"

    @property
    def chain(self):
        return f"programme:{self.programme_id}"
