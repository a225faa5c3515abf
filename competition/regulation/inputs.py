"""What a tally reads: sealed facts only, each with the digest of the row it came from."""

from typing import Annotated, Literal

from pydantic import Field

from competition.regulation.document.texts import Code, Digest, Id, Prose, Text
from scoring.rubric import Measured, Number, Strict

INPUTS_SCHEMA = "simsa-tally-inputs/1"
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)$")]
Tick = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,63}\.(technical|policy|ethical|no)$")]
Status = Literal["competing", "withdrawn", "unreadable", "excluded"]


class EntryFacts(Strict):
    """An entry: whether and when it handed in (UTC), and whether it still competes."""

    code: Code
    handed_in: bool
    handed_in_at: Moment | None = None
    manifest: Digest | None = None
    status: Status = "competing"
    reason: Text | None = None


class Ruling(Strict):
    """What was ruled on an adverse or unclear finding after the team's reply, and why."""

    passed: bool
    reason: Text
    digest: Digest | None = None


class Finding(Strict):
    """A verdict on one component under one gate; or the evaluators' ticks (``source: ticks``)."""

    entry: Code
    gate: Id
    source: Literal["engine", "ticks", "claim"] = "engine"
    component: Annotated[str, Field(max_length=200)] = ""
    reference: Annotated[str, Field(max_length=300)] = ""
    verdict: Code
    digest: Digest
    ruling: Ruling | None = None


class Measurement(Strict):
    """A raw value of one metric from one run, with the target the team declared, if any."""

    entry: Code
    criterion: Id
    metric: Code
    run: Annotated[int, Field(ge=1, le=1000)] = 1
    raw: Measured
    target: Measured | None = None
    unit: Annotated[str, Field(max_length=40)] = ""
    digest: Digest


class Sheet(Strict):
    """One evaluator's scores for one entry, by item id. Only a sealed sheet counts.

    ``ticks`` name what the evaluator finds missed: ``gate.aspect``, e.g. ``originality.technical``;
    ``majority.no`` answers no to the question of clause 16(4).
    """

    entry: Code
    evaluator: Code
    state: Literal["sealed", "voided", "unsealed", "conflict"] = "sealed"
    reason: Prose | None = None
    scores: dict[Id, Number] = {}
    ticks: tuple[Tick, ...] = ()
    can_compete: bool | None = None
    digest: Digest | None = None


class Rating(Strict):
    """One panel member's rating of one entry."""

    entry: Code
    criterion: Id
    rater: Code
    rating: Number
    valid: bool = True
    digest: Digest


class TallyInputs(Strict):
    """Everything a tally may look at. The order of the lists means nothing."""

    schema_: Annotated[Literal["simsa-tally-inputs/1"], Field(alias="schema")]
    rulebook: Digest
    conditions: tuple[Literal["examined", "evaluated"], ...] = ()
    entries: Annotated[tuple[EntryFacts, ...], Field(max_length=2000)]
    findings: tuple[Finding, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    ratings: tuple[Rating, ...] = ()
