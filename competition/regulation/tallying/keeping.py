"""A tally as canonical JSON and back, so that it can be kept, digested and read again."""

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from competition.regulation.document.canonical import sha256
from competition.regulation.results import Source, Tally
from scoring.rubric import plain

# Sources are most of a tally: what is as usual is not written down for each of them.
SOURCE = {f.name: f.default for f in fields(Source)}
_ADAPTER = TypeAdapter(Tally)


def tally_canonical(tally: Tally) -> str:
    """The tally in one spelling: sorted keys, decimals as strings, no blanks."""
    return json.dumps(
        tally, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def tally_digest(tally: Tally) -> str:
    """The SHA-256 of that spelling."""
    return sha256(tally_canonical(tally))


def parse_tally(text: str | bytes) -> Tally:
    """A tally read back from its canonical JSON. Raises ``ValueError``."""
    return _ADAPTER.validate_json(text)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Source):
        return {f: v for f in SOURCE if (v := getattr(value, f)) != SOURCE[f]}
    if is_dataclass(value):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    raise TypeError(type(value).__name__)
