"""Scalers: how a raw value becomes points. Each is chosen by name and prints itself in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from scoring.rubric.numbers import Number, Strict, over, times
from scoring.rubric.words import Words, eye, plain

ZERO, ONE = Decimal(0), Decimal(1)
Raws = Mapping[str, Decimal]


class Linear(Strict):
    """Points = raw value × points ÷ full scale; below 0 counts 0, above full scale counts full."""

    name: Literal["linear"] = "linear"
    full_scale: Number

    def words(self) -> Words:
        full = plain(self.full_scale)
        return Words(f"원점수 × 배점 ÷ {full}", f"raw value × points ÷ {full}")

    def numbers(self, raw: Decimal, points: Decimal, field: Raws) -> str:
        return f"{eye(raw)} × {plain(points)} ÷ {plain(self.full_scale)}"


class Ratio(Strict):
    """Points = (raw value ÷ target) × points, the ratio never above the cap.

    ``target`` absent: each entry declares its targets, and they come with the measurements.
    """

    name: Literal["ratio"] = "ratio"
    target: Number | None = None
    cap: Number | None = None

    def words(self) -> Words:
        target = plain(self.target) if self.target is not None else None
        cap_ko = f", 비율은 {plain(self.cap)}을 넘지 않음" if self.cap is not None else ""
        cap_en = f", ratio at most {plain(self.cap)}" if self.cap is not None else ""
        return Words(
            f"(원점수 ÷ {target or '팀이 정한 목표값'}) × 배점{cap_ko}",
            f"(raw value ÷ {target or 'the target the team declared'}) × points{cap_en}",
        )

    def numbers(self, raw: Decimal, points: Decimal, field: Raws) -> str:
        if self.target is None:
            return f"{eye(raw)} × {plain(points)}"
        return f"{eye(raw)} ÷ {plain(self.target)} × {plain(points)}"


class TopIsFull(Strict):
    """The highest raw value gets full points; the others get theirs in proportion to it."""

    name: Literal["top_is_full"] = "top_is_full"

    def words(self) -> Words:
        return Words("원점수 ÷ 가장 높은 원점수 × 배점", "raw value ÷ highest raw value × points")

    def numbers(self, raw: Decimal, points: Decimal, field: Raws) -> str:
        return f"{eye(raw)} ÷ {eye(max(field.values()))} × {plain(points)}"


class RankPoints(Strict):
    """The n-th highest raw value gets the n-th share of the points; equals share the better one.

    Ranks beyond the table get its last line.
    """

    name: Literal["rank_points"] = "rank_points"
    shares: Annotated[tuple[Number, ...], Field(min_length=1, max_length=200)]

    def words(self) -> Words:
        table = ", ".join(plain(s) for s in self.shares)
        return Words(f"순위별 배점 비율({table}) × 배점", f"share of the rank ({table}) × points")

    def numbers(self, raw: Decimal, points: Decimal, field: Raws) -> str:
        return f"{plain(_share(raw, field, self.shares))} × {plain(points)}"


class PassFail(Strict):
    """Full points from the threshold on, none below it."""

    name: Literal["pass_fail"] = "pass_fail"
    threshold: Number

    def words(self) -> Words:
        line = plain(self.threshold)
        return Words(
            f"원점수 {line} 이상이면 배점 전부, 미만이면 0점",
            f"all points from a raw value of {line} on, none below it",
        )

    def numbers(self, raw: Decimal, points: Decimal, field: Raws) -> str:
        sign = "≥" if raw >= self.threshold else "<"
        return f"{eye(raw)} {sign} {plain(self.threshold)}"


Scaler = Annotated[Linear | Ratio | TopIsFull | RankPoints | PassFail, Field(discriminator="name")]


def linear(raw: Decimal, points: Decimal, full_scale: Decimal) -> Decimal:
    """Raw value × points ÷ full scale, kept between 0 and the points."""
    return _within(over(times(raw, points), full_scale), points)


def ratio(raw: Decimal, target: Decimal, cap: Decimal | None) -> Decimal:
    """Raw value ÷ target, at least 0 and at most the cap."""
    share = max(over(raw, target), ZERO)
    return share if cap is None else min(share, cap)


def top_is_full(raw: Decimal, points: Decimal, top: Decimal) -> Decimal:
    """Raw value ÷ highest raw value × points; none if the highest is not above 0."""
    return _within(over(times(raw, points), top), points) if top > 0 else ZERO


def rank_points(raw: Decimal, points: Decimal, field: Raws, shares: tuple[Decimal, ...]) -> Decimal:
    """The share that belongs to the rank: one more than the number of higher raw values."""
    return times(_share(raw, field, shares), points)


def pass_fail(raw: Decimal, points: Decimal, threshold: Decimal) -> Decimal:
    """All the points when the raw value reaches the threshold, otherwise none."""
    return points if raw >= threshold else ZERO


def scaled(scaler: Scaler, raw: Decimal, points: Decimal, field: Raws) -> Decimal:
    """Points for ``raw`` before rounding. ``field`` holds the raw values of all entries counted.

    A ratio to declared targets arrives here as a ratio already, so it is only multiplied.
    """
    match scaler:
        case Linear():
            return linear(raw, points, scaler.full_scale)
        case Ratio():
            return times(ratio(raw, scaler.target or ONE, scaler.cap), points)
        case TopIsFull():
            return top_is_full(raw, points, max(field.values()))
        case RankPoints():
            return rank_points(raw, points, field, scaler.shares)
        case PassFail():
            return pass_fail(raw, points, scaler.threshold)


def _share(raw: Decimal, field: Raws, shares: tuple[Decimal, ...]) -> Decimal:
    above = sum(1 for other in field.values() if other > raw)
    return shares[min(above, len(shares) - 1)]


def _within(value: Decimal, points: Decimal) -> Decimal:
    return min(max(value, ZERO), points)
