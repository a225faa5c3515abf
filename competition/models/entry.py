from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Role
from competition.models.round import Round
from competition.models.rulebook import OFFICERS
from teams.models import Consortium, Membership, Submission


class EntryQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Whoever officers the programme now, and the team's members of now."""
        officer = Role.objects.current().filter(
            account=account.pk, programme=OuterRef("round__programme"), name__in=OFFICERS
        )
        return self.whole().filter(Exists(officer) | Exists(own(account, "consortium")))

    def of_member(self, account):
        return self.whole().filter(Exists(own(account, "consortium")))

    def whole(self):
        """With everything a page names."""
        return self.select_related(
            "round__programme", "round__rulebook", "consortium", "submission"
        )

    def competing(self):
        return self.filter(state=Entry.State.ADMITTED)

    def handed_in(self):
        return self.competing().filter(submission__state=Submission.State.SEALED)


def own(account, consortium):
    """The account's memberships of now in the consortium that ``consortium`` names."""
    return Membership.objects.current().filter(account=account.pk, consortium=OuterRef(consortium))


class Entry(models.Model):
    """A consortium takes part in a round, by its own calendar where one was granted."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Applied")
        ADMITTED = "admitted", _("Admitted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = {
        State.APPLIED: {State.ADMITTED, State.REFUSED, State.WITHDRAWN},
        State.ADMITTED: {State.WITHDRAWN},
    }

    round = models.ForeignKey(Round, models.PROTECT, related_name="entries")
    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="entries")
    submission = models.OneToOneField(
        Submission, models.PROTECT, null=True, blank=True, related_name="entry"
    )
    state = models.CharField(max_length=9, choices=State, default=State.APPLIED)
    code = models.CharField(max_length=4, blank=True)  # blind: what evaluators see
    opens_at = models.DateTimeField(null=True, blank=True)  # own calendar, a late entrant's
    closes_at = models.DateTimeField(null=True, blank=True)
    calendar_reason = models.TextField(blank=True)
    refusal_reason = models.TextField(blank=True)
    applied_at = models.DateTimeField()
    applied_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "consortium"], name="entry_joins_a_round_once"
            ),
            models.UniqueConstraint(
                fields=["round", "code"],
                condition=~Q(code=""),
                name="entry_blind_code_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(opens_at__lt=F("closes_at")),
                name="entry_closes_after_it_opens",
            ),
        ]

    def __str__(self):
        return str(self.consortium)

    def get_absolute_url(self):
        return reverse("competition:team_round", args=[self.round.slug, self.consortium.slug])

    @property
    def programme_id(self):
        return self.round.programme_id

    @property
    def chain(self):
        return self.round.chain

    @property
    def starts(self):
        return self.opens_at or self.round.opens_at

    @property
    def ends(self):
        """The moment this team's hand-in closes: its own, else the round's."""
        return self.closes_at or self.round.closes_at
