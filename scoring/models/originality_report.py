"""What the originality engine found, component by component."""

import json
from uuid import uuid4

from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from scoring.models.form import officers
from teams.models import Membership, Submission


class MeasurementQuerySet(models.QuerySet):
    """What machines measured: for officers, and for the team once it was told."""

    def visible_to(self, account):
        own = Membership.objects.current().filter(
            account=account.pk, consortium=OuterRef("submission__consortium")
        )
        told = Q(disclosed_to_team_at__isnull=False) & models.Exists(own)
        return self.filter(models.Exists(officers(account, "submission__programme")) | told)


class OriginalityReport(models.Model):
    """One run of the engine on one sealed submission. The gate clause decides, not this."""

    class Verdict(models.TextChoices):
        DERIVED = "derived", _("Derived")
        NO_EVIDENCE = "no_evidence", _("No evidence of derivation")
        INDEPENDENT = "independent", _("Independent")
        INCONCLUSIVE = "inconclusive", _("Inconclusive")
        REJECTED = "rejected", _("Not readable")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="originality_reports")
    job = models.OneToOneField(
        Job, models.PROTECT, null=True, blank=True, related_name="originality_report"
    )
    verdict = models.CharField(max_length=12, choices=Verdict)
    evidence = models.TextField()  # canonical text, as the engine wrote it
    digest = models.CharField(max_length=64)
    engine = models.CharField(max_length=40)
    library = models.CharField(max_length=64)  # digest of the reference library
    created_at = models.DateTimeField(default=now)
    disclosed_to_team_at = models.DateTimeField(null=True, blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        get_latest_by = ["created_at", "pk"]

    def __str__(self):
        return f"{self.submission_id}: {self.verdict}"

    def get_absolute_url(self):
        return reverse("scoring:originality", args=[self.uuid])

    @property
    def chain(self):
        return f"programme:{self.submission.programme_id}"

    @property
    def findings(self):
        return json.loads(self.evidence)
