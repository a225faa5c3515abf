"""What the cut gives when 0, 1 or 2 entries fail a gate: the same rule, said with numbers."""

from dataclasses import dataclass

from competition.regulation.document.deciding import Cut
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.tallying import cutting
from scoring.rubric import Words


@dataclass(frozen=True, slots=True)
class Forecast:
    """With ``failures`` gate failures: fewest and most that advance, and a sentence."""

    failures: int
    fewest: int
    most: int
    entries: int
    words: Words

    @property
    def advanced(self) -> int:
        return self.most

    @property
    def eliminated(self) -> int:
        return self.entries - self.most


def cut_forecast(rulebook: Rulebook, entries: int) -> list[Forecast]:
    """What follows for 0, 1 and 2 gate failures among ``entries``. Empty without a cut."""
    if rulebook.cut is None:
        return []
    return [_forecast(rulebook.cut, entries, n) for n in range(3) if n <= entries]


def _forecast(cut: Cut, entries: int, failures: int) -> Forecast:
    passed = entries - failures
    most = _advancing(cut, passed, failures)
    fewest = most
    if cut.method == "advance" and cut.among == "all":
        fewest = max(min(cut.count, entries) - failures, 0)
        most = min(cut.count, passed)
    return Forecast(failures, fewest, most, entries, _words(failures, fewest, most, entries))


def _advancing(cut: Cut, passed: int, failures: int) -> int:
    places = min(cutting.seats(cut, passed=passed, failed=failures), passed)
    all_stay = cut.shortfall.too_few == "all_passed_advance"
    return passed if all_stay and places == 0 else places


def _words(failures: int, fewest: int, most: int, entries: int) -> Words:
    into = f"{most}" if fewest == most else f"{fewest}~{most}"
    out = f"{entries - most}" if fewest == most else f"{entries - most}~{entries - fewest}"
    which_ko = "" if fewest == most else " 미충족 팀의 순위에 따라 달라집니다."
    which_en = "" if fewest == most else " It depends on the rank of the failing entries."
    return Words(
        f"{entries}팀 가운데 최소기준 미충족이 {failures}팀이면 {into}팀이 진출하고 "
        f"{out}팀이 탈락합니다.{which_ko}",
        f"If {failures} of {entries} entries fail a gate, {into} advance and {out} go out."
        f"{which_en}",
    )
