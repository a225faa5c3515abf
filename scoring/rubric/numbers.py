"""Numbers of the rules: decimal strings in a document, exact decimals in a sum.

A sum is carried to 50 significant digits. Before any rounding it is brought to 30 decimal
places, so that three thirds are one again and an exact half is seen as a half.
"""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from scoring.rubric.words import plain

CONTEXT = Context(
    prec=50, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow]
)
GUARD = Decimal(1).scaleb(-30)
PATTERN = r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,8})?"
LONG = r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,20})?"
_NUMBER, _MEASURED = re.compile(PATTERN), re.compile(LONG)


class Strict(BaseModel):
    """A part of a document: nothing unknown, nothing converted, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def read(value: Any, pattern: re.Pattern = _NUMBER) -> Decimal:
    """A number from a document: a string of at most 9 digits before the point and 8 after it.

    Raises ``not_a_string`` for a JSON number (its digits may already be lost) and
    ``not_a_number`` for anything else that is no plain decimal: NaN, 1e400, a digit too many.
    """
    if isinstance(value, Decimal) and value.is_finite():
        value = format(value, "f")
    if not isinstance(value, str):
        raise PydanticCustomError("not_a_string", "A number is written as a string.")
    if not pattern.fullmatch(value):
        raise PydanticCustomError("not_a_number", "Not a plain decimal number.")
    return Decimal(value)


def read_measured(value: Any) -> Decimal:
    """A measured value: as ``read``, but with up to 20 digits after the point."""
    return read(value, _MEASURED)


Number = Annotated[
    Decimal,
    BeforeValidator(read),
    PlainSerializer(plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{PATTERN}$"}),
]
Measured = Annotated[
    Decimal,
    BeforeValidator(read_measured),
    PlainSerializer(plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{LONG}$"}),
]


def settled(value: Decimal) -> Decimal:
    """``value`` at 30 decimal places: what rounding looks at."""
    return value.quantize(GUARD, context=CONTEXT)


def added(values) -> Decimal:
    """The exact sum."""
    total = Decimal(0)
    for value in values:
        total = CONTEXT.add(total, value)
    return total


def times(a: Decimal, b: Decimal) -> Decimal:
    """The product a × b."""
    return CONTEXT.multiply(a, b)


def over(a: Decimal, b: Decimal) -> Decimal:
    """The quotient a ÷ b. Raises ``DivisionByZero`` or ``InvalidOperation`` when b is 0."""
    return CONTEXT.divide(a, b)
