"""Texts and names of the document: two languages, composed Hangul, bounded lengths."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from scoring.rubric import Strict, Words


def composed(text: str) -> str:
    """``text`` itself if it is NFC, printable and not blank.

    A name in NFD (as some systems write Hangul) would look equal to one in NFC and not be it.
    """
    if not unicodedata.is_normalized("NFC", text):
        raise PydanticCustomError("not_nfc", "The text is not in composed form (NFC).")
    if any(unicodedata.category(c) == "Cc" and c != "\n" for c in text):
        raise PydanticCustomError("control_character", "The text holds a control character.")
    if not text.strip():
        raise PydanticCustomError("blank", "The text is blank.")
    return text


Line = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(composed)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(composed)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Days = Annotated[int, Field(ge=0, le=3650)]
Count = Annotated[int, Field(ge=0, le=10_000)]


class Name(Strict):
    """A short name in both languages."""

    ko: Line
    en: Line

    @property
    def words(self) -> Words:
        return Words(self.ko, self.en)


class Text(Strict):
    """A passage in both languages."""

    ko: Prose
    en: Prose

    @property
    def words(self) -> Words:
        return Words(self.ko, self.en)
