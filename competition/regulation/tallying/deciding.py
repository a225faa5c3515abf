"""Clause 15: one outcome, one clause and one reason for every entry, and where the line fell."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from competition.regulation import articles
from competition.regulation.document.deciding import Award, Cut, Majority
from competition.regulation.document.parts import Benchmark, OutsideIndex
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.inputs import Sheet
from competition.regulation.results import CutLine, GateResult, Outcome, Standing
from competition.regulation.tallying import cutting, gating, ranking, reasons
from competition.regulation.tallying.gathering import Facts
from competition.regulation.tallying.ledger import Ledger
from competition.regulation.tallying.points import Points
from competition.regulation.wording.cut import rule
from scoring.rubric import Words, over


@dataclass(frozen=True)
class Case:
    """Everything a decision rests on."""

    rulebook: Rulebook
    cut: Cut
    facts: Facts
    scores: dict[str, Points]
    gates: dict[str, tuple[GateResult, ...]]

    @cached_property
    def complete(self) -> list[str]:
        """Scored entries that have a total and await no ruling."""
        return [
            entry
            for entry in self.facts.scored
            if self.scores[entry].total is not None and not gating.awaited(self.gates[entry])
        ]

    @cached_property
    def passed(self) -> list[str]:
        """Those of them that passed every gate."""
        return [entry for entry in self.complete if not gating.failed(self.gates[entry])]

    @property
    def population(self) -> list[str]:
        """Who is ranked: those who passed, or everybody (clause 15(2))."""
        everybody = self.cut.method == "advance" and self.cut.among == "all"
        return self.complete if everybody else self.passed

    @cached_property
    def took_part(self) -> list[str]:
        """All entries but the withdrawn ones."""
        return [e for e, facts in self.facts.entries.items() if facts.status != "withdrawn"]

    @cached_property
    def lost(self) -> int:
        """How many are out before the ranking: nothing usable handed in, or a gate failed."""
        unscored = len(self.took_part) - len(self.facts.scored)
        return unscored + sum(1 for e in self.facts.scored if gating.failed(self.gates[e]))

    @cached_property
    def field(self) -> cutting.Field:
        keys = {
            entry: ranking.key(entry, self.scores[entry], self.cut.ties, self.facts)
            for entry in self.population
        }
        barred = {e: clause for e in self.population if (clause := self.bar(e))}
        groups = ranking.ranked(keys, self.population)
        return cutting.Field(groups, barred, entries=len(self.took_part))

    @cached_property
    def places(self) -> int:
        return cutting.seats(self.cut, passed=len(self.passed), failed=self.lost)

    def bar(self, entry: str) -> str:
        """The clause that keeps a ranked entry from advancing, or ""."""
        if gating.failed(self.gates[entry]):
            return articles.GATE_FAILED
        if self.cut.majority and not has_majority(
            self.cut.majority, self.facts.sheets.get(entry, [])
        ):
            return articles.MAJORITY
        total, line = self.scores[entry].total, self.cut.minimum_total
        return articles.MINIMUM_TOTAL if line is not None and total < line else ""


def has_majority(majority: Majority, sheets: list[Sheet]) -> bool:
    """Clause 16(4): more than the share of the sealed sheets say yes."""
    sealed = [sheet for sheet in sheets if sheet.state == "sealed"]
    yes = sum(1 for sheet in sealed if says_yes(sheet))
    return bool(sealed) and over(Decimal(yes), Decimal(len(sealed))) > majority.more_than


def says_yes(sheet: Sheet) -> bool:
    """The answer given; on a form where a tick means no, yes is the sheet without that tick."""
    return "majority.no" not in sheet.ticks if sheet.can_compete is None else sheet.can_compete


def decide(case: Case, ledger: Ledger) -> tuple[tuple[Standing, ...], CutLine]:
    """Outcomes in the order of rank, then of code; and the line between in and out."""
    decided = cutting.decide(case.cut, case.field, case.places)
    ranks = {entry: rank for rank, equals in case.field.groups for entry in equals}
    standings = [
        _standing(case, entry, ranks.get(entry), *_outcome(case, decided, entry), ledger)
        for entry in case.facts.entries
    ]
    standings.sort(key=lambda s: (s.rank is None, s.rank or 0, s.entry))
    return tuple(standings), _line(case, standings)


def _outcome(case: Case, decided: cutting.Decided, entry: str) -> tuple[Outcome, str, Words]:
    """Out before the scoring; out at a gate; held for a ruling or a figure; or by the ranking."""
    facts = case.facts.entries[entry]
    if entry not in case.scores:
        clause, reason = reasons.before(facts)
        return ("withdrawn" if facts.status == "withdrawn" else "eliminated"), clause, reason
    gates = case.gates[entry]
    if failed := gating.failed(gates):
        return "eliminated", failed.clause, failed.reason
    if awaited := gating.awaited(gates):
        return "held", awaited.clause, awaited.reason
    if entry not in decided:
        clause = _missing(case, entry)
        return "held", clause, reasons.MISSING[clause]
    outcome, clause = decided[entry]
    ranked = sum(len(equals) for _, equals in case.field.groups)
    return outcome, clause, reasons.after(clause, case.cut, fit=ranked, places=case.places)


def _missing(case: Case, entry: str) -> str:
    """Whether a measurement is missing, or answers of people are too few."""
    criteria = case.scores[entry].criteria
    lacking = [c for c in case.rulebook.criteria() if criteria[c.id] is None]
    machines = any(isinstance(c.producer, Benchmark | OutsideIndex) for c in lacking)
    return articles.NO_MEASUREMENT if machines else articles.TOO_FEW_ANSWERS


def _standing(case: Case, entry, rank, outcome, clause, reason, ledger: Ledger) -> Standing:
    points = case.scores.get(entry) or Points({}, {}, None)
    items = {
        item: figure.value
        for item in _items(case.rulebook)
        if (figure := ledger.figures.get(f"{entry}/item/{item}"))
    }
    return Standing(
        entry=entry,
        outcome=outcome,
        clause=clause,
        reason=reason,
        gates=case.gates.get(entry, ()),
        criteria={id: ledger.value(f"{entry}/criterion/{id}") for id in points.criteria},
        parts={id: ledger.value(f"{entry}/part/{id}") for id in points.parts},
        items=items,
        total=points.total,
        rank=rank,
        award=_award(case.cut.awards, rank) if outcome == "eliminated" else None,
    )


def _items(rulebook: Rulebook) -> list[str]:
    return [item.id for c in rulebook.criteria() for item in c.every_item()]


def _award(awards: tuple[Award, ...], rank: int | None) -> Words | None:
    """Clause 15(6): what the rulebook grants to this rank below the line."""
    if rank is None:
        return None
    granted = (a.benefit.words for a in awards if a.from_rank <= rank <= a.to_rank)
    return next(granted, None)


def _line(case: Case, standings: list[Standing]) -> CutLine:
    """The last total that advances, the first by-score one that does not, and what lies between."""
    inside = [s.total for s in standings if s.outcome == "advanced"]
    outside = [s for s in standings if s.outcome == "eliminated" and s.rank is not None]
    below = [s.total for s in outside if s.clause != articles.GATE_FAILED]
    last_in, first_out = min(inside, default=None), max(below, default=None)
    both = last_in is not None and first_out is not None
    return CutLine(
        clause=articles.ADVANCED,
        rule=rule(case.cut),
        seats=case.places,
        advanced=len(inside),
        eliminated_by_score=len(below),
        eliminated_by_gate=sum(1 for s in standings if s.clause == articles.GATE_FAILED),
        last_in=last_in,
        first_out=first_out,
        margin=last_in - first_out if both else None,
    )
