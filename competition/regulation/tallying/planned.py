"""Planned against actual: how many were to go out, how many do, and why, in a sentence."""

from collections import Counter
from collections.abc import Sequence

from competition.regulation import articles
from competition.regulation.document.deciding import Cut
from competition.regulation.korean import listed, listed_en
from competition.regulation.results import Planned, Standing
from scoring.rubric import Words

WHY = {
    articles.GATE_FAILED: Words(
        "최소기준 미충족 {n}팀", "{n} for not meeting the minimum standard"
    ),
    articles.NO_HAND_IN: Words("제출하지 않은 {n}팀", "{n} for handing in nothing"),
    articles.UNREADABLE: Words("모델을 읽을 수 없는 {n}팀", "{n} for an unreadable model"),
    articles.EXCLUDED: Words("자격을 잃은 {n}팀", "{n} excluded"),
    articles.ELIMINATED: Words("총점 순위에 따른 {n}팀", "{n} by total"),
    articles.STILL_EQUAL: Words("경계에서 동점인 {n}팀", "{n} tied at the line"),
    articles.MINIMUM_TOTAL: Words("최저점 미달 {n}팀", "{n} below the minimum total"),
    articles.MAJORITY: Words("과반 의견을 얻지 못한 {n}팀", "{n} without the required majority"),
}


def compare(cut: Cut, standings: Sequence[Standing]) -> Planned:
    """What the cut planned for the planned (else the actual) number of entries, and what came."""
    counted = [s for s in standings if s.outcome != "withdrawn"]
    entries = cut.planned_entries or len(counted)
    out = cut.count if cut.method == "eliminate" else max(entries - cut.count, 0)
    actual_out = sum(1 for s in counted if s.outcome == "eliminated")
    actual_in = sum(1 for s in counted if s.outcome == "advanced")
    held = len(counted) - actual_out - actual_in
    why = Counter(s.clause for s in counted if s.outcome == "eliminated")
    return Planned(
        planned_out=out,
        actual_out=actual_out,
        planned_in=entries - out,
        actual_in=actual_in,
        words=_words((out, entries - out), (actual_out, actual_in, held), why),
    )


def _words(plan: tuple[int, int], actual: tuple[int, int, int], why: Counter) -> Words:
    (out, into), (is_out, is_in, held) = plan, actual
    if (is_out, is_in, held) == (out, into, 0):
        ko = f"계획한 대로 {is_in}팀이 진출하고 {is_out}팀이 탈락합니다."
        en = f"As planned, {_teams(is_in)} advance and {is_out} {_go(is_out)} out."
    else:
        plan_ko = f"{into}팀 진출, {out}팀 탈락을 계획하였으나"
        ko = f"{plan_ko} {is_in}팀이 진출하고 {is_out}팀이 탈락합니다."
        en = f"Planned: {into} advancing, {out} out. Actual: {is_in} advancing, {is_out} out."
    reasons = [(WHY[c].ko.format(n=n), WHY[c].en.format(n=n)) for c, n in sorted(why.items())]
    if reasons:
        ko += f" 탈락은 {listed([r[0] for r in reasons])}입니다."
        en += f" Out: {listed_en([r[1] for r in reasons])}."
    if held:
        ko, en = f"{ko} {held}팀은 보류입니다.", f"{en} {held} held."
    return Words(ko, en)


def _teams(n: int) -> str:
    return f"{n} team" if n == 1 else f"{n} teams"


def _go(n: int) -> str:
    return "goes" if n == 1 else "go"
