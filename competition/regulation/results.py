"""What follows: problems, clauses, the tally and its derivation. Plain frozen data."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from scoring.rubric import Words

TALLY_SCHEMA = "simsa-tally/1"
Outcome = Literal["advanced", "eliminated", "held", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something missing or contradictory: where in the document, and what, in words."""

    place: str
    ko: str
    en: str

    def says(self, lang: str) -> str:
        return self.ko if lang == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered provision: ``15`` an article, ``15(3)`` a paragraph, ``11(2)4`` an item."""

    number: str
    chapter: Words
    title: Words
    text: Words

    @property
    def level(self) -> int:
        """0 for an article's heading, 1 for a paragraph, 2 for an item."""
        return 0 if "(" not in self.number else 1 if self.number.endswith(")") else 2


@dataclass(frozen=True, slots=True)
class Source:
    """An input of a figure: another figure (``figure``) or a sealed row (``digest``).

    ``person`` is the code of the evaluator or panel member it comes from.
    """

    label: Words
    value: Decimal | None
    figure: str = ""
    digest: str = ""
    note: Words | None = None
    counted: bool = True
    person: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, with everything it came from.

    ``value`` is what is shown, ``exact`` what it was before the rounding step. Where no rule
    rounds, a long value is shortened ``for_eye`` only, and the exact one is carried on.
    """

    id: str
    kind: str
    entry: str
    label: Words
    formula: Words
    expression: str
    sources: tuple[Source, ...]
    exact: Decimal | None
    value: Decimal | None
    rounding: Words | None
    unit: Words
    clause: str
    for_eye: bool = False

    @property
    def carried(self) -> Decimal | None:
        """What the next figure takes."""
        return self.exact if self.for_eye else self.value


@dataclass(frozen=True, slots=True)
class Held:
    """What is held against a component (or, for ticks, the whole), and how it was ruled."""

    source: str
    component: str
    reference: str
    verdict: str
    digest: str
    adverse: bool
    passed: bool | None
    reason: Words | None


@dataclass(frozen=True, slots=True)
class GateResult:
    """How an entry stands at one gate: passed, failed, or (None) a ruling is awaited."""

    gate: str
    passed: bool | None
    clause: str
    reason: Words
    ticks: int = 0
    threshold: int | None = None
    counted_sheets: int = 0
    findings: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry: gates, points, rank, outcome, and the clause and reason for it."""

    entry: str
    outcome: Outcome
    clause: str
    reason: Words
    gates: tuple[GateResult, ...]
    criteria: dict[str, Decimal | None]
    parts: dict[str, Decimal | None]
    items: dict[str, Decimal | None]
    total: Decimal | None
    rank: int | None
    award: Words | None = None


@dataclass(frozen=True, slots=True)
class CutLine:
    """Where the line fell: places, last advancing and first eliminated total, and the margin."""

    clause: str
    rule: Words
    seats: int
    advanced: int
    eliminated_by_score: int
    eliminated_by_gate: int
    last_in: Decimal | None
    first_out: Decimal | None
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class Planned:
    """Planned against actual, and why they differ, in a sentence."""

    planned_out: int | None
    actual_out: int
    planned_in: int | None
    actual_in: int
    words: Words


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of a round as the rules give it. ``open`` lists what still bars a decision."""

    schema: str
    rulebook: str
    evidence: str
    standings: tuple[Standing, ...]
    cut: CutLine
    planned: Planned
    means: dict[str, Decimal]
    tops: dict[str, Decimal]
    figures: dict[str, Figure]
    open: tuple[Problem, ...] = field(default=())

    def standing(self, entry: str) -> Standing:
        """The standing of one entry. Raises ``KeyError``."""
        return {s.entry: s for s in self.standings}[entry]
