"""Article 15 and 16 in words: the cut, ties, shortfalls, the majority."""

from competition.regulation.document.deciding import Cut, Majority
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.wording.form import Article, Paragraph, article, says
from scoring.rubric import Words, plain

HALF = "0.5"


def rule(cut: Cut) -> Words:
    """The cut in one sentence."""
    n = cut.count
    among = cut.among == "passed_gates"
    if cut.method == "advance" and among:
        return Words(
            f"최소기준을 충족한 팀 가운데 총점 순위 상위 {n}팀이 진출한다.",
            f"{_best(n)} of the teams that meet the minimum standard.",
        )
    if cut.method == "advance":
        return Words(
            f"모든 팀 가운데 총점 순위 상위 {n}팀에 든 팀 중 최소기준을 충족한 팀이 진출하며, "
            "빈 자리는 채우지 아니한다.",
            f"All teams are ranked; of the first {n}, those that meet the minimum standard "
            "advance, "
            "and a place left empty is not filled.",
        )
    if among:
        return Words(
            f"최소기준을 충족한 팀 가운데 총점이 낮은 {n}팀이 탈락하고, 나머지 팀이 진출한다.",
            f"Of the teams that meet the minimum standard, {_lowest(n)} eliminated and the others "
            "advance.",
        )
    return Words(
        f"최소기준을 충족하지 못한 팀을 포함하여 모두 {n}팀이 탈락하고, 나머지 팀이 진출한다.",
        f"{_teams(n)} in all {_are(n)} eliminated, those that miss the minimum standard included; "
        "the others advance.",
    )


def _teams(n: int) -> str:
    return f"{n} team" if n == 1 else f"{n} teams"


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _lowest(n: int) -> str:
    return "the one with the lowest total is" if n == 1 else f"the {n} with the lowest totals are"


def _best(n: int) -> str:
    return (
        "The team that advances is the best" if n == 1 else f"The teams that advance: the best {n}"
    )


def decision(rulebook: Rulebook) -> Article:
    """Article 15. Gate first, then rank: who advances and who is eliminated."""
    cut = rulebook.cut
    if cut is None:
        unset = says("정하지 아니하였다.", "Not set.")
        return article(15, "진출과 탈락", "Advancing and elimination", unset)
    return article(
        15,
        "진출과 탈락",
        "Advancing and elimination",
        says(
            "제12조의 최소기준을 충족하지 못한 팀은 총점과 관계없이 탈락으로 한다.",
            "A team that does not meet the minimum standard of Article 12 is eliminated, whatever "
            "its total.",
        ),
        _ranked(cut),
        Paragraph(rule(cut)),
        says(
            "제3항에 따라 진출하지 못한 팀은 총점 순위에 따라 탈락으로 한다.",
            "A team that does not advance under paragraph (3) is eliminated by its rank.",
        ),
        _minimum(cut),
        _awards(cut),
    )


def _ranked(cut: Cut) -> Paragraph:
    everybody = cut.method == "advance" and cut.among == "all"
    ko = "순위는 최소기준을 충족한 팀만을 대상으로 제14조에 따라 정한다."
    en = "Only teams that meet the minimum standard are ranked, under Article 14."
    if everybody:
        ko = "순위는 모든 팀을 대상으로 제14조에 따라 정한다."
        en = "All teams are ranked under Article 14."
    if (n := cut.planned_entries) is None:
        return says(ko, en)
    return says(f"{ko} 참가 팀은 {n}팀으로 예정한다.", f"{en} Entries planned: {n}.")


def _minimum(cut: Cut) -> Paragraph:
    if cut.minimum_total is None:
        return says("진출에 필요한 최저 총점을 두지 아니한다.", "There is no minimum total.")
    line = plain(cut.minimum_total)
    return says(
        f"총점이 {line}점 미만인 팀은 순위와 관계없이 진출하지 못하고 탈락으로 한다.",
        f"A team with a total below {line} points is eliminated, whatever its rank.",
    )


def _awards(cut: Cut) -> Paragraph:
    if not cut.awards:
        return says(
            "탈락한 팀에 대한 순위별 지원을 두지 아니한다.",
            "Eliminated teams receive no support by rank.",
        )
    items = [
        Words(
            f"{a.from_rank}위부터 {a.to_rank}위까지: {a.benefit.ko}",
            f"ranks {a.from_rank} to {a.to_rank}: {a.benefit.en}",
        )
        for a in cut.awards
    ]
    return says(
        "탈락한 팀에는 순위에 따라 다음과 같이 지원한다.",
        "Eliminated teams receive support by rank:",
        items,
    )


def special(rulebook: Rulebook) -> Article:
    """Article 16. Too few, none, a sole applicant, the majority of evaluators."""
    cut = rulebook.cut
    if cut is None:
        unset = says("정하지 아니하였다.", "Not set.")
        return article(16, "특례", "Special cases", unset)
    return article(
        16, "특례", "Special cases", _too_few(cut), _none(cut), _sole(cut), _majority(cut.majority)
    )


def _too_few(cut: Cut) -> Paragraph:
    if cut.method == "advance" and cut.count == 1:
        return says(
            "한 팀만 진출하므로 진출 팀이 모자라는 경우는 제2항에 따른다.",
            "Only one team advances, so a shortage of teams is a case of paragraph (2).",
        )
    case = {
        "advance": Words(
            f"진출할 수 있는 팀이 {cut.count}팀에 미치지 못하면",
            f"If fewer than {cut.count} teams can advance,",
        ),
        "eliminate": Words(
            "제15조제3항에 따르면 남는 팀이 없게 되는 때에는",
            "If Article 15(3) would leave no team,",
        ),
    }[cut.method]
    then = {
        "fewer_advance": Words("그대로 적용한다", "it is applied as it stands"),
        "all_passed_advance": Words(
            "최소기준을 충족한 팀을 모두 진출시킨다",
            "all teams that meet the minimum standard advance",
        ),
        "hold": Words(
            "심의위원회가 정할 때까지 보류한다",
            "they are held until the deliberation committee decides",
        ),
    }
    if cut.method == "advance":
        then["fewer_advance"] = Words("그 팀만 진출시킨다", "only those advance")
    end = then.get(cut.shortfall.too_few or "", Words("(정하지 아니함)", "(not set)"))
    return says(f"{case.ko} {end.ko}.", f"{case.en} {end.en}.")


def _none(cut: Cut) -> Paragraph:
    if cut.shortfall.none == "hold":
        return says(
            "진출할 수 있는 팀이 하나도 없으면 순위에 든 팀을 심의위원회가 정할 때까지 보류한다.",
            "If no team can advance, the ranked teams are held until the deliberation committee "
            "decides.",
        )
    return says(
        "진출할 수 있는 팀이 하나도 없으면 아무도 선정하지 아니한다.",
        "If no team can advance, nobody is chosen.",
    )


def _sole(cut: Cut) -> Paragraph:
    if cut.sole_applicant == "not_evaluated":
        return says(
            "참가한 팀이 하나뿐이면 결정을 보류하고 다시 공고한다.",
            "If only one team takes part, the decision is held and the call is repeated.",
        )
    return says(
        "참가한 팀이 하나뿐이어도 이 규정에 따라 평가한다.",
        "If only one team takes part, it is evaluated under these rules all the same.",
    )


def _majority(majority: Majority | None) -> Paragraph:
    if majority is None:
        return says(
            "평가위원의 찬반을 진출의 조건으로 두지 아니한다.",
            "No vote of the evaluators is required for advancing.",
        )
    share = plain(majority.more_than)
    ko = "과반수" if share == HALF else f"{share}을 넘는 비율"
    en = "more than half" if share == HALF else f"a share of more than {share}"
    question = majority.question
    return says(
        "평가위원은 팀마다 다음 물음에 답하고, ‘아니요’로 답하는 때에는 이유를 적는다. "
        f"봉인한 평가표의 {ko}가 ‘예’로 답하지 아니한 팀은 순위와 관계없이 탈락으로 한다.",
        "Each evaluator answers this question for each team, and gives the reason for a no. A team "
        f"is eliminated, whatever its rank, unless {en} of the sealed sheets say yes.",
        [question.words],
    )


def ranking(rulebook: Rulebook) -> Article:
    """Article 14. The total, the rank, and who comes first among equals."""
    return article(
        14,
        "총점과 순위",
        "Total and rank",
        says(
            "총점은 부문 점수의 합으로 하고, 부문 점수는 그에 속한 평가지표 점수의 합으로 한다.",
            "The total is the sum of the parts; a part is the sum of its criteria.",
        ),
        _order(rulebook),
        _end(rulebook.cut),
    )


def _order(rulebook: Rulebook) -> Paragraph:
    order = rulebook.cut.ties.order if rulebook.cut else ()
    if not order:
        return says(
            "총점이 높은 팀을 앞 순위로 한다.", "The team with the higher total ranks first."
        )
    return says(
        "총점이 높은 팀을 앞 순위로 하고, 총점이 같으면 다음 각 호를 차례로 비교한다.",
        "The team with the higher total ranks first. Equal totals are compared by, in this order:",
        [_tie_break(rulebook, name) for name in order],
    )


def _tie_break(rulebook: Rulebook, name: str) -> Words:
    if name == "handed_in_at":
        return Words(
            "제출을 마친 시각(이른 팀이 앞섬)", "the time of the hand-in, the earlier first"
        )
    names = {part.id: part.names for part in rulebook.parts}
    names |= {c.id: c.names for c in rulebook.criteria()}
    found = names[name].words if name in names else Words(name, name)
    return Words(f"{found.ko} 점수(높은 팀이 앞섬)", f"points for {found.en}, the higher first")


def _end(cut: Cut | None) -> Paragraph:
    if cut is None or cut.ties.end is None:
        return says("(정하지 아니함)", "(not set)")
    ends = {
        "all_advance": Words("그 팀을 모두 진출시킨다", "all of them advance"),
        "all_out": Words("그 팀을 모두 진출시키지 아니한다", "none of them advances"),
        "hold": Words(
            "심의위원회가 정할 때까지 그 팀을 보류한다",
            "they are held until the deliberation committee decides",
        ),
    }
    end = ends[cut.ties.end]
    return says(
        f"제2항에 따라서도 같은 팀은 같은 순위로 하고, 진출 경계에 걸린 때에는 {end.ko}.",
        f"Teams still equal share a rank; if they stand at the line, {end.en}.",
    )
