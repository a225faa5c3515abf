"""What the rules say, in both languages at once, so that the two cannot drift apart."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Lang = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in Korean and in English."""

    ko: str
    en: str

    def says(self, lang: str) -> str:
        """The sentence in ``lang`` ("ko" or "en")."""
        return self.ko if lang == "ko" else self.en


def plain(value: Decimal) -> str:
    """A number as people write it: no exponent, no trailing zeros (``35``, ``0.5``, ``11.85``)."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def eye(value: Decimal) -> str:
    """At most six decimals, with … for the rest; the exact value stands elsewhere."""
    text = plain(value)
    return text if len(text.partition(".")[2]) <= 6 else f"{value:.6f}…"
