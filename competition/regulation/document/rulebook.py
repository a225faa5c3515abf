"""The rulebook: one document that holds every rule of a round."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from competition.regulation.document.deciding import Cut, Gate, Treatment
from competition.regulation.document.parts import Criterion, Part
from competition.regulation.document.procedure import (
    Change,
    Disclosure,
    Eligibility,
    HandIn,
    Objection,
    Window,
)
from competition.regulation.document.texts import Id, Name, Text
from scoring.rubric import Number, Rounding, Strict

SCHEMA = "simsa-rulebook/1"
Kind = Literal["selection", "stage", "additional", "rehearsal"]
Condition = Literal["examined", "evaluated"]


class Rulebook(Strict):
    """All rules of one round. A draft may be incomplete; ``readiness`` says what is missing."""

    schema_: Annotated[Literal["simsa-rulebook/1"], Field(alias="schema")]
    id: Id
    kind: Kind
    names: Name
    programme: Name
    purpose: Text
    points: Number
    hand_in: HandIn = HandIn()
    eligibility: Eligibility | None = None
    calendar: Annotated[tuple[Window, ...], Field(max_length=10)] = ()
    parts: Annotated[tuple[Part, ...], Field(max_length=40)] = ()
    rounding: Rounding | None = None
    conditions: Annotated[tuple[Condition, ...], Field(max_length=2)] = ()
    gates: Annotated[tuple[Gate, ...], Field(max_length=10)] = ()
    treatment: Treatment = Treatment()
    cut: Cut | None = None
    disclosure: Annotated[tuple[Disclosure, ...], Field(max_length=200)] = ()
    objection: Objection | None = None
    change: Change | None = None
    choices: Annotated[tuple[Text, ...], Field(max_length=40)] = ()

    def criteria(self) -> Iterator[Criterion]:
        """Every criterion, in the order of the document."""
        for part in self.parts:
            yield from part.criteria

    def criterion(self, id: str) -> Criterion:
        """The criterion of that id. Raises ``KeyError``."""
        return {c.id: c for c in self.criteria()}[id]

    def part_of(self, criterion: str) -> Part:
        """The part a criterion belongs to. Raises ``KeyError``."""
        return {c.id: part for part in self.parts for c in part.criteria}[criterion]

    def gate(self, id: str) -> Gate:
        """The gate of that id. Raises ``KeyError``."""
        return {g.id: g for g in self.gates}[id]
