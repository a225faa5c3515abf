"""A hand-in: open under terms written from above, sealed once, never changed afterwards."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from teams.models.consortium import Consortium, belongs, oversees
from teams.models.intake import Arrival, Blob, Upload, Xorb

IN_FLIGHT = timedelta(minutes=10)  # how long a seal waits for a commit that arrived in time
ONE_FILE = 50 * 10**9  # bytes; the client fetches no larger file over HTTP
QUOTA = 10**12  # bytes


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, account):
        """The team's members of today; once closed, whoever conducts or audits the programme."""
        closed = ~Q(state=Submission.State.OPEN) & oversees(account, "programme")
        return self.filter(closed | belongs(account, "consortium"))

    def overseen_by(self, account):
        """Those of the programmes the account conducts, open ones too: for counts and sizes."""
        return self.filter(oversees(account, "programme"))

    def due(self, at=None):
        """Open, past the deadline, and no commit still under way that arrived in time."""
        at = at or now()
        late = at - IN_FLIGHT
        coming = Arrival.objects.filter(submission=OuterRef("pk"), ended_at=None)
        coming = coming.filter(received_at__lt=OuterRef("closes_at"))
        waits = Exists(coming) & Q(closes_at__gt=late)
        return self.filter(~waits, state=Submission.State.OPEN, closes_at__lte=at)

    def untidy(self):
        """Closed, and bytes are kept for it that no commit names."""
        of = {"submission": OuterRef("pk")}
        kept = [Xorb.objects.filter(**of), Upload.objects.filter(**of)]
        kept.append(Blob.objects.filter(**of, files=None))
        asked = [Exists(rows) for rows in kept]
        return self.exclude(state=Submission.State.OPEN).filter(asked[0] | asked[1] | asked[2])


class Submission(models.Model):
    """A model package a consortium hands in for one round: one repository of the hub."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SEALED = "sealed", _("Sealed")
        LAPSED = "lapsed", _("Not handed in")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = {State.OPEN: {State.SEALED, State.LAPSED, State.WITHDRAWN}}
    EVIDENCE = (
        "consortium_id",
        "slug",
        "state",
        "opens_at",
        "closes_at",
        "manifest",
        "receipt",
        "sealed_at",
    )

    consortium = models.ForeignKey(Consortium, on_delete=models.PROTECT, related_name="submissions")
    programme = models.ForeignKey(
        "accounts.Programme", on_delete=models.PROTECT, related_name="submissions"
    )
    slug = models.CharField(max_length=40)  # the round's; the second half of the repository id
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(default=now)

    # The terms, written from above. Nothing here asks a round.
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    quota_bytes = models.BigIntegerField(default=QUOTA)
    max_file_bytes = models.BigIntegerField(default=ONE_FILE)
    documents_required = models.JSONField(default=list, blank=True)  # kinds of Document
    refusal_ko = models.TextField(blank=True)  # what a late request is told
    refusal_en = models.TextField(blank=True)
    clause = models.CharField(max_length=40, blank=True)

    manifest = models.CharField(max_length=64, blank=True)  # digest of what was sealed
    sealed_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=40, blank=True)  # its number
    generation = models.PositiveIntegerField(default=1)  # of the xorbs; see hub/xet.py

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["consortium__slug", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["consortium", "slug"], name="one_repository_per_entry"),
            models.CheckConstraint(
                condition=~Q(state="sealed") | (~Q(manifest="") & Q(sealed_at__isnull=False)),
                name="submission_sealed_means_listed_and_dated",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opens_at")),
                name="submission_closes_after_it_opens",
            ),
        ]

    def __str__(self):
        return self.repo

    def get_absolute_url(self):
        return reverse("teams:submission", args=[self.consortium.slug, self.slug])

    @property
    def chain(self):
        return f"programme:{self.programme_id}"

    @property
    def repo(self) -> str:
        return f"{self.consortium.slug}/{self.slug}"

    @property
    def refusal(self):
        return self.refusal_en if get_language() == "en" else self.refusal_ko

    @property
    def receives(self):
        """Whether something handed in at this moment would count."""
        return self.takes(now())

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    def takes(self, at):
        """Whether something that reached the server at ``at`` still counts."""
        return self.is_open and self.opens_at <= at < self.closes_at
