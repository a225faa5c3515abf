"""What was sealed, gathered for a tally. Each question costs one or two queries in all."""

import json
from dataclasses import dataclass
from decimal import Decimal

from scoring.models import BenchmarkRun, Evaluator, OriginalityReport, Rater, Rating, Sheet
from scoring.models.answers import scores


@dataclass(frozen=True)
class SealedSheet:
    """One sheet that counts: who by code, on what, under which digest."""

    uuid: str
    evaluator: str
    candidate: str
    submission: int
    digest: str
    scores: dict[str, Decimal]
    comments: dict[str, str]
    ticks: dict[str, str]  # standards found unmet, with the reason


@dataclass(frozen=True)
class SealedRating:
    rater: str
    candidate: str
    submission: int
    value: Decimal
    digest: str


def sheets(form):
    """Sealed sheets on standing candidates; void ones are left out."""
    document = form.content
    rows = (
        Sheet.objects.sealed()
        .filter(form=form, candidate__dismissed_at=None)
        .select_related("evaluator", "candidate")
        .order_by("candidate__code", "evaluator__code")
    )
    return [_sheet(row, document) for row in rows]


def ratings(form):
    """Sealed ratings on standing candidates, of raters who were not excused."""
    rows = (
        Rating.objects.filter(
            state=Rating.State.SEALED,
            rater__form=form,
            rater__state=Rater.State.SEALED,
            candidate__dismissed_at=None,
        )
        .select_related("rater", "candidate")
        .order_by("candidate__code", "rater__code")
    )
    return [
        SealedRating(
            row.rater.code, row.candidate.code, row.candidate.submission_id, row.value, row.digest
        )
        for row in rows
    ]


def reports(submissions):
    """The latest report of each submission, by submission id."""
    rows = OriginalityReport.objects.filter(submission__in=submissions)
    return {row.submission_id: row for row in rows.order_by("created_at", "pk")}


def runs(submissions):
    """The latest run of each suite on each submission: ``{submission id: {suite: run}}``."""
    found = {}
    rows = BenchmarkRun.objects.filter(submission__in=submissions)
    for row in rows.order_by("created_at", "pk"):
        found.setdefault(row.submission_id, {})[row.suite] = row
    return found


def seats(form):
    """Evaluators who count as the panel: active ones, and those who sealed before they left."""
    sealed = Sheet.objects.sealed().filter(form=form).values("evaluator")
    active = Evaluator.objects.filter(form=form, state=Evaluator.State.ACTIVE)
    return active | Evaluator.objects.filter(form=form, pk__in=sealed)


def _sheet(row, document):
    answers = json.loads(row.answers)
    return SealedSheet(
        uuid=str(row.uuid),
        evaluator=row.evaluator.code,
        candidate=row.candidate.code,
        submission=row.candidate.submission_id,
        digest=row.digest,
        scores=scores(document, answers),
        comments={name: line["comment"] for name, line in answers["items"].items()},
        ticks={n: line["comment"] for n, line in answers["ticks"].items() if line["ticked"]},
    )
