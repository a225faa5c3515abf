"""Rulebooks broken on purpose: each is refused with the right words."""

import json

import pytest

from competition import regulation
from tests.competition.regulation.cast import changed, document

EXPERTS = "parts.1.criteria.0"
CITIZENS = "parts.2.criteria.0"
KOREAN = "parts.0.criteria.0"
LINE = f"{EXPERTS}.items.0.items.0"


def refusal(text):
    with pytest.raises(regulation.RulebookRefused) as refused:
        regulation.parse(text)
    assert all(p.ko and p.en and p.ko != p.en for p in refused.value.problems)
    return refused.value


def first(said):
    problem = refusal(json.dumps(said, ensure_ascii=False)).problems[0]
    return problem.place, problem.en


REFUSED = {
    "points as a JSON number": (
        changed("points", 100),
        ("points", 'Numbers are written as strings, for example "12.5".'),
    ),
    "points NaN": (changed("parts.0.points", "NaN"), ("parts[0].points", "Not a plain decimal")),
    "points 1e400": (changed("parts.0.points", "1e400"), ("parts[0].points", "Not a plain")),
    "a digit too many": (
        changed("parts.0.points", "40.000000001"),
        ("parts[0].points", "Not a plain decimal number, or too many digits"),
    ),
    "a leading zero": (changed("parts.0.points", "040"), ("parts[0].points", "Not a plain")),
    "unknown key": (changed("colour", "red"), ("colour", "This key is not known.")),
    "missing key": (changed("purpose", None), ("purpose", "This key is required and missing.")),
    "only one language": (
        changed("names", {"ko": "평가"}),
        ("names.en", "This key is required and missing."),
    ),
    "blank name": (changed("names.ko", "  "), ("names.ko", "The text is blank.")),
    "Korean in NFD": (
        changed("names.ko", "\u1112\u1161\u11ab"),
        ("names.ko", "The Hangul is decomposed (NFD)."),
    ),
    "control character": (
        changed("names.ko", "평가\u0007"),
        ("names.ko", "The text holds a control character."),
    ),
    "name too long": (
        changed("names.ko", "가" * 201),
        ("names.ko", "Longer than 200 characters."),
    ),
    "id with a blank": (changed("parts.0.id", "a b"), ("parts[0].id", "Not of the required form")),
    "duplicate id": (
        changed("parts.0.id", "citizens"),
        ("citizens", "The id “citizens” is used 2 times."),
    ),
    "reserved id": (changed("parts.0.id", "total"), ("total", "The id “total” is used 2 times.")),
    "unknown kind": (
        changed("kind", "beauty contest"),
        ("kind", "Must be one of: 'selection', 'stage', 'additional' or 'rehearsal'"),
    ),
    "unknown scaler": (
        changed(f"{KOREAN}.scaler.name", "magic"),
        ("parts[0].criteria[0].scaler", "Unknown kind “magic”."),
    ),
    "scaler without its scale": (
        changed(f"{KOREAN}.scaler.full_scale", None),
        ("parts[0].criteria[0].scaler.linear.full_scale", "This key is required and missing."),
    ),
    "half a team": (changed("cut.count", 1.5), ("cut.count", "A whole number is expected.")),
    "true as a number": (changed("cut.count", True), ("cut.count", "A whole number is expected.")),
    "negative days": (
        changed("objection.file_days", -1),
        ("objection.file_days", "Must be at least 0."),
    ),
    "list where an object belongs": (
        changed("cut", []),
        ("cut", "An object is expected."),
    ),
    "10,000 criteria": (
        changed(
            "parts.0.criteria",
            [{"id": "a", "names": {"ko": "가", "en": "a"}, "points": "1"}] * 10_000,
        ),
        ("parts[0].criteria", "More than 100 are given"),
    ),
    "unknown schema": (
        changed("schema", "simsa-rulebook/9"),
        ("schema", "Unknown schema version (“simsa-rulebook/9”)."),
    ),
    "no schema": (changed("schema", None), ("schema", "Unknown schema version (none).")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_document_that_cannot_be_is_refused_in_words(case):
    said, (place, words) = REFUSED[case]

    found = first(said)

    assert found[0] == place
    assert found[1].startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Not valid JSON"),
        ("[]", "Unknown schema version"),
        ('{"schema": "simsa-rulebook/1", "points": NaN}', "NaN is not a number here"),
        ('{"schema": "simsa-rulebook/1", "id": "a", "id": "b"}', "This key is given twice."),
        (b"\xff\xfe", "Not valid JSON"),
        ("[" * 100_000, "Nested too deeply."),
        ('{"schema": "simsa-rulebook/1", "pad": "' + "x" * 10_000_000 + '"}', "too large"),
    ],
)
def test_a_text_that_is_no_document_is_refused_in_words(text, words):
    assert words in refusal(text).says("en")


def test_items_nested_too_deeply_or_too_many_are_refused():
    said = document()
    item = said["parts"][1]["criteria"][0]["items"][0]
    for _ in range(5):
        item = {**item, "items": [item]}
    said["parts"][1]["criteria"][0]["items"] = [item]

    assert "nested deeper than 4 levels" in refusal(json.dumps(said)).says("en")
