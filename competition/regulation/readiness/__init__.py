"""Readiness: all that is missing, contradictory or unreachable, in words. Empty: may open."""

from collections.abc import Callable, Iterator

from competition.regulation.document.rulebook import Rulebook
from competition.regulation.readiness import criteria, cut, forms, frame, gates, points
from competition.regulation.readiness.forecast import cut_forecast
from competition.regulation.results import Problem

Check = Callable[[Rulebook], Iterator[Problem]]
CHECKS: tuple[Check, ...] = (
    points.sums,
    points.names,
    criteria.produced,
    criteria.scaled,
    criteria.aggregated,
    criteria.rounded,
    forms.lines,
    gates.standards,
    gates.verdicts,
    gates.conditions,
    cut.complete,
    cut.reachable,
    cut.ties,
    cut.special,
    frame.eligibility,
    frame.calendar,
    frame.disclosure,
    frame.clocks,
)


def readiness(rulebook: Rulebook) -> list[Problem]:
    """All open items of the rulebook. A round with one of them cannot open, by any door."""
    return [problem for check in CHECKS for problem in check(rulebook)]


__all__ = ["cut_forecast", "readiness"]
