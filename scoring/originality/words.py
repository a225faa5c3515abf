"""Everything the engine says, in English and Korean. Codes are stable, words may improve."""

from scoring.originality.fault_words import FAULTS
from scoring.originality.name_words import NAMES
from scoring.originality.note_words import NOTES

LANGUAGES = ("en", "ko")


class _Facts(dict):
    def __missing__(self, key):
        return "?"


def say(note, lang: str = "en") -> str:
    """A Note, BadPackage or bare code in words. An unknown code is said as it is."""
    code = note if isinstance(note, str) else note.code
    facts = {} if isinstance(note, str) else note.facts
    pair = FAULTS.get(code) or NOTES.get(code)
    if pair is None:
        return code
    spoken = {k: _spoken(k, v, lang) for k, v in facts.items()}
    return pair[LANGUAGES.index(lang)].format_map(_Facts(spoken))


def name(kind: str, code: str | None, lang: str = "en") -> str:
    """The name of a verdict, component, grade, test or alignment."""
    if code is None:
        return ""
    pair = NAMES.get(kind, {}).get(code)
    return pair[LANGUAGES.index(lang)] if pair else code


def _spoken(key, value, lang):
    if key in NAMES and isinstance(value, str):
        return name(key, value, lang)
    return f"{value:,}" if type(value) is int else value
