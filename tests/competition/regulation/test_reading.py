"""One meaning has one spelling and one digest; the published schemas are schemas."""

import json

import pytest

from competition import regulation
from tests.competition.regulation.cast import book, demo, document, five, inputs

EXAMPLES = regulation.examples.names()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_canonical_form_reads_back_to_the_same_rulebook(name):
    rules = regulation.examples.load(name)

    text = regulation.canonical(rules)

    assert regulation.parse(text) == rules
    assert regulation.canonical(regulation.parse(text)) == text
    assert text == json.dumps(
        json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def test_white_space_order_of_keys_and_trailing_zeros_change_no_digest():
    said = document()
    turned = {key: said[key] for key in reversed(said)} | {"points": "100.00"}

    assert regulation.digest(book(turned)) == regulation.digest(demo())


def test_a_default_written_out_changes_no_digest():
    assert regulation.digest(book(document() | {"treatment": {}})) == regulation.digest(demo())


def test_any_change_of_meaning_changes_the_digest():
    assert regulation.digest(book(document() | {"points": "101"})) != regulation.digest(demo())


def test_a_rulebook_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        demo().points = 1


def test_the_evidence_is_the_same_in_any_order_and_another_for_another_score():
    said = five(demo())
    first = regulation.evidence(inputs(said))
    said["sheets"].reverse()
    assert regulation.evidence(inputs(said)) == first

    said["ratings"][0]["rating"] = "1"
    assert regulation.evidence(inputs(said)) != first


def test_the_schemas_accept_what_the_program_accepts():
    jsonschema = pytest.importorskip("jsonschema")

    for name in EXAMPLES:
        jsonschema.validate(document(name), regulation.json_schema())
    jsonschema.validate(five(demo()), regulation.inputs_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document() | {"points": 100}, regulation.json_schema())
