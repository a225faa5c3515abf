"""What of a tally an audience may see, in rows that pages and letters print.

``regulation.disclose`` decides; here its answer meets the names of parts and teams.
"""

from decimal import Decimal
from functools import lru_cache

from competition import regulation
from competition.models import Round, TallyRecord
from competition.queries import rules
from competition.regulation.document.procedure import Stage

STAGE: dict[str, Stage] = {
    Round.State.TALLIED: "tallied",
    Round.State.DECIDED: "decided",
    Round.State.PUBLISHED: "published",
    Round.State.CONFIRMED: "confirmed",
}


def tally_of(round) -> tuple[TallyRecord, regulation.Tally] | None:
    """The tally a published round stands on, parsed; None before its publication."""
    if not round.is_public:
        return None
    record = TallyRecord.objects.standing().filter(round=round).first()
    return (record, parsed(record)) if record else None


def parsed(record) -> regulation.Tally:
    """A kept tally as data. It never changes, so it is read once for each of its digests."""
    return _parsed(record.digest, record.result)


@lru_cache(maxsize=16)
def _parsed(digest, result):
    return regulation.parse_tally(result)


def names(round) -> dict[str, str]:
    """Code to name in the reader's language, of every entry."""
    return {entry.consortium.slug: entry.consortium.name for entry in _entries(round)}


def shown(round, tally, audience, entry=None) -> regulation.Disclosed:
    """``regulation.disclose`` at the stage the round has reached."""
    stage: Stage = STAGE.get(round.state, "published")
    korean = {e.consortium.slug: e.consortium.name_ko for e in _entries(round)}
    return regulation.disclose(rules.of(round), tally, audience, entry, stage, korean)


def own_team(round, record, code) -> dict:
    """A team's own result as its letter and its page tell it."""
    tally, rulebook = parsed(record), rules.of(round)
    seen = shown(round, tally, "own_team", code)
    view = seen.entries.get(code)
    if view is None:
        return _nothing(tally)
    rows = [_row(part, view.parts.get(part.id), seen) for part in rulebook.parts]
    return {
        "outcome": view.outcome,
        "reason": view.reason,
        "clause": view.clause,
        "rank": view.rank.value if view.rank and view.rank.show == "exact" else None,
        "gates": [_gate(gate, rulebook) for gate in view.gates],
        "rows": [row for row in rows if row["own"] is not None],
        "total": _total(rulebook, view.total, seen),
        "has_means": bool(seen.means),
        "teams": len([s for s in tally.standings if s.total is not None]),
        "gap": _plain(abs(view.cut_margin)) if view.cut_margin is not None else "",
        "planned": seen.planned,
    }


def parts(round, seen) -> list[dict]:
    """Part by part: points, mean, top and spread, as far as they are disclosed."""
    rulebook = rules.of(round)
    return [_public_row(part, seen) for part in rulebook.parts]


def _public_row(part, seen):
    mean, top = seen.means.get(part.id), seen.tops.get(part.id)
    return {
        "id": part.id,
        "title": rules.say(part.names),
        "points": part.points,
        "mean": mean,
        "top": top,
        "gap": seen.gaps.get(part.id),
        "mean_at": _share(mean, part.points),
        "top_at": _share(top, part.points),
    }


def _row(part, found, seen):
    own = found.value if found and found.show == "exact" else None
    return {
        "title": rules.say(part.names),
        "points": _plain(part.points),
        "own": _plain(own),
        "mean": _plain(seen.means.get(part.id)),
    }


def _total(rulebook, found, seen):
    if found is None or found.show != "exact":
        return None
    mean = _plain(seen.means.get("total"))
    return {"points": _plain(rulebook.points), "own": _plain(found.value), "mean": mean}


def _gate(gate, rulebook):
    title = rules.say(rulebook.gate(gate.gate).names)
    return {"title": title, "passed": gate.passed, "reason": rules.say(gate.reason)}


def _nothing(tally):
    empty = {"outcome": None, "reason": None, "clause": "", "rank": None, "total": None}
    teams = len(tally.standings)
    return empty | {
        "gates": [], "rows": [], "has_means": False, "teams": teams, "gap": "", "planned": None,
    }  # fmt: skip


def _share(value, points):
    """Where a value lies between nothing and full marks, in per cent for a chart."""
    if value is None or not points:
        return None
    return f"{(value / Decimal(points) * 100).quantize(Decimal('0.1'))}%"


def _plain(value):
    return None if value is None else f"{value:f}"


def _entries(round):
    return round.entries.select_related("consortium")
