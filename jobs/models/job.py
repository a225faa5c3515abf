import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from jobs import kinds

#: How long a worker may be silent before its job is given to another.
LEASE = timedelta(seconds=settings.JOB_LEASE)
WATCHERS = (Role.Name.ORGANISER, Role.Name.APPROVER, Role.Name.AUDITOR)


class JobQuerySet(models.QuerySet):
    def claimable(self):
        """Waits and is due, or runs under a lease that ran out."""
        moment = now()
        due = Q(state__in=(Job.State.QUEUED, Job.State.WAITING)) & (
            Q(not_before=None) | Q(not_before__lte=moment)
        )
        return self.filter(due | Q(state=Job.State.RUNNING, lease_until__lt=moment))

    def unsent(self):
        """No message that may still be alive announces it."""
        return self.filter(Q(sent_at=None) | Q(sent_at__lt=now() - LEASE))

    def live(self):
        """Not ended."""
        return self.exclude(state__in=Job.ENDED)

    def visible_to(self, account):
        """Organisers, approvers and auditors see the work of their programmes.

        Work that belongs to no programme is seen by whoever organises any.
        """
        held = Role.objects.current().filter(account=account.pk)
        watched = held.filter(name__in=WATCHERS).values("programme")
        organises = models.Exists(held.filter(name=Role.Name.ORGANISER))
        return self.filter(Q(programme__in=watched) | (Q(programme=None) & organises))


class Job(models.Model):
    """One piece of long work. Kind and digest of its inputs are its identity.

    Its state is guarded by its lease and told by its attempts, so it does not go through
    ``audit.move``.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    MARKS = {
        State.QUEUED: "wait",
        State.RUNNING: "run",
        State.WAITING: "hold",
        State.DONE: "done",
        State.FAILED: "bad",
        State.CANCELLED: "none",
    }
    ENDED = (State.DONE, State.FAILED, State.CANCELLED)
    EVIDENCE = ("kind", "digest", "inputs", "programme_id")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    inputs = models.TextField()  # canonical JSON; the digest is over this text
    programme = models.ForeignKey(
        "accounts.Programme", null=True, blank=True, on_delete=models.PROTECT, related_name="jobs"
    )
    subject = models.CharField(max_length=200, blank=True)  # for people: whose work this is
    about = models.CharField(max_length=100, blank=True, db_index=True)  # for programs
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED, db_index=True)
    step = models.PositiveBigIntegerField(default=0)
    steps = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    left_seconds = models.PositiveIntegerField(null=True, blank=True)  # as of the last beat
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    counted_from = models.DateTimeField(default=now)  # attempts before this do not count
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=now)
    started_at = models.DateTimeField(null=True, blank=True)  # the attempt that counts
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "digest"], name="job_is_wanted_once"),
            models.CheckConstraint(
                condition=Q(state="running", lease__isnull=False, lease_until__isnull=False)
                | (~Q(state="running") & Q(lease=None, lease_until=None)),
                name="job_runs_exactly_under_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "failed", "cancelled"), ended_at__isnull=False)
                | (~Q(state__in=("done", "failed", "cancelled")) & Q(ended_at=None)),
                name="job_that_ended_is_dated",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.subject}" if self.subject else self.title

    def get_absolute_url(self):
        return reverse("jobs:job", args=[self.uuid])

    @property
    def chain(self):
        return f"programme:{self.programme_id}" if self.programme_id else "jobs"

    @property
    def title(self):
        return kinds.title(self.kind)

    @property
    def mark(self):
        """The class of its state on pages."""
        return self.MARKS[self.state]

    @property
    def ended(self):
        return self.state in self.ENDED

    @property
    def cancelling(self):
        """Somebody asked to stop it and the worker has not heard yet."""
        return bool(self.cancel_asked_at) and not self.ended

    @property
    def percent(self):
        """Whole percent, rounded down; None while the work has not said how much there is."""
        return min(100, 100 * self.step // self.steps) if self.steps else None

    @property
    def remaining(self):
        """Time left by the pace of the work, or None."""
        if self.state != self.State.RUNNING or self.left_seconds is None or not self.beat_at:
            return None
        return max(timedelta(0), timedelta(seconds=self.left_seconds) - (now() - self.beat_at))
