"""Clause 14: rank by total, then by the declared tie-breaks; equals share a rank."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from competition.regulation.document.deciding import Ties
from competition.regulation.tallying.gathering import Facts, moment
from competition.regulation.tallying.points import Points
from scoring.rubric import settled

HAND_IN = "handed_in_at"
Key = tuple


def key(entry: str, points: Points, ties: Ties, facts: Facts) -> Key:
    """What an entry is compared by: smaller is better. Total, then each tie-break in order."""
    return (-points.total, *(_break(name, entry, points, facts) for name in ties.order))


def _break(name: str, entry: str, points: Points, facts: Facts) -> Decimal | float:
    if name == HAND_IN:
        handed_in_at = facts.entries[entry].handed_in_at
        return moment(handed_in_at).timestamp() if handed_in_at else float("inf")
    value = points.parts.get(name, points.criteria.get(name))
    return -settled(value) if value is not None else Decimal(0)


def ranked(keys: dict[str, Key], entries: Iterable[str]) -> list[tuple[int, list[str]]]:
    """Groups of equals in order, each with its rank: one more than the number of better ones."""
    order = sorted(entries, key=lambda entry: (keys[entry], entry))
    groups, rank = [], 1
    for _, group in groupby(order, key=lambda entry: keys[entry]):
        equals = list(group)
        groups.append((rank, equals))
        rank += len(equals)
    return groups
