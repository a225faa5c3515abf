"""Points must add up at every level, and names must tell things apart."""

from collections import Counter
from collections.abc import Iterator

from competition.regulation.document.parts import Item
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Problem
from scoring.rubric import added, plain


def sums(rulebook: Rulebook) -> Iterator[Problem]:
    """The parts make the total, criteria make their part, items make their criterion."""
    if not rulebook.parts:
        yield Problem("parts", "평가 부문이 없습니다.", "There is no part.")
        return
    yield from _sum("parts", rulebook.points, [p.points for p in rulebook.parts])
    for part in rulebook.parts:
        yield from _sum(f"parts/{part.id}", part.points, [c.points for c in part.criteria])
        for criterion in part.criteria:
            place = f"parts/{part.id}/{criterion.id}"
            yield from _items(place, criterion.points, criterion.items)


def _items(place: str, points, items: tuple[Item, ...]) -> Iterator[Problem]:
    if not items:
        return
    yield from _sum(place, points, [item.points for item in items])
    for item in items:
        yield from _items(f"{place}/{item.id}", item.points, item.items)


def _sum(place: str, whole, points: list) -> Iterator[Problem]:
    total = added(points)
    if any(p <= 0 for p in points) or whole <= 0:
        yield Problem(place, "배점은 0보다 커야 합니다.", "Points must be above 0.")
    if total != whole:
        yield Problem(
            place,
            f"배점의 합이 {plain(total)}점으로, {plain(whole)}점과 다릅니다.",
            f"The points add up to {plain(total)}, not to {plain(whole)}.",
        )


def names(rulebook: Rulebook) -> Iterator[Problem]:
    """Two things of the same name cannot be told apart on a form or in a letter."""
    parts = [("parts", part.names) for part in rulebook.parts]
    for part in rulebook.parts:
        parts += [(f"parts/{part.id}", c.names) for c in part.criteria]
        for criterion in part.criteria:
            place = f"parts/{part.id}/{criterion.id}"
            parts += [(place, item.names) for item in criterion.leaves()]
    for (place, name), times in Counter((p, n.ko) for p, n in parts).items():
        if times > 1:
            yield Problem(
                place,
                f"이름 ‘{name}’이(가) {times}번 쓰였습니다.",
                f"The name “{name}” is used {times} times.",
            )
