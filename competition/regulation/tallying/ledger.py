"""The ledger of a tally: every figure is entered once, with what it came from."""

from collections.abc import Iterable
from decimal import Decimal

from competition.regulation.results import Figure, Problem, Source
from scoring.rubric import Words

POINTS = Words("점", "points")
RAW = Words("", "")


class Ledger:
    """Figures by id, and the problems met on the way. Lives as long as one tally."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self.open: list[Problem] = []

    def enter(
        self,
        id: str,
        value: Decimal | None,
        *,
        kind: str,
        label: Words,
        formula: Words,
        clause: str,
        entry: str = "",
        expression: str = "",
        sources: Iterable[Source] = (),
        exact: Decimal | None = None,
        rounding: Words | None = None,
        unit: Words = POINTS,
    ) -> Figure:
        """Write down a figure; ``exact`` is its value before the rounding step, if any."""
        exact = value if exact is None else exact
        self.figures[id] = Figure(
            id, kind, entry, label, formula, expression, tuple(sources), exact, value,
            rounding, unit, clause,
        )  # fmt: skip
        return self.figures[id]

    def lacks(self, place: str, ko: str, en: str) -> None:
        """Note something that bars a decision."""
        self.open.append(Problem(place, ko, en))


def refer(figure: Figure, *, counted: bool = True, note: Words | None = None) -> Source:
    """A figure as an input of another."""
    return Source(figure.label, figure.value, figure=figure.id, counted=counted, note=note)
