"""Everything the dashboard shows, in seven queries whatever the number of teams."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from competition.models import Entry
from competition.queries import rules, sealed
from jobs.models import Job

TEXT = CharField()


@dataclass(frozen=True)
class Board:
    """Rows of one round, and the work of machines on them."""

    round: object
    rulebook: object
    rows: sealed.Rows
    jobs: list
    suites: list

    @property
    def states(self):
        """(submission id, kind, suite) → the job."""
        return {key: job for job in self.jobs for key in [_key(job)] if key}

    @property
    def shown(self):
        """Running first, then what waits, then what failed and nobody took up."""
        order = {"running": 0, "waiting": 1, "queued": 2, "failed": 3}
        shown = [job for job in self.jobs if job.state in order]
        return sorted(shown, key=lambda job: (order[job.state], job.pk))

    @property
    def counts(self):
        return Counter(job.state for job in self.jobs)


def of(round):
    """The board of a round."""
    rulebook = rules.of(round)
    rows = sealed.rows(round, contents=False)
    return Board(
        round=round,
        rulebook=rulebook,
        rows=rows,
        jobs=jobs(round),
        suites=rules.suites(rulebook) if rulebook else [],
    )


def jobs(round):
    """The jobs on this round's submissions, with the names of their teams."""
    submissions = Entry.objects.filter(round=round, submission__isnull=False)
    abouts = submissions.annotate(about=Concat(Value("submission:"), Cast("submission", TEXT)))
    own = Job.objects.filter(programme=round.programme_id, about__in=abouts.values("about"))
    return list(own.order_by("pk"))


def progress(rows):
    """Sealed sheets and ratings by (form part, submission), expected seats by form part."""
    sheets = Counter((s.part, s.submission) for s in rows.sheets if s.state == "sealed")
    votes = Counter(
        (v.part, v.submission) for v in rows.votes if v.state == "sealed" and v.seat == "sealed"
    )
    seats = defaultdict(set)
    for seat in rows.seats:
        if seat.state == "active":
            seats[seat.part].add(seat.code)
    for vote in rows.votes:
        if vote.seat != "excused":
            seats[vote.part].add(vote.rater)
    return sheets + votes, {part: len(codes) for part, codes in seats.items()}


def _key(job):
    kind, _sep, number = job.about.partition(":")
    if kind != "submission":
        return None
    suite = json.loads(job.inputs).get("suite", "") if job.kind == "benchmark" else ""
    return (int(number), job.kind, suite)
