"""Asking a job to stop."""

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from jobs.models import Job


@transaction.atomic
def ask(job, *, reason="", by):
    """Stop a job: at once if no worker has it, else as soon as its worker hears, in seconds."""
    job = audit.hold(job)
    if job.ended:
        raise RuleBroken(_("This job has already ended."))
    asked = {"cancel_asked_at": now(), "cancel_asked_by": by, "cancel_reason": reason[:500]}
    if job.lease is None:
        asked |= {"state": Job.State.CANCELLED, "ended_at": now()}
    Job.objects.filter(pk=job.pk).update(**asked)
    audit.record("job.cancel_asked", job, by=by, reason=reason)
    job.refresh_from_db()
    return job


@transaction.atomic
def ask_about(about, *, reason="", by):
    """Stop every live job about one thing, say a submission that was withdrawn."""
    return [ask(job, reason=reason, by=by) for job in Job.objects.live().filter(Q(about=about))]
