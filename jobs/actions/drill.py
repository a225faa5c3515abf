"""A job that only counts: to see whether a queue moves, and what becomes of it when it is hurt."""

import json
import time
import uuid

from jobs.actions import leases, queueing

TICKS = 10  # steps in a second


def want(queue, seconds, *, by=None):
    """A drill of ``seconds`` on ``queue`` (``child``: in a process of its own); each is new."""
    inputs = {"queue": queue, "seconds": seconds, "once": uuid.uuid4()}
    return queueing.want(f"drill-{queue}", inputs, subject=f"{seconds} s", by=by)


def count(job, *, progress):
    """Count the seconds, saying so, and end."""
    steps = json.loads(job.inputs)["seconds"] * TICKS
    for step in range(steps):
        progress(step, steps)
        time.sleep(1 / TICKS)
    with leases.finishing(job):
        pass
