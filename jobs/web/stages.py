"""The way of a job in four stages, for the row of steps above its page."""

from typing import Any, NamedTuple

from django.utils.timezone import now
from django.utils.translation import gettext as _

from jobs.models import Job


class Stage(NamedTuple):
    """``place``: done, here or ahead; ``at`` is a moment, ``took`` a span, ``part`` words."""

    title: str
    place: str
    at: Any = None
    took: Any = None
    part: str = ""


HERE = {Job.State.QUEUED: 1, Job.State.WAITING: 1, Job.State.RUNNING: 2, Job.State.DONE: 4}


def stages(job):
    """Received, queued, run, sealed; nothing for a job that ended otherwise."""
    if job.state not in HERE:
        return []
    waited = (job.started_at or now()) - job.created_at
    part = f"{job.percent} %" if job.state == Job.State.RUNNING and job.steps else ""
    took = job.ended_at - job.started_at if job.state == Job.State.DONE else None
    titles = (_("Received"), _("Queue"), _("Run"), _("Sealed"))
    facts: tuple[dict[str, Any], ...] = (
        {"at": job.created_at},
        {"took": waited},
        {"part": part, "took": took},
        {"at": job.ended_at},
    )
    places = [_place(number, HERE[Job.State(job.state)]) for number in range(4)]
    return [Stage(t, p, **f) for t, p, f in zip(titles, places, facts, strict=True)]


def _place(number, here):
    return "done" if number < here else "here" if number == here else "ahead"
