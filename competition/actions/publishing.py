"""What publication brings about, in the one transaction that publishes."""

import secrets
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts import audit
from competition.actions import notices
from competition.models import Decision, Letter
from competition.queries import rules
from jobs.actions import queueing
from scoring.actions import benchmarking, screening
from scoring.models import BenchmarkRun, OriginalityReport

KST = ZoneInfo("Asia/Seoul")
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another


def objections_end(round, published):
    """The last second in which an objection counts (clause 19(1)).

    The day of the notice is not counted; the last day ends at midnight in Korea.
    """
    days = rules.of(round).objection.file_days
    last = published.astimezone(KST).date() + timedelta(days=days)
    return datetime.combine(last, time(23, 59, 59), tzinfo=KST)


def tell(round, *, by):
    """Number the decisions, by name and not by rank; letters and notices for each."""
    decisions = Decision.objects.standing().filter(round=round)
    decisions = decisions.select_related("entry__consortium", "entry__round__programme", "round")
    for place, decision in enumerate(decisions.order_by("entry__consortium__name_ko"), start=1):
        _number(decision, f"{round.slug}-{place:02d}", by=by)
        letters = [_write(decision, language, by=by) for language in Letter.Language.values]
        notices.result(letters[0])
    _disclose(round, by=by)


def _number(decision, number, *, by):
    Decision.objects.filter(pk=decision.pk).update(number=number)
    decision.number = number
    audit.record("decision.published", decision, by=by, number=number)


def _write(decision, language, *, by):
    """A letter row, and the job that makes its file."""
    letter = Letter.objects.create(
        decision=decision,
        language=language,
        number=decision.number,
        code=_code(),
        issued_at=decision.round.published_at,
    )
    audit.record("letter.issued", letter, by=by)
    queueing.want(
        "letter",
        {"letter": letter.pk},
        programme=decision.round.programme,
        subject=f"{letter.number} ({language})",
        about=f"letter:{letter.pk}",
        by=by,
    )
    return letter


def _code():
    """Sixteen characters in four groups: printed on the letter, checked on the public page."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(16))
    return "-".join(drawn[i : i + 4] for i in range(0, 16, 4))


def _disclose(round, *, by):
    """Each team may now read what machines found about its own model."""
    theirs = {"submission__entry__round": round, "disclosed_to_team_at": None}
    for report in OriginalityReport.objects.filter(**theirs).select_related("submission"):
        screening.disclose(report, by=by)
    for run in BenchmarkRun.objects.filter(**theirs).select_related("submission"):
        benchmarking.disclose(run, by=by)
