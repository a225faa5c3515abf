"""The lease: whoever holds it may end the job, and nobody else."""

from contextlib import contextmanager, suppress
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_noop as _

from accounts import audit
from jobs import kinds
from jobs.models import Attempt, Job
from jobs.models.job import LEASE

#: A job that waits for something missing is looked at again after this long.
WAIT = timedelta(seconds=15)


class LeaseLost(Exception):
    """Another worker has the job; whatever this one still does is not kept."""


class Cancelled(Exception):
    """Somebody asked to stop the job."""


@transaction.atomic
def claim(job_id, *, worker):
    """Lease the job to this worker; None if it is done, held, cancelled or spent."""
    job = Job.objects.claimable().select_for_update().filter(pk=job_id).first()
    if job is None:
        return None
    _close(job, Attempt.Outcome.LOST, fault=Attempt.Fault.OURS, reason=_("The worker went silent."))
    if job.cancel_asked_at:
        _release(job, Job.State.CANCELLED)
        return None
    if _tries(job) >= kinds.get(job.kind).attempts:
        _release(job, Job.State.FAILED, note=_("Given up; the attempts say why."))
        return None
    return _lease(job, worker)


def renew(job, **columns) -> bool:
    """Lengthen the lease and note where the work stands; False if another worker has it."""
    moment = now()
    columns |= {"lease_until": moment + LEASE, "beat_at": moment}
    held = Job.objects.filter(pk=job.pk, lease=job.lease).update(**columns)
    return bool(held and job.attempts.filter(lease=job.lease).update(heartbeat_at=moment))


@contextmanager
def finishing(job):
    """End the job and keep its evidence, both or neither.

    The UPDATE must hit the row under our lease: a worker that lost it keeps nothing
    (LeaseLost). The chain's head is locked first, as everywhere.
    """
    with transaction.atomic():
        audit.hold(job)
        _release(job, Job.State.DONE, left_seconds=0, note="")
        _close(job, Attempt.Outcome.DONE)
        yield


@transaction.atomic
def give_back(job, outcome, *, fault=Attempt.Fault.NONE, reason=""):
    """End this attempt. The job waits or is queued again while that can help, else it ends."""
    with suppress(LeaseLost):
        match outcome:
            case Attempt.Outcome.CANCELLED:
                _release(job, Job.State.CANCELLED)
            case Attempt.Outcome.WAITED:
                _release(job, Job.State.WAITING, note=reason[:500], not_before=now() + WAIT)
            case Attempt.Outcome.STOPPED:
                _release(job, Job.State.QUEUED, sent_at=None, not_before=None)
            case _:
                _fail(job, fault, reason)
        _close(job, outcome, fault=fault, reason=reason)


def _fail(job, fault, reason):
    left = kinds.get(job.kind).attempts - _tries(job) - 1
    if fault == Attempt.Fault.OURS and left > 0:
        _release(job, Job.State.QUEUED, note=reason[:500], not_before=now() + LEASE)
    else:
        _release(job, Job.State.FAILED, note=reason[:500])


def _lease(job, worker):
    lease, moment = uuid4(), now()
    job.attempts.create(lease=lease, worker=worker[:200], started_at=moment, heartbeat_at=moment)
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING,
        lease=lease,
        lease_until=moment + LEASE,
        beat_at=moment,
        started_at=moment,
        not_before=None,
        step=0,
        note="",
        left_seconds=None,
    )
    return Job.objects.select_related("programme").get(pk=job.pk)


def _release(job, state, **columns):
    columns |= {"state": state, "lease": None, "lease_until": None}
    columns["ended_at"] = now() if state in Job.ENDED else None
    if not Job.objects.filter(pk=job.pk, lease=job.lease).update(**columns):
        raise LeaseLost(f"{job.kind} {job.pk}")


def _close(job, outcome, *, fault=Attempt.Fault.NONE, reason=""):
    """Write the outcome of the attempt under the job's lease; a wait like the last one is one."""
    mine = job.attempts.filter(lease=job.lease, outcome="")
    if outcome == Attempt.Outcome.WAITED and _wait_longer(job, mine, reason):
        return
    mine.update(outcome=outcome, fault=fault, reason=reason, ended_at=now())


def _wait_longer(job, mine, reason):
    last = job.attempts.exclude(lease=job.lease).order_by("-pk").first()
    if last is None or (last.outcome, last.reason) != (Attempt.Outcome.WAITED, reason):
        return False
    mine.delete()
    job.attempts.filter(pk=last.pk).update(repeats=last.repeats + 1, ended_at=now())
    return True


def _tries(job):
    counted = job.attempts.filter(started_at__gte=job.counted_from, outcome__in=Attempt.COUNTED)
    return counted.count()
