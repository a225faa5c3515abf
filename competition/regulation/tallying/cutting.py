"""Clauses 15 and 16: who advances. Gate first, then rank; then the special cases."""

from dataclasses import dataclass

from competition.regulation import articles
from competition.regulation.document.deciding import Cut
from competition.regulation.results import Outcome

Group = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Field:
    """Who stands before the cut.

    ``groups``: ranked groups of equals (of those who passed, or of all, as the cut says);
    ``barred``: ranked entries that may not advance, with the clause that keeps them from it;
    ``entries``: how many took part at all.
    """

    groups: list[Group]
    barred: dict[str, str]
    entries: int

    @property
    def fit(self) -> list[str]:
        """Ranked entries that may advance, best first."""
        return [e for _, equals in self.groups for e in equals if e not in self.barred]


Decided = dict[str, tuple[Outcome, str]]


def seats(cut: Cut, *, passed: int, failed: int) -> int:
    """How many places there are, given how many passed the gates and how many did not.

    advance n: n. eliminate n among those who passed: all of them but n.
    eliminate n among all: all entries but n, those who failed being counted among the n.
    """
    if cut.method == "advance":
        return cut.count
    lost = cut.count if cut.among == "passed_gates" else max(cut.count - failed, 0)
    return max(passed - lost, 0)


def decide(cut: Cut, field: Field, places: int) -> Decided:
    """An outcome and a clause for every ranked entry."""
    if field.entries == 1 and cut.sole_applicant == "not_evaluated":
        return _each(field, "held", articles.SOLE)
    fit = field.fit
    if not fit and cut.shortfall.none == "hold":
        return _each(field, "held", articles.NONE)
    if _too_few(cut, len(fit), places) and cut.shortfall.too_few != "fewer_advance":
        return _few(cut, field)
    return _line(cut, field, places)


def _too_few(cut: Cut, fit: int, places: int) -> bool:
    """advance n: fewer than n are fit. eliminate n: so few passed that nobody would be left."""
    return 0 < fit < cut.count if cut.method == "advance" else fit > 0 and places <= 0


def _few(cut: Cut, field: Field) -> Decided:
    hold = cut.shortfall.too_few == "hold"
    outcome: Outcome = "held" if hold else "advanced"
    return {
        entry: _out(field.barred[entry]) if entry in field.barred else (outcome, articles.TOO_FEW)
        for _, equals in field.groups
        for entry in equals
    }


def _each(field: Field, outcome: Outcome, clause: str) -> Decided:
    return {entry: (outcome, clause) for _, equals in field.groups for entry in equals}


def _out(clause: str) -> tuple[Outcome, str]:
    return "eliminated", clause


def _line(cut: Cut, field: Field, places: int) -> Decided:
    """Fill the places from the top. Equals that do not all fit are decided by clause 14(3)."""
    decided: Decided = {}
    left = places
    for _, equals in field.groups:
        fit = [e for e in equals if e not in field.barred]
        decided |= {e: _out(field.barred[e]) for e in equals if e in field.barred}
        decided |= dict.fromkeys(fit, _group(cut, len(fit), left))
        left -= len(equals) if cut.among == "all" and cut.method == "advance" else len(fit)
    return decided


def _group(cut: Cut, size: int, left: int) -> tuple[Outcome, str]:
    if size <= left:
        return "advanced", articles.ADVANCED
    if left <= 0:
        return "eliminated", articles.ELIMINATED
    ends: dict[str | None, Outcome] = {
        "all_advance": "advanced",
        "all_out": "eliminated",
        "hold": "held",
    }
    return ends[cut.ties.end], articles.STILL_EQUAL
