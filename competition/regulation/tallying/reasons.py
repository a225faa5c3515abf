"""Why an outcome is what it is: one sentence each, in the words of the clause.

No figure of the entry stands in a reason: whether total and rank are told is for clause 18.
"""

from competition.regulation import articles
from competition.regulation.document.deciding import Cut
from competition.regulation.inputs import EntryFacts
from scoring.rubric import Words, plain

OUT_BEFORE = {
    "withdrawn": (
        articles.WITHDRAWAL,
        Words("봉인 전에 참가를 철회하였습니다.", "The entry was withdrawn before the seal."),
    ),
    "unreadable": (
        articles.UNREADABLE,
        Words(
            "제출한 모델을 읽을 수 없어 평가하지 못하였습니다.",
            "The model that was handed in cannot be read and could not be evaluated.",
        ),
    ),
    "excluded": (
        articles.EXCLUDED,
        Words("참가 자격을 잃었습니다.", "The entry was excluded."),
    ),
}
NOTHING = Words(
    "제출 기한까지 제출물을 내지 않았습니다.", "Nothing was handed in before the deadline."
)
MISSING = {
    articles.TOO_FEW_ANSWERS: Words(
        "유효한 평가가 정한 수에 미치지 못하여 총점을 정할 수 없습니다.",
        "Too few valid evaluations for a total.",
    ),
    articles.NO_MEASUREMENT: Words(
        "측정값이 모두 갖추어지지 않아 총점을 정할 수 없습니다.",
        "Measurements are missing for a total.",
    ),
}


def before(entry: EntryFacts) -> tuple[str, Words]:
    """Clause and reason of an entry that is out before anything is scored."""
    nothing = not entry.handed_in and entry.status != "withdrawn"
    clause, words = (articles.NO_HAND_IN, NOTHING) if nothing else OUT_BEFORE[entry.status]
    if entry.reason is None:
        return clause, words
    ko, en = entry.reason.ko, entry.reason.en
    return clause, Words(f"{words.ko} 사유: {ko}", f"{words.en} Reason: {en}")


def after(clause: str, cut: Cut, *, fit: int, places: int) -> Words:
    """The reason of a ranked entry, by the clause that decided it."""
    return _REASONS[clause](cut, fit, max(places, 0))


def _range(cut: Cut, fit: int, places: int) -> tuple[str, str]:
    everybody = cut.method == "advance" and cut.among == "all"
    ko, en = ("전체 ", "") if everybody else ("최소기준을 충족한 ", " that met the standard")
    return (
        f"{ko}{fit}팀 가운데 총점 순위 상위 {places}팀",
        f"the best {places} of the {fit} teams{en}",
    )


def _advanced(cut: Cut, fit: int, places: int) -> Words:
    ko, en = _range(cut, fit, places)
    return Words(f"{ko}에 들었습니다.", f"The team is among {en}.")


def _eliminated(cut: Cut, fit: int, places: int) -> Words:
    ko, en = _range(cut, fit, places)
    if places == 0:
        return Words(
            "최소기준을 충족하였으나 탈락시킬 팀 수에 듭니다.",
            "The team met the standard but is among the number to be eliminated.",
        )
    return Words(f"{ko}에 들지 못하였습니다.", f"The team is not among {en}.")


def _equal(cut: Cut, fit: int, places: int) -> Words:
    ends = {
        "all_advance": Words("같은 순위의 팀을 모두 진출시킵니다.", "All equals advance."),
        "all_out": Words(
            "같은 순위의 팀을 모두 진출시키지 않습니다.", "None of the equals advances."
        ),
        "hold": Words(
            "심의위원회가 정할 때까지 보류합니다.",
            "They are held until the deliberation committee decides.",
        ),
    }
    end = ends[cut.ties.end or "hold"]
    return Words(
        f"진출 경계에서 순위를 가릴 수 없습니다. {end.ko}",
        f"Teams at the line cannot be told apart. {end.en}",
    )


def _few(cut: Cut, fit: int, places: int) -> Words:
    if cut.shortfall.too_few == "hold":
        return Words(
            "진출할 수 있는 팀이 계획보다 적어 결정을 보류합니다.",
            "Fewer teams can advance than planned; the decision is held.",
        )
    return Words(
        "진출할 수 있는 팀이 계획보다 적어, 충족한 팀을 모두 진출시킵니다.",
        "Fewer teams can advance than planned; all that met the standard advance.",
    )


def _none(cut: Cut, fit: int, places: int) -> Words:
    return Words(
        "진출할 수 있는 팀이 없어 결정을 보류합니다.", "No team can advance; the decision is held."
    )


def _sole(cut: Cut, fit: int, places: int) -> Words:
    return Words(
        "참가한 팀이 하나뿐이어서 평가하지 않고 보류합니다.",
        "Only one team takes part; it is held without evaluation.",
    )


def _majority(cut: Cut, fit: int, places: int) -> Words:
    return Words(
        "경쟁할 수 있다고 본 평가위원이 정한 비율을 넘지 않습니다.",
        "The evaluators who find the team able to compete are not more than the required share.",
    )


def _minimum(cut: Cut, fit: int, places: int) -> Words:
    line = plain(cut.minimum_total) if cut.minimum_total is not None else ""
    return Words(
        f"총점이 진출에 필요한 최저점({line}점)에 미치지 못합니다.",
        f"The total is below the minimum for advancing ({line} points).",
    )


_REASONS = {
    articles.ADVANCED: _advanced,
    articles.ELIMINATED: _eliminated,
    articles.STILL_EQUAL: _equal,
    articles.TOO_FEW: _few,
    articles.NONE: _none,
    articles.SOLE: _sole,
    articles.MAJORITY: _majority,
    articles.MINIMUM_TOTAL: _minimum,
}
