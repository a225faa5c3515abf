"""Wanting work, announcing it, and wanting it again."""

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken
from jobs import kinds
from jobs.models import Job


@transaction.atomic
def want(kind, inputs: dict, *, programme=None, subject="", about="", by=None) -> Job:
    """The job of this kind with these inputs; wanting twice makes one.

    ``inputs`` is hashed and kept as canonical JSON: names and digests, no secrets.
    """
    kinds.get(kind)
    text = canonical.text(inputs)
    words = {"inputs": text, "programme": programme, "subject": subject[:200], "about": about}
    job, is_new = Job.objects.get_or_create(
        kind=kind, digest=canonical.digest(text), defaults=words
    )
    if is_new:
        audit.record("job.wanted", job, by=by, subject=job.subject)
    return job


def due():
    """Claimable jobs that no live message announces; each is stamped, so it is sent once."""
    known = Job.objects.claimable().unsent().filter(kind__in=kinds.KINDS)
    return [job for job in known.order_by("pk") if _stamp(job)]


@transaction.atomic
def again(job, *, by):
    """Queue a job that failed or was cancelled once more, with all its tries."""
    job = audit.hold(job)
    if job.state not in (Job.State.FAILED, Job.State.CANCELLED):
        raise RuleBroken(_("Only a job that failed or was cancelled can be queued again."))
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.QUEUED,
        counted_from=now(),
        ended_at=None,
        sent_at=None,
        not_before=None,
        cancel_asked_at=None,
        cancel_asked_by=None,
        cancel_reason="",
        step=0,
        note="",
        left_seconds=None,
    )
    audit.record("job.again", job, by=by)
    job.refresh_from_db()
    return job


def _stamp(job):
    unsent = Q(sent_at=job.sent_at) if job.sent_at else Q(sent_at=None)
    return Job.objects.filter(unsent, pk=job.pk).update(sent_at=now())
