from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """One try at a job: which worker, what came of it, whose fault, and why."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        LOST = "lost", _("Worker lost")
        CANCELLED = "cancelled", _("Cancelled")
        WAITED = "waited", _("Something was missing")
        STOPPED = "stopped", _("Worker was stopped")

    class Fault(models.TextChoices):
        NONE = "", _("Nobody's")
        OURS = "ours", _("Ours")
        INPUT = "input", _("The input's")

    MARKS = {
        "": "run",
        Outcome.DONE: "done",
        Outcome.FAILED: "bad",
        Outcome.LOST: "bad",
        Outcome.CANCELLED: "none",
        Outcome.WAITED: "hold",
        Outcome.STOPPED: "wait",
    }
    #: What uses up one of the tries a kind has.
    COUNTED = (Outcome.FAILED, Outcome.LOST)

    job = models.ForeignKey("jobs.Job", on_delete=models.CASCADE, related_name="attempts")
    lease = models.UUIDField(unique=True)
    worker = models.CharField(max_length=200)
    started_at = models.DateTimeField(default=now)
    heartbeat_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    fault = models.CharField(max_length=5, choices=Fault, blank=True)
    reason = models.TextField(blank=True)
    repeats = models.PositiveIntegerField(default=1)  # the same wait again and again is one line

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", ended_at=None)
                | (~models.Q(outcome="") & models.Q(ended_at__isnull=False)),
                name="attempt_that_ended_has_an_outcome",
            )
        ]

    def __str__(self):
        return f"{self.job_id} {self.worker} {self.outcome}"

    @property
    def mark(self):
        """The class of its outcome on pages."""
        return self.MARKS[self.outcome]

    @property
    def fault_words(self):
        """Whose fault it was, in words; nothing where there is none."""
        return self.get_fault_display() if self.fault else ""

    @property
    def took(self):
        """How long it took, or has taken so far."""
        return (self.ended_at or now()) - self.started_at
