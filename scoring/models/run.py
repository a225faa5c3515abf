"""A benchmark run: figures, and all that is needed to get them again."""

import json
from uuid import uuid4

from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from jobs.models import Job
from scoring.models.originality_report import MeasurementQuerySet
from teams.models import Submission


class RunQuerySet(MeasurementQuerySet):
    def in_custody_of(self, account):
        """Raw outputs are read by custodians of the programme only."""
        keeping = Role.objects.current().filter(
            account=account.pk,
            name=Role.Name.CUSTODIAN,
            programme=OuterRef("submission__programme"),
        )
        return self.filter(models.Exists(keeping)).exclude(outputs_key="")


class BenchmarkRun(models.Model):
    """One suite run on one sealed submission."""

    class Outcome(models.TextChoices):
        MEASURED = "measured", _("Measured")
        REJECTED = "rejected", _("Could not be run")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="benchmark_runs")
    job = models.OneToOneField(
        Job, models.PROTECT, null=True, blank=True, related_name="benchmark_run"
    )
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.MEASURED)
    reason = models.TextField(blank=True)
    suite = models.CharField(max_length=80)
    suite_version = models.CharField(max_length=20)
    suite_digest = models.CharField(max_length=64)
    metrics = models.TextField()  # canonical text: Decimals as strings
    environment = models.TextField()  # canonical text
    digest = models.CharField(max_length=64)  # of metrics and environment
    outputs_key = models.CharField(max_length=300, blank=True)
    outputs_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=now)
    disclosed_to_team_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        get_latest_by = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="measured") | ~Q(reason=""),
                name="a_run_that_failed_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.submission_id}: {self.suite} {self.suite_version}"

    def get_absolute_url(self):
        return reverse("scoring:run", args=[self.uuid])

    @property
    def chain(self):
        return f"programme:{self.submission.programme_id}"

    @property
    def figures(self):
        return json.loads(self.metrics)

    @property
    def setting(self):
        return json.loads(self.environment)
