"""Originality: want a report, run the engine, seal what it found, tell the team."""

import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_noop

from accounts import audit, canonical
from jobs.actions import leases, queueing
from scoring import originality
from scoring.models import OriginalityReport
from teams.models import Submission
from teams.queries import packages

KIND = "originality"
STEPS = {  # what a job says while it works: msgids, so that each reader's page translates them
    "step_scanning": gettext_noop("Reading the weights"),
    "step_comparing": gettext_noop("Comparing with the references"),
    "step_deciding": gettext_noop("Putting the evidence together"),
}


def want(submission, *, by=None):
    """Ask for a report on a sealed submission; asking twice makes one job.

    Its identity is the manifest, the engine and the reference library, so a library that
    has grown makes another.
    """
    inputs = {
        "submission": submission.pk,
        "manifest": submission.manifest,
        "engine": originality.VERSION,
        "library": originality.library.digest(references()),
    }
    return queueing.want(
        KIND,
        inputs,
        programme=submission.programme,
        subject=f"{submission.consortium.slug}/{submission.slug}",
        about=f"submission:{submission.pk}",
        by=by,
    )


def screen(job, *, progress):
    """Run the originality engine once and seal its report, readable model or not."""
    submission = _submission(job)
    library = references()
    with packages.checked_out(submission) as folder:
        report = _assess(folder, library, submission, progress)
    with leases.finishing(job):
        _keep(report, submission, job)


@transaction.atomic
def disclose(report, *, by):
    """The team may read the report from now on: its finding was sent, or results are out."""
    report = audit.hold(report)
    if report.disclosed_to_team_at is None:
        OriginalityReport.objects.filter(pk=report.pk).update(disclosed_to_team_at=now())
        report.refresh_from_db()
        audit.record("originalityreport.disclosed", report, by=by)
    return report


def references():
    """The reference library of this installation; an empty one is no error."""
    folder = Path(settings.REFERENCE_LIBRARY)
    return originality.library.load(folder) if folder.is_dir() else []


def _submission(job):
    number = json.loads(job.inputs)["submission"]
    return Submission.objects.select_related("consortium", "programme").get(pk=number)


def _assess(folder, library, submission, progress):
    """What cannot be read is a finding, too: the report says ``rejected`` and why."""
    name = submission.consortium.slug
    told = _in_words(progress)
    try:
        return originality.assess(folder, library, progress=told, name=name)
    except originality.BadPackage as fault:
        return originality.rejection(folder, library, fault, name=name)


def _in_words(progress):
    def told(step, steps, note):
        progress(step, steps, STEPS.get(note.code, ""))

    return told


def _keep(found, submission, job):
    said = found.as_dict()
    report = OriginalityReport.objects.create(
        submission=submission,
        job=job,
        verdict=said["verdict"],
        evidence=canonical.text(said),
        digest=said["digest"],  # the engine's own: whoever repeats the command gets the same
        engine=said["version"],
        library=said["library"],
    )
    audit.record("originality.found", report, by=None, verdict=report.verdict)
    return report
