"""Why a document is refused, in words for the person who wrote it."""

from collections.abc import Iterable, Mapping
from typing import Any

from competition.regulation.results import Problem

# By the type of pydantic's error; {…} are its own facts.
WORDS = {
    "missing": ("필요한 항목이 없습니다.", "This key is required and missing."),
    "extra_forbidden": ("알 수 없는 항목입니다.", "This key is not known."),
    "not_a_string": (
        '수는 따옴표 안에 적어야 합니다. 예: "12.5"',
        'Numbers are written as strings, for example "12.5".',
    ),
    "not_a_number": (
        "수로 읽을 수 없거나 자릿수가 너무 많습니다(정수부 9자리, 소수부 8자리까지).",
        "Not a plain decimal number, or too many digits (at most 9 before the point, 8 after it).",
    ),
    "not_nfc": (
        "한글이 풀어쓴 형태(NFD)입니다. 모아쓴 형태(NFC)로 바꾸어 주십시오.",
        "The Hangul is decomposed (NFD). Please write it in composed form (NFC).",
    ),
    "control_character": ("제어 문자가 들어 있습니다.", "The text holds a control character."),
    "blank": ("비어 있습니다.", "The text is blank."),
    "string_too_short": ("비어 있습니다.", "The text is blank."),
    "string_too_long": (
        "{max_length}자를 넘습니다.",
        "Longer than {max_length} characters.",
    ),
    "string_pattern_mismatch": (
        "쓸 수 없는 형식입니다. 허용: {pattern}",
        "Not of the required form: {pattern}",
    ),
    "string_type": ("글자열이어야 합니다.", "A string is expected."),
    "int_type": ("정수여야 합니다.", "A whole number is expected."),
    "bool_type": ("true 또는 false여야 합니다.", "true or false is expected."),
    "tuple_type": ("목록이어야 합니다.", "A list is expected."),
    "dict_type": ("이름과 값의 묶음이어야 합니다.", "An object is expected."),
    "model_type": ("이름과 값의 묶음이어야 합니다.", "An object is expected."),
    "model_attributes_type": ("이름과 값의 묶음이어야 합니다.", "An object is expected."),
    "literal_error": ("다음 가운데 하나여야 합니다: {expected}", "Must be one of: {expected}"),
    "union_tag_invalid": (
        "모르는 방식 ‘{tag}’입니다. 다음 가운데 하나여야 합니다: {expected_tags}",
        "Unknown kind “{tag}”. Must be one of: {expected_tags}",
    ),
    "union_tag_not_found": (
        "어떤 방식인지({discriminator}) 적혀 있지 않습니다.",
        "It does not say which kind it is ({discriminator}).",
    ),
    "too_long": (
        "{max_length}개를 넘습니다(적힌 수: {actual_length}).",
        "More than {max_length} are given ({actual_length}).",
    ),
    "too_short": ("{min_length}개 이상이어야 합니다.", "At least {min_length} are needed."),
    "greater_than_equal": ("{ge} 이상이어야 합니다.", "Must be at least {ge}."),
    "less_than_equal": ("{le} 이하여야 합니다.", "Must be at most {le}."),
    "json_invalid": ("JSON으로 읽을 수 없습니다: {error}", "Not valid JSON: {error}"),
    "recursion_loop": ("너무 깊이 겹쳐 있습니다.", "Nested too deeply."),
}


class Refused(Exception):
    """A document that cannot be accepted; ``problems`` say where and why, in both languages."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return self.says("en")

    def says(self, lang: str) -> str:
        """All problems, one to a line, with their places."""
        lines = [f"{p.place}: {p.says(lang)}" if p.place else p.says(lang) for p in self.problems]
        return "\n".join(lines)


class RulebookRefused(Refused):
    """The text is no rulebook of a known schema."""


class InputsRefused(Refused):
    """The text is no set of tally inputs of the known schema."""


class TallyRefused(Refused):
    """The inputs contradict the rulebook, or the rulebook is not complete."""


def in_words(error: Mapping[str, Any]) -> Problem:
    """One error of the validator as a problem."""
    facts = {key: _short(value) for key, value in (error.get("ctx") or {}).items()}
    ko, en = WORDS.get(error["type"], (f"형식이 맞지 않습니다({error['type']}).", error["msg"]))
    return Problem(where(error["loc"]), ko.format_map(facts), en.format_map(facts))


def where(loc: Iterable[str | int]) -> str:
    """``parts[0].criteria[1].points``: the place as one would say it."""
    place = ""
    for step in loc:
        place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else step
    return place


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 200 else text[:200] + "…"
