"""One spelling for what is hashed: sorted keys, no spaces, Decimals and moments as strings."""

import json
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import PurePath
from uuid import UUID


def text(value) -> str:
    """The canonical JSON of ``value``. NaN and infinity have no spelling: ValueError."""
    return json.dumps(
        value,
        default=_plain,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )


def digest(words: str | bytes) -> str:
    """SHA-256 in hexadecimal; text is hashed as UTF-8."""
    return sha256(words if isinstance(words, bytes) else words.encode()).hexdigest()


def nfc(words: str) -> str:
    """Hangul in one form: macOS types the same syllable in two to three code points."""
    return unicodedata.normalize("NFC", words)


def _plain(value):
    match value:
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | UUID() | PurePath():
            return str(value)
        case set() | frozenset():
            return sorted(value)
        case memoryview() | bytes():
            return bytes(value).hex()
    if hasattr(value, "__str__") and type(value).__module__.startswith("django.utils.functional"):
        return str(value)  # a lazy translation
    raise TypeError(f"{type(value).__name__} has no canonical spelling")
