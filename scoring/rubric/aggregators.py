"""Aggregators: how many answers become one value, how many must be valid, what a gap counts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from scoring.rubric.numbers import Strict, added, over
from scoring.rubric.words import Words, eye

Few = Annotated[int, Field(ge=1, le=10_000)]
Trim = Annotated[int, Field(ge=0, le=50)]
BelowMinimum = Literal["hold", "mean"]
Incomplete = Literal["not_counted", "lowest", "zero"]


class _Answers(Strict):
    minimum_valid: Few = 1
    below_minimum: BelowMinimum = "hold"
    incomplete: Incomplete = "not_counted"


class Mean(_Answers):
    """The arithmetic mean of the valid answers."""

    name: Literal["mean"] = "mean"

    def words(self) -> Words:
        return Words("산술평균", "arithmetic mean")


class Median(_Answers):
    """The middle answer; with an even number, the mean of the two in the middle."""

    name: Literal["median"] = "median"

    def words(self) -> Words:
        return Words("중앙값", "median")


class TrimmedMean(_Answers):
    """The mean after the n highest and the n lowest answers are left out."""

    name: Literal["trimmed_mean"] = "trimmed_mean"
    highest: Trim = 1
    lowest: Trim = 1

    def words(self) -> Words:
        return Words(
            f"최고 {self.highest}개와 최저 {self.lowest}개를 제외한 산술평균",
            f"mean without the {self.highest} highest and the {self.lowest} lowest",
        )


Aggregator = Annotated[Mean | Median | TrimmedMean, Field(discriminator="name")]


def mean(values: Sequence[Decimal]) -> Decimal:
    """Sum ÷ number. Raises ``ValueError`` for no values."""
    if not values:
        raise ValueError("a mean needs at least one value")
    return over(added(values), Decimal(len(values)))


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle value, or the mean of the two middle ones. ``ValueError`` for no values."""
    if not values:
        raise ValueError("a median needs at least one value")
    line, half = sorted(values), len(values) // 2
    return line[half] if len(line) % 2 else mean(line[half - 1 : half + 1])


def kept(count: int, aggregator: Aggregator) -> range:
    """Places counted when ``count`` answers stand in ascending order.

    Trimming needs more answers than it leaves out; with fewer, nothing is left out.
    """
    if not isinstance(aggregator, TrimmedMean):
        return range(count)
    if count <= aggregator.lowest + aggregator.highest:
        return range(count)
    return range(aggregator.lowest, count - aggregator.highest)


def enough(count: int, aggregator: Aggregator) -> bool:
    """Whether ``count`` valid answers give a value at all: the minimum, or a mean without it."""
    fallback = aggregator.below_minimum == "mean" and count > 0
    return fallback or count >= max(1, needed(aggregator))


def needed(aggregator: Aggregator) -> int:
    """The valid answers required: the declared minimum, and one more than are left out."""
    if isinstance(aggregator, TrimmedMean):
        return max(aggregator.minimum_valid, aggregator.lowest + aggregator.highest + 1)
    return aggregator.minimum_valid


def expression(aggregator: Aggregator, values: Sequence[Decimal]) -> str:
    """The calculation in numbers: what is added, and by what it is divided."""
    line = sorted(values)
    if len(values) >= needed(aggregator):
        places = (
            _middle(len(line)) if isinstance(aggregator, Median) else kept(len(line), aggregator)
        )
        line = line[places.start : places.stop]
    return f"({' + '.join(eye(v) for v in line)}) ÷ {len(line)}" if line else ""


def _middle(count: int) -> range:
    return range((count - 1) // 2, count // 2 + 1)


def aggregated(aggregator: Aggregator, values: Sequence[Decimal]) -> Decimal:
    """One value from the valid answers, in whatever order they come. ``ValueError`` if too few.

    Below the minimum, where the rulebook says "mean", all valid answers are averaged.
    """
    if not enough(len(values), aggregator):
        raise ValueError("too few valid answers")
    if len(values) < needed(aggregator):
        return mean(values)
    if isinstance(aggregator, Median):
        return median(values)
    line, places = sorted(values), kept(len(values), aggregator)
    return mean(line[places.start : places.stop])
