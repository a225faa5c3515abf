"""Eligibility, calendar, disclosure, objection, change: the frame around the scores."""

from typing import Annotated, Literal

from pydantic import Field

from competition.regulation.document.texts import Days, Id, Name, Text
from scoring.rubric import Number, Strict

History = Literal[
    "newcomer", "not_selected", "eliminated_by_score", "eliminated_by_gate", "advanced", "withdrew"
]
Figure = Literal[
    "names_advanced",
    "names_eliminated",
    "outcome",
    "gate",
    "total",
    "rank",
    "part_points",
    "criterion_points",
    "item_points",
    "mean",
    "top",
    "gap",
    "cut_margin",
    "comments",
    "item_winners",
    "derivation",
]
Audience = Literal["own_team", "other_teams", "public", "auditor"]
Show = Literal["exact", "band", "mean_gap", "alphabetical", "none"]
Stage = Literal["tallied", "decided", "published", "confirmed"]


class Eligibility(Strict):
    """Who may take part, given what they did before in this programme."""

    who: Text
    admits: Annotated[tuple[History, ...], Field(max_length=10)] = ()
    from_rounds: Annotated[tuple[Id, ...], Field(max_length=20)] = ()
    late_entrants: Text | None = None


class Window(Strict):
    """A period of the calendar in days since the opening of the round."""

    id: Literal["hand_in", "examination", "evaluation", "user_evaluation", "decision"]
    opens_day: Days
    closes_day: Days


class HandIn(Strict):
    """What a team hands in."""

    model: bool = True
    bill_of_materials: bool = True
    documents: Annotated[tuple[Name, ...], Field(max_length=20)] = ()


class Disclosure(Strict):
    """One figure to one audience: how it is shown, and from which state of the round on."""

    figure: Figure
    audience: Audience
    show: Show
    when: Stage = "published"
    band: Number | None = None


class Extension(Strict):
    """One longer time to answer, for a reason that is told."""

    days: Days
    reason_required: bool = True


class Objection(Strict):
    """Days to file from the notice, days to answer from the filing, one extension."""

    basis: Text
    file_days: Days
    answer_days: Days
    extension: Extension | None = None
    panel: Text | None = None
    appeal: Text | None = None


class Change(Strict):
    """How the rules may change after the opening."""

    notice_days: Days
    consent: Literal["all", "majority", "none"]
    never: Annotated[
        tuple[Literal["cut", "gates", "points", "scalers", "rounding", "ties"], ...],
        Field(max_length=6),
    ] = ()
