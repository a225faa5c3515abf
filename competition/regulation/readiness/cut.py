"""The cut: complete, reachable, with an end to every tie and a rule for every special case."""

from collections.abc import Iterator

from competition.regulation.document.deciding import Cut
from competition.regulation.document.parts import Evaluators
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Problem
from scoring.rubric import plain


def complete(rulebook: Rulebook) -> Iterator[Problem]:
    """There is a cut, and it says what happens when too few or none can advance."""
    cut = rulebook.cut
    if cut is None:
        yield Problem(
            "cut", "진출과 탈락의 규칙을 정하지 않았습니다.", "There is no rule for who advances."
        )
        return
    if cut.count == 0:
        yield Problem("cut/count", "팀 수가 0입니다.", "The number of teams is 0.")
    if cut.shortfall.too_few is None:
        yield Problem(
            "cut/shortfall",
            "진출할 수 있는 팀이 계획보다 적을 때의 처리를 정하지 않았습니다.",
            "It does not say what happens when too few can advance.",
        )
    if cut.shortfall.none is None:
        yield Problem(
            "cut/shortfall",
            "진출할 수 있는 팀이 없을 때의 처리를 정하지 않았습니다.",
            "It does not say what happens when none can advance.",
        )
    if cut.among == "passed_gates" and not rulebook.gates:
        yield Problem(
            "cut/among",
            "최소기준을 충족한 팀 가운데 정하기로 하였으나 최소기준이 없습니다.",
            "The cut is among those who passed the gates, but there is no gate.",
        )


def reachable(rulebook: Rulebook) -> Iterator[Problem]:
    """The numbers fit the planned entries and the points."""
    cut = rulebook.cut
    if cut is None:
        return
    yield from _planned(cut)
    if cut.minimum_total is not None and cut.minimum_total > rulebook.points:
        yield Problem(
            "cut/minimum_total",
            f"진출 최저점 {plain(cut.minimum_total)}점이 만점보다 높습니다.",
            f"The minimum total of {plain(cut.minimum_total)} is above full points.",
        )
    for place, award in enumerate(cut.awards):
        if award.from_rank > award.to_rank:
            yield Problem(
                f"cut/awards[{place}]",
                "시작 순위가 끝 순위보다 뒤입니다.",
                "The first rank comes after the last.",
            )


def _planned(cut: Cut) -> Iterator[Problem]:
    planned = cut.planned_entries
    if planned is None:
        if cut.method == "eliminate":
            yield Problem(
                "cut/planned_entries",
                "탈락 팀 수를 정하였으나 참가 팀 수를 예정하지 않았습니다.",
                "A number to eliminate is set, but not how many entries are planned.",
            )
    elif cut.method == "advance" and cut.count > planned:
        yield Problem(
            "cut/count",
            f"진출 {cut.count}팀은 예정된 참가 {planned}팀보다 많습니다.",
            f"{cut.count} are to advance, but only {planned} entries are planned.",
        )
    elif cut.method == "eliminate" and cut.count >= planned:
        yield Problem(
            "cut/count",
            f"예정된 참가 {planned}팀 가운데 {cut.count}팀이 탈락하면 남는 팀이 없습니다.",
            f"Eliminating {cut.count} of {planned} planned entries leaves nobody.",
        )


def ties(rulebook: Rulebook) -> Iterator[Problem]:
    """Tie-breaks name figures that exist, once each, and have an end."""
    if (cut := rulebook.cut) is None:
        return
    known = {part.id for part in rulebook.parts} | {c.id for c in rulebook.criteria()}
    for name in cut.ties.order:
        if name == "total":
            yield Problem(
                "cut/ties/order",
                "총점이 같은 팀을 다시 총점으로 가릴 수 없습니다(순환).",
                "A tie of totals cannot be broken by the total (circular).",
            )
        elif name not in known | {"handed_in_at"}:
            yield Problem(
                "cut/ties/order",
                f"동점 처리에 쓰인 ‘{name}’이(가) 없습니다.",
                f"The tie-break “{name}” does not exist.",
            )
    if len(set(cut.ties.order)) < len(cut.ties.order):
        yield Problem(
            "cut/ties/order", "동점 처리 기준이 중복됩니다.", "A tie-break is named twice."
        )
    if cut.ties.end is None:
        yield Problem(
            "cut/ties/end",
            "모든 기준을 적용하고도 순위가 같을 때의 처리를 정하지 않았습니다.",
            "A tie has no end: it does not say what happens when all tie-breaks are equal.",
        )


def special(rulebook: Rulebook) -> Iterator[Problem]:
    """A sole applicant and the majority of evaluators."""
    if (cut := rulebook.cut) is None:
        return
    if cut.sole_applicant is None and rulebook.kind in ("selection", "additional"):
        yield Problem(
            "cut/sole_applicant",
            "신청한 팀이 하나뿐일 때의 처리를 정하지 않았습니다.",
            "It does not say what happens with a sole applicant.",
        )
    if cut.majority is None:
        return
    if not 0 < cut.majority.more_than < 1:
        yield Problem(
            "cut/majority",
            "찬성 비율은 0과 1 사이여야 합니다.",
            "The required share must lie between 0 and 1.",
        )
    if not any(isinstance(c.producer, Evaluators) for c in rulebook.criteria()):
        yield Problem(
            "cut/majority",
            "과반 의견을 낼 평가위원이 없습니다.",
            "There are no evaluators who could form a majority.",
        )
