"""The derivation as an audience may read it: figures it may see, without what they would betray."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Figure, Source, Tally
from scoring.rubric import TopIsFull, Words

# A figure of an entry is told where this line of the policy tells it exactly.
NEEDS = {
    "total": "total",
    "part": "part_points",
    "criterion": "criterion_points",
    "raw": "criterion_points",
    "metric": "criterion_points",
    "item": "item_points",
}
WITHHELD = Words("공개하지 않는 입력", "inputs that are not disclosed")


class Rules(Protocol):
    """What of the policy is asked here."""

    @property
    def audience(self) -> str: ...

    def open(self, figure: str) -> bool: ...

    def exact(self, figure: str) -> bool: ...


def told(
    rulebook: Rulebook, tally: Tally, rules: Rules, entries: Iterable[str]
) -> dict[str, Figure]:
    """Figures by id. Auditors read all; others only what article 18 tells them exactly."""
    if rules.audience == "auditor":
        return dict(tally.figures)
    seen = frozenset(entries)
    ids = {id for id, figure in tally.figures.items() if _may(rules, figure, seen)}
    hidden = _betraying(rulebook, rules)
    return {id: _pruned(tally.figures[id], ids, hidden) for id in tally.figures if id in ids}


def _may(rules: Rules, figure: Figure, entries: frozenset[str]) -> bool:
    if figure.kind in ("mean", "top"):
        return rules.open(figure.kind)
    return figure.entry in entries and rules.exact(NEEDS.get(figure.kind, ""))


def _betraying(rulebook: Rulebook, rules: Rules) -> frozenset[str]:
    """Criteria whose formula names another team's value that the audience is not told."""
    if rules.open("top"):
        return frozenset()
    tops = (c.id for c in rulebook.criteria() if isinstance(c.scaler, TopIsFull))
    return frozenset(tops)


def _pruned(figure: Figure, ids: set[str], hidden: frozenset[str]) -> Figure:
    """Evaluators and members become numbers; what is not told becomes a count."""
    told_of = (s for s in figure.sources if s.person or not s.figure or s.figure in ids)
    sources = _anonymous(told_of)
    lost = len(figure.sources) - len(sources)
    if lost:
        note = Words(f"{lost}건", f"{lost}")
        sources = (*sources, Source(WITHHELD, None, note=note, counted=False))
        return replace(figure, sources=sources, expression="", exact=None)
    if figure.kind == "criterion" and figure.id.split("/")[-1] in hidden:
        return replace(figure, expression="", exact=None)
    return replace(figure, sources=sources)


def _anonymous(sources: Iterable[Source]) -> tuple[Source, ...]:
    """People's rows in the order of their digests, named by number instead of by code."""
    kept, people = [], []
    for source in sources:
        (people if source.person else kept).append(source)
    people.sort(key=lambda s: s.digest)
    numbered = (
        replace(s, label=Words(f"평가 {n}", f"evaluation {n}"), person="", figure="")
        for n, s in enumerate(people, 1)
    )
    return (*kept, *numbered)
