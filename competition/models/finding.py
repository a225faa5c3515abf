from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Role
from competition.models.entry import Entry, own
from competition.models.rulebook import OFFICERS
from scoring.models import OriginalityReport


class FindingQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Officers; the team itself once it was sent to it."""
        officer = Role.objects.current().filter(
            account=account.pk, programme=OuterRef("entry__round__programme"), name__in=OFFICERS
        )
        sent = ~Q(state=Finding.State.OPEN)
        rows = self.select_related(
            "entry__round__programme", "entry__round__rulebook", "entry__consortium", "report"
        )
        return rows.filter(Exists(officer) | (sent & Exists(own(account, "entry__consortium"))))

    def unsettled(self):
        return self.exclude(state=Finding.State.SETTLED)


class Finding(models.Model):
    """What an originality report holds against a team, its one reply, and the ruling on it."""

    class State(models.TextChoices):
        OPEN = "open", _("Not sent yet")
        SENT = "sent", _("Waiting for the reply")
        REPLIED = "replied", _("Reply received")
        RULED = "ruled", _("Ruled, waiting for approval")
        SETTLED = "settled", _("Settled")

    MOVES = {
        State.OPEN: {State.SENT},
        State.SENT: {State.REPLIED, State.RULED},
        State.REPLIED: {State.RULED},
        State.RULED: {State.SETTLED, State.REPLIED, State.SENT},
    }

    class Source(models.TextChoices):
        ENGINE = "engine", _("Originality examination")
        TICKS = "ticks", _("Evaluators' minimum-standard check")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="findings")
    source = models.CharField(max_length=6, choices=Source, default=Source.ENGINE)
    report = models.ForeignKey(
        OriginalityReport, models.PROTECT, null=True, blank=True, related_name="+"
    )
    gate = models.CharField(max_length=64)  # the gate's id in the rulebook
    component = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=20)  # the engine's word, or "ticks"
    reference = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)  # of the report, or of the sheets that ticked
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reply_due_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    passed = models.BooleanField(null=True, blank=True)  # ruled: does the team meet the gate?
    reason = models.TextField(blank=True)  # in Korean
    reason_en = models.TextField(blank=True)  # the same in English, if it was written
    ruled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ruled_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "gate", "component"],
                name="finding_names_a_component_once",
            ),
            models.UniqueConstraint(
                fields=["entry", "gate"],
                condition=Q(source="ticks"),
                name="finding_counts_ticks_once",
            ),
            models.CheckConstraint(
                condition=~Q(source="engine") | Q(report__isnull=False),
                name="finding_of_the_engine_names_its_report",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (Q(ruled_by__isnull=False) & ~Q(approved_by=F("ruled_by"))),
                name="finding_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled")
                | (Q(passed__isnull=False, approved_by__isnull=False) & ~Q(reason="")),
                name="finding_settled_means_ruled_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.entry}: {self.component or self.get_source_display()}"

    def get_absolute_url(self):
        return reverse("competition:finding", args=[self.uuid])

    @property
    def programme_id(self):
        return self.entry.round.programme_id

    @property
    def chain(self):
        return self.entry.chain


class IrregularityQuerySet(models.QuerySet):
    def visible_to(self, account):
        officer = Role.objects.current().filter(
            account=account.pk, programme=OuterRef("entry__round__programme"), name__in=OFFICERS
        )
        rows = self.select_related("entry__round__programme", "entry__consortium")
        return rows.filter(Exists(officer))

    def standing(self):
        return self.filter(state=Irregularity.State.APPROVED)


class Irregularity(models.Model):
    """Why an entry is out without being scored, decided by two persons."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        DROPPED = "dropped", _("Dropped")

    MOVES = {State.PROPOSED: {State.APPROVED, State.DROPPED}}

    class Kind(models.TextChoices):
        NO_HAND_IN = "no_hand_in", _("Nothing was handed in")
        UNREADABLE = "unreadable", _("The model cannot be read")
        OTHER = "other", _("Other")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="irregularities")
    kind = models.CharField(max_length=10, choices=Kind)
    clause = models.CharField(max_length=20)
    note = models.TextField()  # in Korean
    note_en = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = IrregularityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=~Q(state="dropped"),
                name="irregularity_stands_once_per_entry",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (Q(decided_by__isnull=False) & ~Q(approved_by=F("decided_by"))),
                name="irregularity_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_by__isnull=False),
                name="irregularity_approved_means_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.entry}: {self.get_kind_display()}"

    @property
    def programme_id(self):
        return self.entry.round.programme_id

    @property
    def chain(self):
        return self.entry.chain
