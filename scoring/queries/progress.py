"""How far an evaluation has come, without a single answer: for officers, in constant queries."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from scoring.models import Candidate, Conflict, Evaluator, Pledge, Sheet


@dataclass(frozen=True)
class Missing:
    """A sheet that is still owed, begun or not. ``sheet`` is None where nothing was opened."""

    evaluator: Evaluator
    candidate: Candidate
    sheet: Sheet | None


def by_candidate(form):
    """Standing candidates with ``begun``, ``sealed``, ``void``, ``conflicted``."""
    return (
        form.candidates.standing()
        .annotate(
            begun=Count(
                "sheets", filter=Q(sheets__state="draft", sheets__revision__gt=0), distinct=True
            ),
            sealed=Count("sheets", filter=Q(sheets__state="sealed"), distinct=True),
            void=Count("sheets", filter=Q(sheets__state="void"), distinct=True),
            conflicted=Count(
                "conflicts", filter=Q(conflicts__evaluator__state="active"), distinct=True
            ),
        )
        .order_by("code")
    )


def by_evaluator(form):
    """Seats with ``pledged``, ``begun``, ``sealed``, ``conflicted``, and the account."""
    return (
        form.evaluators.select_related("account")
        .annotate(
            pledged=Exists(Pledge.objects.filter(evaluator=OuterRef("pk"))),
            begun=Count(
                "sheets", filter=Q(sheets__state="draft", sheets__revision__gt=0), distinct=True
            ),
            sealed=Count("sheets", filter=Q(sheets__state="sealed"), distinct=True),
            conflicted=Count("conflicts", distinct=True),
        )
        .order_by("code")
    )


def not_begun(form):
    """Active evaluators who have neither saved nor sealed anything."""
    worked = Sheet.objects.filter(evaluator=OuterRef("pk")).filter(
        Q(revision__gt=0) | ~Q(state="draft")
    )
    active = form.evaluators.filter(state=Evaluator.State.ACTIVE)
    return active.filter(~Exists(worked)).select_related("account")


def outstanding(form):
    """Every sheet owed and not sealed: active evaluators × standing candidates, less conflicts."""
    evaluators = list(form.evaluators.filter(state="active").select_related("account", "form"))
    closed = set(
        Conflict.objects.filter(evaluator__form=form).values_list("evaluator_id", "candidate_id")
    )
    rows = form.sheets.select_related("void_asked_by").order_by("pk")
    sheets = {(row.evaluator_id, row.candidate_id): row for row in rows}
    pairs = [(e, c) for c in form.candidates.standing().order_by("code") for e in evaluators]
    owed = [Missing(e, c, sheets.get((e.pk, c.pk))) for e, c in pairs if (e.pk, c.pk) not in closed]
    return [m for m in owed if m.sheet is None or m.sheet.is_draft]


def by_rater(form):
    """Panel seats with ``rated`` (how many candidates have a value), and the account."""
    rated = Count("ratings", filter=Q(ratings__value__isnull=False))
    return form.raters.select_related("account").annotate(rated=rated).order_by("code")


def raters_by_candidate(form):
    """Standing candidates with ``rated`` and ``sealed`` ratings."""
    return (
        form.candidates.standing()
        .annotate(
            rated=Count("ratings", filter=Q(ratings__value__isnull=False)),
            sealed=Count(
                "ratings", filter=Q(ratings__state="sealed", ratings__rater__state="sealed")
            ),
        )
        .order_by("code")
    )


def voids_waiting(form):
    """Sheets one person asked to void and no second has ruled on; no answer is loaded."""
    asked = form.sheets.filter(void_asked_by__isnull=False).exclude(state="void")
    rows = asked.select_related("evaluator", "candidate", "void_asked_by")
    return rows.defer("draft", "answers").order_by("void_asked_at")


def conflicts(form):
    """Declared conflicts, newest first, for officers: person, team, ground."""
    rows = Conflict.objects.filter(evaluator__form=form)
    related = ("evaluator__account", "candidate__submission__consortium")
    return rows.select_related(*related).order_by(F("declared_at").desc())
