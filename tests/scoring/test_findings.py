import pytest

from scoring.queries import findings
from teams.models import Component

NOTE = {"code": "norms_never_decide", "facts": {}}


def part(component, verdict):
    return findings.Part({"component": component, "verdict": verdict}, [])


@pytest.mark.parametrize(
    ("weights", "verdict", "comparison"),
    [
        ("initialised", "derived", "mismatch"),
        ("initialised", "inconclusive", "unconfirmed"),
        ("initialised", "no_evidence", "consistent"),
        ("loaded", "derived", "consistent"),
        ("loaded", "no_evidence", "unconfirmed"),
        ("initialised", "rejected", "untested"),
    ],
)
def test_what_was_declared_is_compared_with_what_was_found(weights, verdict, comparison):
    line = Component(name="비전", component="vision", weights=weights)

    rows = findings.declared([line], [part("vision", verdict)])

    assert [row.verdict for row in rows] == [comparison]


def test_the_language_model_covers_all_its_components_and_the_gravest_decides():
    line = Component(name="본체", component="language", weights="initialised")
    found = [part("attn", "no_evidence"), part("ffn", "derived")]

    rows = findings.declared([line], found)

    assert [(row.name, row.verdict) for row in rows] == [("본체", "mismatch")]


def test_a_component_nobody_declared_is_shown():
    rows = findings.declared([], [part("audio", "no_evidence")])

    assert [row.verdict for row in rows] == ["undeclared"]


def test_a_component_the_engine_does_not_test_is_said_to_be_untested():
    line = Component(name="토크나이저", component="tokenizer")

    assert [row.verdict for row in findings.declared([line], [])] == ["untested"]


def test_the_deciding_row_is_the_gravest_before_the_largest():
    def row(reference, verdict, rho):
        said = {"component": "ffn", "reference": reference, "verdict": verdict, "rho": rho}
        lists = {"reason": NOTE, "missing": [], "not_tested": [], "tests": [], "alignment": None}
        return said | lists

    said = {
        "parts": [{"component": "ffn", "verdict": "derived"}],
        "components": [row("a", "no_evidence", 0.3), row("b", "derived", 0.1)],
    }

    assert findings.parts(said)[0].top["reference"] == "b"
