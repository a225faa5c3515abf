"""What an evaluator has before them: candidates in their own order, sheets. Constant queries."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Prefetch

from scoring.models import Candidate, Evaluator, Rater, Sheet
from scoring.models.answers import filled
from scoring.queries.access import why_no_answers


@dataclass(frozen=True)
class Line:
    """One candidate as one evaluator sees it."""

    number: int
    candidate: Candidate
    sheet: Sheet | None
    conflict: object | None
    filled: int
    items: int

    @property
    def state(self):
        if self.conflict:
            return "conflict"
        if self.sheet is None or (self.sheet.is_draft and not self.sheet.revision):
            return "waiting"
        return self.sheet.state

    @property
    def is_owed(self):
        return self.state in ("waiting", "draft")


@dataclass(frozen=True)
class Seat:
    evaluator: Evaluator
    lines: list[Line]
    closed: str  # why no answer is taken now; empty when it is

    @property
    def form(self):
        return self.evaluator.form

    @property
    def sealed(self):
        return sum(line.state == "sealed" for line in self.lines)

    @property
    def judged(self):
        """How many candidates this evaluator judges: all but those in conflict."""
        return sum(line.conflict is None for line in self.lines)

    @property
    def next(self):
        """The sheet to go on with: a draft before one not begun."""
        owed = [line for line in self.lines if line.is_owed]
        return next((line for line in owed if line.state == "draft"), next(iter(owed), None))


def seats(account, *, at):
    """Every seat of this person, newest form first."""
    rows = _with_work(Evaluator.objects.held_by(account))
    return [_seat(row, at) for row in rows.order_by("-form__opens_at", "-pk")]


def in_order(seed, candidates):
    """The order drawn for one person: stable, also when a candidate joins or leaves."""
    return sorted(candidates, key=lambda c: sha256(f"{seed}:{c.code}".encode()).digest())


def rater_seats(account):
    """Seats on user panels, newest first."""
    rows = Rater.objects.held_by(account).select_related("form__programme")
    return rows.order_by("-form__opens_at", "-pk")


def owed_after(evaluator, candidate):
    """The next sheet owed after this candidate, or None, in the evaluator's order."""
    row = _with_work(Evaluator.objects.filter(pk=evaluator.pk)).get()
    lines = _seat(row, row.form.opens_at).lines
    here = next((n for n, line in enumerate(lines) if line.candidate == candidate), -1)
    return next((line for line in lines[here + 1 :] + lines[:here] if line.is_owed), None)


def _with_work(evaluators):
    """Each with form, pledge, candidates, live sheets and conflicts: four queries in all."""
    standing = Candidate.objects.standing().order_by("code")
    return evaluators.select_related("form__programme", "pledge").prefetch_related(
        Prefetch("form__candidates", standing, to_attr="judged"),
        Prefetch("sheets", Sheet.objects.live().select_related("form"), to_attr="live_sheets"),
        "conflicts",
    )


def _seat(evaluator, at):
    document = evaluator.form.content
    sheets = {sheet.candidate_id: sheet for sheet in evaluator.live_sheets}
    conflicts = {conflict.candidate_id: conflict for conflict in evaluator.conflicts.all()}
    lines = [
        _line(number, candidate, sheets.get(candidate.pk), conflicts, document)
        for number, candidate in enumerate(in_order(evaluator.seed, evaluator.form.judged), 1)
    ]
    return Seat(evaluator, lines, str(why_no_answers(evaluator.form, at=at)))


def _line(number, candidate, sheet, conflicts, document):
    said = json.loads(sheet.answers or sheet.draft) if sheet else {}
    conflict = conflicts.get(candidate.pk)
    return Line(number, candidate, sheet, conflict, filled(document, said), len(document.items))
