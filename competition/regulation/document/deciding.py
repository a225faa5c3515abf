"""Gates, the cut, ties, shortfalls: how points and findings become decisions."""

from typing import Annotated, Literal

from pydantic import Field

from competition.regulation.document.texts import Code, Count, Days, Id, Name, Prose, Text
from scoring.rubric import Number, Strict

Aspect = Literal["technical", "policy", "ethical"]


class Standard(Strict):
    """One testable clause of a minimum standard, and the evidence that is asked for it."""

    aspect: Aspect
    ko: Prose
    en: Prose
    evidence: Annotated[tuple[Name, ...], Field(max_length=20)] = ()


class Gate(Strict):
    """A minimum standard. It never adds points; who fails it is eliminated whatever the score.

    ``fails`` are adverse verdicts of the examination, ``unclear`` those a ruling must settle.
    ``ticks_fail`` is the number of evaluators' ticks from which the standard counts as missed.
    """

    id: Id
    names: Name
    standards: Annotated[tuple[Standard, ...], Field(max_length=40)] = ()
    fails: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    unclear: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    ticks_fail: Annotated[int, Field(ge=1, le=1000)] | None = None
    ruled_by: Name | None = None
    reply_days: Days | None = None


class Ties(Strict):
    """Equal totals: compared by these figures in order, and what happens if they stay equal.

    ``order`` holds ids of parts or criteria (higher first), or ``handed_in_at`` (earlier first).
    """

    order: Annotated[tuple[Id, ...], Field(max_length=40)] = ()
    end: Literal["all_advance", "all_out", "hold"] | None = None


class Shortfall(Strict):
    """Fewer entries can advance than planned, or none can.

    Too few, for "advance n": fewer than n are fit; for "eliminate n": so few passed the gates
    that nobody would be left.
    """

    too_few: Literal["fewer_advance", "all_passed_advance", "hold"] | None = None
    none: Literal["nobody_advances", "hold"] | None = None


class Majority(Strict):
    """A question each evaluator answers yes or no; without more than the share, no advance."""

    question: Text
    more_than: Number


class Award(Strict):
    """A benefit below or above the cut, by rank: e.g. the best eliminated entry gets less."""

    from_rank: Annotated[int, Field(ge=1)]
    to_rank: Annotated[int, Field(ge=1)]
    benefit: Text


class Cut(Strict):
    """How many advance or are eliminated, and among whom.

    advance n among passed_gates: the best n of those who passed.
    advance n among all: everybody is ranked; of the first n, those who passed advance, and a
    place lost to a gate stays empty.
    eliminate n among passed_gates: who fails a gate is out, and n more out of those who passed.
    eliminate n among all: n in all; who fails a gate counts among the n.
    """

    method: Literal["advance", "eliminate"]
    count: Count
    among: Literal["all", "passed_gates"]
    planned_entries: Count | None = None
    minimum_total: Number | None = None
    ties: Ties = Ties()
    shortfall: Shortfall = Shortfall()
    majority: Majority | None = None
    sole_applicant: Literal["evaluated", "not_evaluated"] | None = None
    awards: Annotated[tuple[Award, ...], Field(max_length=40)] = ()
    benefits: Text | None = None


class Treatment(Strict):
    """What happens to an entry or a sheet that is not as it should be."""

    no_hand_in: Literal["eliminated"] = "eliminated"
    unreadable: Literal["eliminated"] = "eliminated"
    withdrawn: Literal["out_of_count"] = "out_of_count"
    voided_sheet: Literal["not_counted"] = "not_counted"
    unsealed_sheet: Literal["not_counted"] = "not_counted"
    conflict: Literal["not_counted"] = "not_counted"
    no_measurement: Literal["hold", "zero"] = "hold"
