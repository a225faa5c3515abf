"""Rounding: its mode, its digits, and where in the chain it happens."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import Field

from scoring.rubric.numbers import CONTEXT, Strict, settled
from scoring.rubric.words import Words

Mode = Literal["half_up", "half_even", "down"]
Level = Literal["criterion", "part", "total"]
Digits = Annotated[int, Field(ge=0, le=6)]

_MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
_VERBS = {
    "half_up": Words("반올림", "rounded half up"),
    "half_even": Words("오사오입", "rounded half to even"),
    "down": Words("버림", "rounded down"),
}
_PLACES = (
    Words("일의 자리", "a whole number"),
    Words("소수 첫째 자리", "one decimal place"),
    Words("소수 둘째 자리", "two decimal places"),
    Words("소수 셋째 자리", "three decimal places"),
    Words("소수 넷째 자리", "four decimal places"),
    Words("소수 다섯째 자리", "five decimal places"),
    Words("소수 여섯째 자리", "six decimal places"),
)


class Rounding(Strict):
    """How team points are rounded, and whether means are taken before or after that."""

    mode: Mode = "half_up"
    digits: Digits = 1
    at: Level = "criterion"
    mean_of: Literal["rounded", "exact"] = "rounded"
    mean_digits: Digits = 2


def rounded(value: Decimal, mode: Mode, digits: int) -> Decimal:
    """``value`` to ``digits`` decimal places; half up sends 11.85 to 11.9 and −0.05 to −0.1."""
    step = Decimal(1).scaleb(-digits)
    return settled(value).quantize(step, rounding=_MODES[mode], context=CONTEXT)


def place(digits: int) -> Words:
    """The decimal place kept: "소수 첫째 자리", "one decimal place"."""
    return _PLACES[digits]


def step(mode: Mode, digits: int) -> Words:
    """The rounding step of a figure, in words."""
    kept, verb = place(digits), _VERBS[mode]
    return Words(f"{kept.ko}까지 {verb.ko}", f"{verb.en} to {kept.en}")
