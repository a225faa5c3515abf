import json
from functools import cached_property

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Role
from competition.models.entry import Entry, own
from competition.models.round import Round
from competition.models.rulebook import OFFICERS

OUT = (Round.State.PUBLISHED, Round.State.CONFIRMED)


class TallyRecordQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(state=TallyRecord.State.STANDING)


class TallyRecord(models.Model):
    """The tally a proposal rests on: what went in, what came out, both by digest."""

    EVIDENCE = ("round_id", "inputs", "inputs_digest", "result", "digest", "created_at")

    class State(models.TextChoices):
        STANDING = "standing", _("Standing")
        RETURNED = "returned", _("Sent back")

    MOVES = {State.STANDING: {State.RETURNED}}

    round = models.ForeignKey(Round, models.PROTECT, related_name="tallies")
    state = models.CharField(max_length=8, choices=State, default=State.STANDING)
    inputs = models.TextField()  # canonical JSON
    inputs_digest = models.CharField(max_length=64)
    result = models.TextField()  # canonical JSON
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    returned_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)

    objects = TallyRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(state="standing"),
                name="tally_stands_once_per_round",
            ),
        ]

    def __str__(self):
        return f"{self.round}: {self.digest[:8]}"

    @property
    def chain(self):
        return self.round.chain


class DecisionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(tally__state=TallyRecord.State.STANDING)

    def public(self):
        return self.standing().filter(round__state__in=OUT)

    def visible_to(self, account):
        """Officers from the proposal on; the team's members once the result is out."""
        officer = Role.objects.current().filter(
            account=account.pk, programme=OuterRef("round__programme"), name__in=OFFICERS
        )
        told = Q(round__state__in=OUT) & Exists(own(account, "entry__consortium"))
        rows = self.standing().select_related("round__programme", "entry__consortium")
        return rows.filter(Exists(officer) | told)


class Decision(models.Model):
    """What becomes of one entry, by which clause. Nobody's before publication but officers'."""

    EVIDENCE = ("round_id", "entry_id", "outcome", "clause", "rank", "total", "reasons", "digest")

    class Outcome(models.TextChoices):
        ADVANCED = "advanced", _("Advances")
        ELIMINATED = "eliminated", _("Eliminated")
        HELD = "held", _("Held")

    round = models.ForeignKey(Round, models.PROTECT, related_name="decisions")
    tally = models.ForeignKey(TallyRecord, models.PROTECT, related_name="decisions")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    clause = models.CharField(max_length=20)
    rank = models.PositiveIntegerField(null=True, blank=True)
    total = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    reasons = models.TextField()  # canonical JSON: the entry's part of the tally
    digest = models.CharField(max_length=64)
    number = models.CharField(max_length=48, blank=True)  # given at publication

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tally", "entry"], name="decision_is_taken_once_per_entry"
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="decision_number_is_given_once",
            ),
        ]

    def __str__(self):
        return self.number or f"{self.entry}: {self.get_outcome_display()}"

    @property
    def programme_id(self):
        return self.round.programme_id

    @property
    def chain(self):
        return self.round.chain

    @cached_property
    def why(self):
        return json.loads(self.reasons)
