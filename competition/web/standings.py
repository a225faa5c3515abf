"""A tally as rows of the ranking table, with bars in percent of the whole."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from competition.models import Decision
from competition.queries import rules
from competition.web import cells

OUTCOME = {"advanced": "done", "eliminated": "bad", "held": "hold", "withdrawn": "none"}
ROW = {"advanced": "pass", "eliminated": "fail", "held": "held", "withdrawn": "held"}
SHADES = 5


@dataclass(frozen=True)
class Bar:
    """One part of a bar: its shade, where it begins and how wide it is, in percent."""

    shade: int
    x: str
    width: str


@dataclass(frozen=True)
class Row:
    entry: object
    rank: int | None
    unranked: str
    parts: list
    total: Decimal | None
    outcome: str
    label: str
    kind: str
    look: str  # the class of the table row
    reason: str
    clause: str
    bars: list
    said: str  # the bar in words
    is_last_in: bool
    gates: list


def parts(rulebook):
    """Heads of the table: label, points, shade."""
    return [
        {
            "label": rules.say(part.names.words),
            "points": part.points,
            "shade": place % SHADES + 1,
        }
        for place, part in enumerate(rulebook.parts)
    ]


def digits(rulebook):
    """How many decimals the rulebook rounds to."""
    return rulebook.rounding.digits if rulebook.rounding else 2


def rows(tally, rulebook, entries):
    """Rows in the order of the tally; ``entries``: by consortium slug."""
    standings = [s for s in tally.standings if s.entry in entries]
    last = max((s.rank for s in standings if s.outcome == "advanced" and s.rank), default=None)
    has_more = any(s.rank and last and s.rank > last for s in standings)
    return [_row(s, rulebook, entries[s.entry], has_more and s.rank == last) for s in standings]


def outcome(word):
    """The word for an outcome, with its icon."""
    return cells.state(OUTCOME[word], labels()[word])


def labels():
    known = {value: str(label) for value, label in Decision.Outcome.choices}
    return known | {"withdrawn": _("Withdrawn")}


def _row(standing, rulebook, entry, is_last_in):
    parts = [standing.parts.get(part.id) for part in rulebook.parts]
    failed = any(gate.passed is False for gate in standing.gates)
    return Row(
        entry=entry,
        rank=standing.rank,
        unranked="−" if standing.outcome == "held" else _("Out"),
        parts=parts,
        total=standing.total,
        outcome=standing.outcome,
        label=_("Not met") if failed else labels()[standing.outcome],
        kind="hold" if failed else OUTCOME[standing.outcome],
        look="held" if failed else ROW[standing.outcome],
        reason=rules.say(standing.reason),
        clause=rules.cited(standing.clause),
        bars=list(_bars(parts, rulebook)),
        said=_said(parts, rulebook),
        is_last_in=is_last_in,
        gates=[_gate(gate, rulebook) for gate in standing.gates],
    )


def _gate(result, rulebook):
    return {
        "name": rules.say(rulebook.gate(result.gate).names.words),
        "passed": result.passed,
        "ticks": result.ticks,
        "sheets": result.counted_sheets,
        "threshold": result.threshold,
        "reason": rules.say(result.reason),
        "clause": rules.cited(result.clause),
    }


def _bars(parts, rulebook):
    at = Decimal(0)
    for place, points in enumerate(parts):
        width = (points or Decimal(0)) * 100 / rulebook.points
        yield Bar(place % SHADES + 1, f"{at:.2f}%", f"{width:.2f}%")
        at += width


def _said(parts, rulebook):
    named = zip(rulebook.parts, parts, strict=True)
    return ", ".join(f"{rules.say(part.names.words)} {points}" for part, points in named)
