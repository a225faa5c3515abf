"""With real Celery workers: what happens to a job when its worker is hurt."""

import os
import signal
import subprocess
import time

import pytest

from jobs.actions import cancelling, drill
from tests import processes

pytestmark = pytest.mark.worker
FAST = {"JOB_LEASE": "6"}  # what takes a minute in earnest takes seconds here


def state(job):
    job.refresh_from_db()
    return job.state


def ledger(job):
    return list(job.attempts.order_by("pk").values_list("outcome", "fault"))


def pool_of(worker):
    """The processes that do the work of a worker."""
    asked = ["pgrep", "-P", str(worker.pid)]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return [int(pid) for pid in found.split()]


def running(job):
    return processes.until(lambda: state(job) == "running" and job.step > 0, patience=60)


def test_a_tick_a_message_and_a_worker_do_the_job(worker):
    worker("default", "originality", beat=True, **FAST)
    job = drill.want("originality", 1)

    processes.until(lambda: state(job) == "done", patience=60)

    assert ledger(job) == [("done", "")]


def test_over_redis_too(worker, redis_url):
    worker("default", beat=True, broker=redis_url, **FAST)
    job = drill.want("default", 1)

    processes.until(lambda: state(job) == "done", patience=60)

    assert ledger(job) == [("done", "")]


def test_a_worker_killed_in_its_work_loses_one_lease_and_no_job(worker):
    worker("default", beat=True, concurrency=1, **FAST)
    hurt = worker("benchmark", **FAST)
    job = drill.want("benchmark", 4)
    running(job)

    for pid in [*pool_of(hurt), hurt.pid]:
        os.kill(pid, signal.SIGKILL)
    killed = time.monotonic()
    worker("benchmark", **FAST)
    processes.until(lambda: state(job) == "done", patience=90)

    assert ledger(job) == [("lost", "ours"), ("done", "")]
    assert time.monotonic() - killed < 60


def test_a_worker_told_to_end_gives_its_job_back_at_once(worker):
    worker("default", beat=True, concurrency=1, **FAST)
    told = worker("benchmark", **FAST)
    job = drill.want("benchmark", 600)
    running(job)

    for pid in pool_of(told):
        os.kill(pid, signal.SIGTERM)

    processes.until(lambda: ledger(job)[:1] == [("stopped", "")], patience=5)


def test_a_cancel_reaches_the_worker(worker):
    worker("default", beat=True, **FAST)
    job = drill.want("default", 600)
    running(job)

    cancelling.ask(job, by=None)

    processes.until(lambda: state(job) == "cancelled", patience=10)
    assert ledger(job) == [("cancelled", "")]


def children(job):
    """The processes that work for the job apart from its worker."""
    asked = ["pgrep", "-f", f"manage.py work_job {job.pk} "]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return [int(pid) for pid in found.split()]


def test_work_in_a_process_of_its_own_is_heard_stopped_and_survived(worker):
    worker("default", beat=True, concurrency=1, **FAST)
    short = drill.want("child", 1)
    processes.until(lambda: state(short) == "done", patience=60)
    assert ledger(short) == [("done", "")]

    crashed = drill.want("child", 600)
    running(crashed)
    os.kill(children(crashed)[-1], signal.SIGKILL)
    processes.until(lambda: ledger(crashed)[:1] == [("failed", "ours")], patience=10)
    assert "ended with -9" in crashed.attempts.first().reason

    running(crashed)
    assert children(crashed)
    cancelling.ask(crashed, by=None)
    processes.until(lambda: state(crashed) == "cancelled", patience=10)
    assert children(crashed) == []
