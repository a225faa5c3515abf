"""Article 18: what an audience may see of a tally, and nothing else. Closed unless declared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from competition.regulation.document.procedure import Audience, Disclosure, Show, Stage
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Figure, GateResult, Outcome, Standing, Tally
from competition.regulation.telling import told
from scoring.rubric import Words, over

STAGES: tuple[Stage, ...] = ("tallied", "decided", "published", "confirmed")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is disclosed: exactly, as a band, or as the mean and the gap to it."""

    show: Show
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    mean: Decimal | None = None
    gap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EntryView:
    """What is disclosed of one entry. None or empty: not disclosed (or there is none)."""

    entry: str
    outcome: Outcome | None = None
    clause: str = ""
    reason: Words | None = None
    gates: tuple[GateResult, ...] = ()
    total: Shown | None = None
    rank: Shown | None = None
    parts: dict[str, Shown] = field(default_factory=dict)
    criteria: dict[str, Shown] = field(default_factory=dict)
    items: dict[str, Shown] = field(default_factory=dict)
    gaps: dict[str, Decimal] = field(default_factory=dict)
    cut_margin: Decimal | None = None
    comments: bool = False
    award: Words | None = None


@dataclass(frozen=True, slots=True)
class Disclosed:
    """All that one audience may see at one stage."""

    audience: Audience
    stage: Stage
    entries: dict[str, EntryView] = field(default_factory=dict)
    advanced: tuple[str, ...] | None = None
    eliminated: tuple[str, ...] | None = None
    means: dict[str, Decimal] = field(default_factory=dict)
    tops: dict[str, Decimal] = field(default_factory=dict)
    gaps: dict[str, Decimal] = field(default_factory=dict)
    winners: dict[str, tuple[str, ...]] = field(default_factory=dict)
    planned: Words | None = None
    figures: dict[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True)
class Policy:
    """The rows of article 18 for one audience at one stage."""

    audience: Audience
    rows: Mapping[str, Disclosure]

    def show(self, figure: str) -> Show:
        """How the figure is shown; "none" where nothing is declared or it is too early."""
        row = self.rows.get(figure)
        return row.show if row else "none"

    def open(self, figure: str) -> bool:
        return self.show(figure) != "none"

    def exact(self, figure: str) -> bool:
        return self.show(figure) == "exact"


def policy(rulebook: Rulebook, audience: Audience, stage: Stage) -> Policy:
    """The rows that apply to ``audience`` and have begun by ``stage``."""
    begun = STAGES[: STAGES.index(stage) + 1]
    rows = {r.figure: r for r in rulebook.disclosure if r.audience == audience}
    return Policy(audience, {f: r for f, r in rows.items() if r.when in begun})


def disclose(
    rulebook: Rulebook,
    tally: Tally,
    audience: Audience,
    entry: str | None = None,
    stage: Stage = "published",
    names: Mapping[str, str] | None = None,
) -> Disclosed:
    """Exactly what ``audience`` may see. ``own_team`` needs its ``entry``; ``names`` (code to
    Korean name) gives the alphabetical order, without them lists are in the order of the codes.

    Raises ``ValueError`` for ``own_team`` without an entry.
    """
    if audience == "own_team" and entry is None:
        raise ValueError("whose team?")
    rules = policy(rulebook, audience, stage)
    views = {s.entry: _view(rules, tally, s) for s in _seen(rules, tally, entry)}
    return Disclosed(
        audience=audience,
        stage=stage,
        entries=views,
        advanced=_listed(rules, tally, "advanced", names),
        eliminated=_listed(rules, tally, "eliminated", names),
        means=dict(tally.means) if rules.open("mean") else {},
        tops=dict(tally.tops) if rules.open("top") else {},
        gaps=_spread(tally) if audience != "own_team" and rules.open("gap") else {},
        winners=_winners(tally) if rules.open("item_winners") else {},
        planned=tally.planned.words if rules.open("names_advanced") else None,
        figures=told(rulebook, tally, rules, tuple(views)) if rules.open("derivation") else {},
    )


def _seen(rules: Policy, tally: Tally, entry: str | None) -> list[Standing]:
    """Whose figures are looked at: one's own, or those whose names the audience learns."""
    if rules.audience == "own_team":
        return [tally.standing(entry)] if rules.rows and entry else []
    by_name = {"advanced": "names_advanced", "eliminated": "names_eliminated"}
    everybody = rules.audience == "auditor" and rules.open("outcome")
    return [
        s
        for s in sorted(tally.standings, key=lambda s: s.entry)
        if everybody or rules.open(by_name.get(s.outcome, ""))
    ]


def _listed(rules: Policy, tally: Tally, outcome: str, names) -> tuple[str, ...] | None:
    if not rules.open(f"names_{outcome}"):
        return None
    codes = sorted(s.entry for s in tally.standings if s.outcome == outcome)
    return tuple(sorted(codes, key=lambda code: names[code])) if names else tuple(codes)


def _view(rules: Policy, tally: Tally, s: Standing) -> EntryView:
    told_outcome = rules.open("outcome")
    return EntryView(
        entry=s.entry,
        outcome=s.outcome if told_outcome or rules.open(f"names_{s.outcome}") else None,
        clause=s.clause if told_outcome else "",
        reason=s.reason if told_outcome else None,
        gates=s.gates if rules.open("gate") else (),
        total=_shown(rules, "total", s.total, tally.means.get("total")),
        rank=_shown(rules, "rank", None if s.rank is None else Decimal(s.rank), None),
        parts=_all_shown(rules, "part_points", s.parts, tally),
        criteria=_all_shown(rules, "criterion_points", s.criteria, tally),
        items=_all_shown(rules, "item_points", s.items, tally),
        gaps=_gaps(tally, s) if rules.audience == "own_team" and rules.open("gap") else {},
        cut_margin=_margin(tally, s) if rules.open("cut_margin") else None,
        comments=rules.open("comments"),
        award=s.award if told_outcome else None,
    )


def _all_shown(rules: Policy, figure: str, values: Mapping, tally: Tally) -> dict[str, Shown]:
    found = {id: _shown(rules, figure, v, tally.means.get(id)) for id, v in values.items()}
    return {id: shown for id, shown in found.items() if shown is not None}


def _shown(rules: Policy, figure: str, value, mean) -> Shown | None:
    show = rules.show(figure)
    if value is None or show == "none":
        return None
    if show == "band":
        low, high = band(value, rules.rows[figure].band)
        return Shown("band", low=low, high=high)
    if show == "mean_gap":
        return Shown("mean_gap", mean=mean, gap=None if mean is None else value - mean)
    return Shown("exact", value=value)


def band(value: Decimal, width: Decimal) -> tuple[Decimal, Decimal]:
    """The band [k·width, (k+1)·width) the value lies in."""
    low = (over(value, width) // 1) * width
    return low, low + width


def _gaps(tally: Tally, s: Standing) -> dict[str, Decimal]:
    """Own points less the mean, for the total, the parts and the criteria."""
    own = {"total": s.total, **s.parts, **s.criteria}
    return {id: v - tally.means[id] for id, v in own.items() if v is not None}


def _margin(tally: Tally, s: Standing) -> Decimal | None:
    """Own total less the nearest total on the other side of the line."""
    other = tally.cut.first_out if s.outcome == "advanced" else tally.cut.last_in
    if s.rank is None or s.total is None or other is None:
        return None
    return s.total - other


def _spread(tally: Tally) -> dict[str, Decimal]:
    """Highest less lowest, for the total, the parts and the criteria."""
    values: dict[str, list[Decimal]] = {}
    for s in tally.standings:
        for id, value in {"total": s.total, **s.parts, **s.criteria}.items():
            if value is not None:
                values.setdefault(id, []).append(value)
    return {id: max(found) - min(found) for id, found in values.items()}


def _winners(tally: Tally) -> dict[str, tuple[str, ...]]:
    """Who has the top score of each criterion."""
    criteria = {id for s in tally.standings for id in s.criteria}
    return {
        id: tuple(sorted(s.entry for s in tally.standings if s.criteria.get(id) == tally.tops[id]))
        for id in sorted(criteria)
        if id in tally.tops
    }
