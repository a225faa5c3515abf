"""What comes next, read off the round itself: so it goes on after a restart, or after a person
has already pressed the button."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import now

from competition.actions import decisions, findings, playback, rounds
from competition.demo import evaluation, stage
from competition.models import Finding, Playback, Round
from competition.queries import tallying

REPLY = (
    "비전 인코더는 공개된 가중치를 시작점으로 삼아 조정한 것이며"
    " 언어 모델은 처음부터 학습하였습니다."
    " 인코더가 구성요소 명세서에 기재되지 않은 것은 기재 누락입니다."
)
RULING = (
    "비전 인코더의 가중치가 참조 모델의 가중치에서 비롯된 것으로 확인되었고,"
    " 소명도 이를 인정하였습니다."
    " 초기화한 뒤 학습하여야 한다는 최소기준을 충족하지 못합니다. 소명은 판정에 반영하였습니다."
)
RULING_EN = (
    "The vision encoder's weights were found to stem from those of the reference model, and the"
    " reply concedes it. The minimum standard, to train after initialisation, is not met."
    " The reply was weighed."
)
SPARE = timedelta(minutes=5)


@dataclass(frozen=True)
class Act:
    """One thing somebody does: its key, and the call."""

    key: str
    do: Callable[[], object]


def play() -> str:
    """One tick of the story: at most one act. Returns its key, or an empty string."""
    row = Playback.objects.filter(state=Playback.State.PLAYING).first()
    if row is None or not playback.claim(row):
        return ""
    act = next_act()
    if act is None:
        return ""
    act.do()
    playback.acted(row, act.key)
    return act.key


def next_act() -> Act | None:
    """The next act of the first round, or of what follows it; None while machines or time work."""
    round = Round.objects.filter(slug=stage.FIRST).select_related("rulebook", "programme").first()
    if round is None:
        return None
    return NEXT.get(Round.State(round.state), _nothing)(round)


def _while_sealed(round):
    return (
        _more_time(round) or _somebody_judges(round) or _a_finding_goes_on(round) or _propose(round)
    )


def _more_time(round):
    """The window is about to close on people who are not done: it moves, for all, with a reason."""
    waiting = evaluation.next_evaluator(round.slug) or evaluation.next_rater(round.slug)
    if waiting is None or round.evaluation_closes_at - now() > timedelta(minutes=1):
        return None
    later = now() + SPARE
    by, reason = stage.officer("organiser"), "평가 시간 부족"
    return Act(
        "extend",
        lambda: rounds.amend_calendar(round, evaluation_closes_at=later, reason=reason, by=by),
    )


def _somebody_judges(round):
    if seat := evaluation.next_evaluator(round.slug):
        return Act("judge", lambda: evaluation.judge_all(seat))
    if rater := evaluation.next_rater(round.slug):
        return Act("rate", lambda: evaluation.rate_all(rater))
    return None


def _a_finding_goes_on(round):
    finding = Finding.objects.filter(entry__round=round).unsettled().order_by("pk").first()
    return FINDING[finding.state](finding) if finding else None


def _send(finding):
    return Act("send", lambda: findings.send(finding, by=stage.officer("organiser")))


def _reply(finding):
    lead = finding.entry.consortium.memberships.current().get(role="lead").account
    return Act("reply", lambda: findings.reply(finding, reply=REPLY, by=lead))


def _rule(finding):
    words = {"passed": False, "reason": RULING, "reason_en": RULING_EN}
    return Act("rule", lambda: findings.rule(finding, **words, by=stage.officer("organiser")))


def _settle(finding):
    return Act("settle", lambda: findings.approve(finding, by=stage.officer("approver")))


def _propose(round):
    found = tallying.preview(round)
    if found.missing or found.tally.open:
        return None
    return Act("propose", lambda: decisions.propose(round, by=stage.officer("organiser")))


def _approve(round):
    return Act("approve", lambda: decisions.approve(round, by=stage.officer("approver")))


def _publish(round):
    return Act("publish", lambda: decisions.publish(round, by=stage.officer("organiser")))


def _after(round):
    if not Round.objects.filter(slug=stage.ADDITIONAL).exists():
        return Act("additional call", stage.open_additional_call)
    row = Playback.objects.filter(state=Playback.State.PLAYING).first()
    return Act("end", lambda: playback.end(row)) if row else None


def _nothing(round):
    return None


FINDING = {
    Finding.State.OPEN: _send,
    Finding.State.SENT: _reply,
    Finding.State.REPLIED: _rule,
    Finding.State.RULED: _settle,
}
NEXT = {
    Round.State.SEALED: _while_sealed,
    Round.State.TALLIED: _approve,
    Round.State.DECIDED: _publish,
    Round.State.PUBLISHED: _after,
    Round.State.CONFIRMED: _after,
}
