"""Forms, candidates, seats and sheets for tests: made by the real actions."""

from datetime import timedelta
from itertools import count

from django.utils.timezone import now

from scoring.actions import evaluators, forms, ratings, sheets
from scoring.models import BenchmarkRun, OriginalityReport
from teams.models import Submission
from tests.factories.accounts import ProgrammeFactory, holder
from tests.factories.teams import ConsortiumFactory, MembershipFactory, SubmissionFactory

NUMBERS = count(1)
EXPERT = {
    "title": {"ko": "전문가 평가", "en": "Expert evaluation"},
    "items": [
        {
            "id": "novelty",
            "title": {"ko": "기술의 혁신", "en": "Novelty"},
            "help": {"ko": "구조를 보십시오.", "en": "Look at the architecture."},
            "points": "5",
            "min": "1",
            "step": "0.5",
            "anchors": [{"at": "1", "ko": "수치 조정", "en": "tuning"}],
            "comment": "extremes",
        },
        {"id": "plan", "title": {"ko": "계획", "en": "Plan"}, "points": "20", "step": "0.5"},
    ],
    "gate_ticks": [{"id": "technical", "ko": "기술적 측면 미충족", "en": "Technical unmet"}],
}
USER = {
    "title": {"ko": "사용자 평가", "en": "User evaluation"},
    "items": [],
    "scale": {"min": "1", "max": "5", "step": "1"},
}
EVIDENCE = {"verdict": "no_evidence", "fault": None, "version": "1.0"}


def form(programme=None, *, kind="expert", document=None, opens_in=-1, closes_in=24, **how):
    """A frozen form; its window is given in hours from now."""
    moment = now()
    how.setdefault("key", f"stage-{next(NUMBERS)}")
    return forms.freeze(
        programme or ProgrammeFactory(),
        kind=kind,
        document=document or (USER if kind == "user" else EXPERT),
        opens_at=moment + timedelta(hours=opens_in),
        closes_at=moment + timedelta(hours=closes_in),
        by=None,
        **how,
    )


def submission(programme, name=""):
    """A sealed hand-in of a team of its own, which has one member."""
    named = {"name_ko": name} if name else {}
    team = ConsortiumFactory(programme=programme, **named)
    MembershipFactory(consortium=team)
    sealed = {"state": Submission.State.SEALED, "manifest": "0" * 64, "sealed_at": now()}
    return SubmissionFactory(consortium=team, slug="stage", **sealed)


def candidate(judged, code="", name=""):
    """A sealed submission admitted under a form."""
    code = code or "ABCDEFGHIJ"[judged.candidates.count()]
    return forms.admit(judged, submission(judged.programme, name), code=code, by=None)


def evaluator(judged, *, pledged=True, conflicts=()):
    """An evaluator in their seat, pledge signed."""
    account = holder(judged.programme, "evaluator")
    seat = evaluators.appoint(judged, account, by=None)
    if pledged:
        evaluators.sign(seat, by=account, conflicts=conflicts)
    return seat


def rater(judged):
    return ratings.seat(judged, holder(judged.programme, "panel"), by=None)


def answers(novelty="4", plan="12.5", *, novelty_comment="", ticked=False, why=""):
    """Answers to the expert form."""
    return {
        "items": {
            "novelty": {"score": novelty, "comment": novelty_comment},
            "plan": {"score": plan, "comment": ""},
        },
        "ticks": {"technical": {"ticked": ticked, "comment": why}},
    }


def sheet(judged=None, *, seat=None, on=None, filled=True):
    """An open sheet, with a draft unless ``filled`` is False."""
    judged = judged or form()
    on = on or candidate(judged)
    seat = seat or evaluator(judged)
    made = sheets.open(seat, on, by=seat.account)
    if filled:
        made = sheets.save_draft(made, answers=answers(), revision=0, by=seat.account)
    return made


def sealed_sheet(judged=None, **how):
    made = sheet(judged, **how)
    return sheets.seal(made, by=made.evaluator.account)


def report(handed_in, **columns):
    """A report row with the smallest evidence."""
    columns = {"verdict": "no_evidence", "evidence": "{}", "digest": "1" * 64} | columns
    return OriginalityReport.objects.create(
        submission=handed_in, engine="1.0", library="2" * 64, **columns
    )


def run(handed_in, **columns):
    """A run row with no task."""
    columns = {"metrics": "{}", "environment": "{}", "digest": "3" * 64} | columns
    return BenchmarkRun.objects.create(
        submission=handed_in,
        suite="simsa-basic",
        suite_version="1",
        suite_digest="4" * 64,
        **columns,
    )
