"""Parts, criteria, items: what is scored, for how many points, by whom, and by which formula."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from competition.regulation.document.texts import Code, Count, Days, Id, Line, Name, Text
from scoring.rubric import Aggregator, Mean, Number, Scaler, Strict


class Metric(Strict):
    """One number of a benchmark or index. Weights are relative to each other."""

    id: Code
    names: Name
    weight: Number


class Choice(Strict):
    """How the list of benchmarks came about, and how long before the close it is frozen."""

    rule: Literal["fixed", "proposed", "declared"] = "fixed"
    proposed_by_at_least: Count | None = None
    proposals_each: Count | None = None
    team_picks: Count | None = None
    organiser_adds: Count | None = None
    frozen_days_before: Days = 0


class Scale(Strict):
    """The scale of one answer: lowest, highest, and the step between (half points: 0.5)."""

    low: Number
    high: Number
    step: Number


class Benchmark(Strict):
    """Measured by machines on the sealed model, under a versioned suite."""

    by: Literal["benchmark"] = "benchmark"
    suite: Code
    metrics: Annotated[tuple[Metric, ...], Field(max_length=200)]
    choice: Choice = Choice()
    repeats: Annotated[int, Field(ge=1, le=100)] = 1
    run_by: Name | None = None
    due_day: Days | None = None


class OutsideIndex(Strict):
    """Measured and published by somebody else, in a named edition."""

    by: Literal["outside_index"] = "outside_index"
    publisher: Name
    edition: Name
    metrics: Annotated[tuple[Metric, ...], Field(max_length=200)]
    due_day: Days | None = None


class Comment(Strict):
    """When an evaluator must give a reason in words, and how long at least."""

    when: Literal["always", "extremes", "never"] = "extremes"
    minimum: Annotated[int, Field(ge=0, le=2000)] = 0


class Seats(Strict):
    """A share of the committee, e.g. five from academia."""

    names: Name
    seats: Count


class Evaluators(Strict):
    """Scored by an evaluation committee on an itemised form, in steps (half points: 0.5)."""

    by: Literal["evaluators"] = "evaluators"
    seats: Count
    composition: tuple[Seats, ...] = ()
    step: Number
    comment: Comment = Comment()
    due_day: Days | None = None


class Panel(Strict):
    """Rated by users after using the models: experts, or citizens drawn by lot."""

    by: Literal["expert_users", "citizens"]
    seats: Count
    scale: Scale
    quota: Text | None = None
    minutes_at_least: Count = 0
    due_day: Days | None = None


Producer = Annotated[Benchmark | OutsideIndex | Evaluators | Panel, Field(discriminator="by")]


class Anchor(Strict):
    """What a score on the scale means."""

    at: Number
    ko: Line
    en: Line


class Item(Strict):
    """A line of the scoring form, or a heading over such lines (then it has ``items``).

    A line is scored from 0 to its points in the committee's steps; with a ``scale`` of its own
    it is scored on that, and score × points ÷ highest score counts.
    """

    id: Id
    names: Name
    points: Number
    guide: Text | None = None
    scale: Scale | None = None
    anchors: Annotated[tuple[Anchor, ...], Field(max_length=20)] = ()
    items: Annotated[tuple["Item", ...], Field(max_length=60)] = ()

    def leaves(self) -> Iterator["Item"]:
        """The lines that are scored, in order."""
        if not self.items:
            yield self
        for item in self.items:
            yield from item.leaves()

    def every(self) -> Iterator["Item"]:
        """The item itself and all under it, headings first."""
        yield self
        for item in self.items:
            yield from item.every()


class Criterion(Strict):
    """One counted figure: its producer's answers → aggregator → scaler → rounding."""

    id: Id
    names: Name
    points: Number
    producer: Producer | None = None
    aggregator: Aggregator = Mean()
    scaler: Scaler | None = None
    items: Annotated[tuple[Item, ...], Field(max_length=60)] = ()

    def leaves(self) -> tuple[Item, ...]:
        """The scored lines of the form, in order."""
        return tuple(leaf for item in self.items for leaf in item.leaves())

    def every_item(self) -> tuple[Item, ...]:
        """Headings and lines, in order."""
        return tuple(one for item in self.items for one in item.every())


class Part(Strict):
    """A part of the evaluation; its points are the sum of its criteria."""

    id: Id
    names: Name
    points: Number
    criteria: Annotated[tuple[Criterion, ...], Field(max_length=100)] = ()
