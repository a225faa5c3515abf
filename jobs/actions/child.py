"""Work in a process of its own: what holds the GIL, eats memory or must end at once.

The worker waits, beats and listens; the child does the work and ends the job under the worker's
lease. They speak in lines of JSON: progress, and at the end how it went.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys

from django.conf import settings

from jobs import kinds
from jobs.actions.leases import Cancelled, LeaseLost
from jobs.models import Job


class InputFault(Exception):
    """The child says the input is bad; the words are its own."""


class MissingHere(Exception):
    """The child says something is missing on this machine."""


FAULTS = {"input": InputFault, "missing": MissingHere, "ours": RuntimeError, "lost": LeaseLost}
LISTEN = 1.0  # seconds between two looks whether to stop


def work(job, *, progress):
    """Start the child, pass on what it reports, and end it if the job is to stop."""
    stand = {"step": 0, "steps": 0}

    def look():
        progress(**stand)

    with _started(job) as process:
        while words := _next_line(process, look):
            said = json.loads(words)
            if "fault" in said:
                raise FAULTS[said["fault"]](said["reason"])
            stand |= said
            look()
        if code := process.wait():
            raise ChildProcessError(f"the work's own process ended with {code}")


def serve(job_id, lease, *, write):
    """In the child: do the work, writing one line for each thing there is to say."""
    job = Job.objects.select_related("programme").get(pk=job_id, lease=lease)
    kind = kinds.get(job.kind)

    def progress(step, steps, note=""):
        write({"step": step, "steps": steps, "note": str(note)})

    try:
        kind.action(job, progress=progress)
    except (LeaseLost, Cancelled) as error:
        write({"fault": "lost", "reason": str(error)})
    except kind.waits_for as error:
        write({"fault": "missing", "reason": str(error)})
    except kind.input_faults as error:
        write({"fault": "input", "reason": str(error)})
    except Exception as error:  # the edge of the process: the worker writes the ledger
        write({"fault": "ours", "reason": repr(error)})


@contextlib.contextmanager
def _started(job):
    words = [str(settings.BASE_DIR / "manage.py"), "work_job", str(job.pk), str(job.lease)]
    leash = str(settings.BASE_DIR / "config" / "leash.py")  # it dies with its worker
    process = subprocess.Popen(  # noqa: S603  our own interpreter and file
        [sys.executable, leash, sys.executable, *words],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def _next_line(process, look):
    """The next line, or b"" at the end; ``look`` may raise between two looks."""
    while not select.select([process.stdout], [], [], LISTEN)[0]:
        look()
    return process.stdout.readline()
