"""One attempt at a job, from the claim to the last line of its ledger."""

import errno
import logging
import signal
import threading
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils.translation import gettext_noop as _

from jobs import kinds
from jobs.actions import child, leases
from jobs.actions.leases import Cancelled, LeaseLost
from jobs.actions.pace import Pace
from jobs.models import Attempt, Job
from jobs.models.job import LEASE

BEAT = LEASE.total_seconds() / 6
log = logging.getLogger(__name__)
Outcome, Fault = Attempt.Outcome, Attempt.Fault


class Stopped(BaseException):
    """The worker process was told to end (SIGTERM)."""


def run(job_id, *, worker) -> bool:
    """Claim and work; False if there was nothing to claim. Safe to call twice."""
    job = leases.claim(job_id, worker=worker)
    if job is None:
        return False
    try:
        with _stoppable():
            _work(job, kinds.get(job.kind))
    except LeaseLost:
        log.warning("job %s: the lease was lost, nothing is kept", job.pk)
    return True


class Pulse:
    """Renews the lease by a timer while the work lives, and listens whether to stop.

    ``progress`` costs no query: it notes where the work stands and raises the bad news.
    """

    def __init__(self, job, every=None):
        self.job, self.every = job, every or BEAT
        self.stand, self.pace, self.bad_news = {}, Pace(), None
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"pulse-{job.pk}", daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()

    def progress(self, step, steps, note=""):
        """``step`` of ``steps`` is done; ``note`` says what is being done now."""
        self.pace.count(step, steps)
        self.stand = {"step": step, "steps": steps, "note": str(note)[:500]}
        if self.bad_news:
            raise self.bad_news

    def _beat(self):
        try:
            while self.bad_news is None and not self._done.wait(self.every):
                self._try_to_beat()
        finally:
            connection.close()

    def _try_to_beat(self):
        try:
            self.bad_news = self._news()
        except DatabaseError:  # the next beat may reach it; the lease bears five misses
            log.warning("job %s: no heartbeat", self.job.pk, exc_info=True)
            connection.close()

    def _news(self):
        if not leases.renew(self.job, **self.stand, left_seconds=self.pace.left()):
            return LeaseLost(self.job.pk)
        if Job.objects.filter(pk=self.job.pk, cancel_asked_at__isnull=False).exists():
            return Cancelled(self.job.pk)
        return None


def _work(job, kind):
    try:
        with Pulse(job) as pulse:
            (child.work if kind.process else kind.action)(job, progress=pulse.progress)
        if leases.renew(job):
            raise RuntimeError("the action returned without finishing its job")
    except LeaseLost:
        raise
    except Cancelled:
        leases.give_back(job, Outcome.CANCELLED)
    except (child.MissingHere, *kind.waits_for) as missing:
        leases.give_back(job, Outcome.WAITED, reason=str(missing))
    except (child.InputFault, *kind.input_faults) as error:
        leases.give_back(job, Outcome.FAILED, fault=Fault.INPUT, reason=str(error))
    except Stopped:
        leases.give_back(job, Outcome.STOPPED, reason=_("The worker was told to end."))
        raise SystemExit(0) from None
    except Exception as error:  # the edge of the work: whatever it was, the ledger has it
        log.exception("job %s", job.pk)
        leases.give_back(job, Outcome.FAILED, fault=Fault.OURS, reason=_in_words(error))


def _in_words(error):
    """The reason for the ledger: for what people can mend a sentence, else the bare error.

    Sentences are kept in English and translated where they are shown.
    """
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _("The disk of the machine is full.")
    if isinstance(error, MemoryError):
        return _("The machine has too little memory.")
    return repr(error)


@contextmanager
def _stoppable():
    """Let SIGTERM unwind the work, so that its children end and the job goes back at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(*_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped
