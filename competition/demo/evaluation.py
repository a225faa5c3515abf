"""Evaluators and citizens at work: pledge, sheets, ratings, each as the person in question."""

from competition.demo import cast, judging
from scoring.actions import evaluators, ratings, sheets
from scoring.models import EvaluationForm, Evaluator, Pledge, Rater

MERIT = {team.slug: team.merit for team in cast.TEAMS}


def next_evaluator(key) -> Evaluator | None:
    """The first seat under the round's expert form that still has a candidate to judge."""
    form = EvaluationForm.objects.filter(key=key, kind="expert").first()
    seats = form.evaluators.filter(state=Evaluator.State.ACTIVE) if form else ()
    return next((seat for seat in seats if _unjudged(seat)), None)


def judge_all(seat):
    """Sign the pledge and seal a sheet on every candidate that is open to this seat."""
    if not Pledge.objects.filter(evaluator=seat).exists():
        evaluators.sign(seat, by=seat.account)
    for candidate in _unjudged(seat):
        _judge(seat, candidate)


def _unjudged(seat):
    judged = seat.sheets.exclude(state="draft").values("candidate")
    barred = seat.conflicts.values("candidate")
    return list(
        seat.form.candidates.standing()
        .exclude(pk__in=judged)
        .exclude(pk__in=barred)
        .select_related("submission__consortium")
    )


def _judge(seat, candidate):
    sheet = sheets.open(seat, candidate, by=seat.account)
    filled = judging.answers(sheet.form.content, _merit(candidate), f"{seat.code}:{candidate.code}")
    sheet = sheets.save_draft(sheet, answers=filled, revision=sheet.revision, by=seat.account)
    sheets.seal(sheet, by=seat.account, revision=sheet.revision)


def next_rater(key) -> Rater | None:
    """The first panel seat of the round whose ratings are not sealed."""
    open_seats = Rater.objects.filter(form__key=key, form__kind="user", state=Rater.State.OPEN)
    return open_seats.select_related("form", "account").first()


def rate_all(rater):
    """Rate every candidate and seal."""
    standing = rater.form.candidates.standing().select_related("submission__consortium")
    scale = rater.form.content.scale
    values = {
        c.code: {"value": judging.rating(scale, _merit(c), f"{rater.code}:{c.code}"), "comment": ""}
        for c in standing
    }
    rater = ratings.save(rater, values=values, revision=rater.revision, by=rater.account)
    ratings.seal_all(rater, by=rater.account, revision=rater.revision)


def _merit(candidate):
    return MERIT.get(candidate.submission.consortium.slug, 0.7)
