"""The ledger of a tally: every figure is entered once, with what it came from."""

from collections.abc import Iterable
from decimal import Decimal

from competition.regulation.results import Figure, Problem, Source
from scoring.rubric import Words, rounded

POINTS = Words("점", "points")
RAW = Words("", "")
SHOWN_DIGITS = 6
FOR_EYE = Words(
    "소수 여섯째 자리까지 보임(계산에는 줄이지 않은 값을 씀)",
    "shown to six decimal places; the unshortened value is counted",
)


class Ledger:
    """Figures by id, and the problems met on the way. Lives as long as one tally."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self.unrounded: dict[str, Decimal] = {}
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
        exact, for_eye = value if exact is None else exact, rounding is None and _is_long(value)
        if for_eye:
            value, rounding = rounded(value, "half_up", SHOWN_DIGITS), FOR_EYE
        self.figures[id] = Figure(
            id, kind, entry, label, formula, expression, tuple(sources), exact, value,
            rounding, unit, clause, for_eye,
        )  # fmt: skip
        return self.figures[id]

    def value(self, id: str) -> Decimal | None:
        """The figure as it is shown, if there is one."""
        figure = self.figures.get(id)
        return figure.value if figure else None

    def lacks(self, place: str, ko: str, en: str) -> None:
        """Note something that bars a decision."""
        self.open.append(Problem(place, ko, en))


def _is_long(value: Decimal | None) -> bool:
    return value is not None and len(f"{value:f}".partition(".")[2]) > SHOWN_DIGITS


def refer(figure: Figure, *, counted: bool = True, note: Words | None = None) -> Source:
    """A figure as an input of another."""
    return Source(figure.label, figure.value, figure=figure.id, counted=counted, note=note)
