"""Inputs that cannot be under the rulebook are refused in words."""

from decimal import Decimal

import pytest

from competition import regulation
from tests.competition.regulation.cast import (
    demo,
    finding,
    five,
    inputs,
    tally,
)

D = Decimal

SPOILS = {
    "another rulebook": (lambda s: s.update(rulebook="0" * 64), "its digest differs"),
    "unknown entry": (
        lambda s: s["ratings"][0].update(entry="nobody"),
        "There is no entry “nobody”.",
    ),
    "unknown criterion": (
        lambda s: s["measurements"][0].update(criterion="magic"),
        "There is no criterion “magic”.",
    ),
    "unknown metric": (
        lambda s: s["measurements"][0].update(metric="magic"),
        "There is no metric “magic”.",
    ),
    "unknown item": (
        lambda s: s["sheets"][0]["scores"].update(magic="1"),
        "There is no item “magic”.",
    ),
    "unknown gate": (
        lambda s: s["findings"].append(finding("dodam") | {"gate": "magic"}),
        "There is no gate “magic”.",
    ),
    "unknown tick": (
        lambda s: s["sheets"][0].update(ticks=["magic.technical"]),
        "There is no gate “magic”.",
    ),
    "off the steps": (
        lambda s: s["sheets"][0]["scores"].update(attainment="2.7"),
        "The score 2.7 is outside the bounds or off the steps of the form.",
    ),
    "above full marks": (
        lambda s: s["sheets"][0]["scores"].update(attainment="3.5"),
        "The score 3.5 is outside the bounds or off the steps of the form.",
    ),
    "rating out of bounds": (
        lambda s: s["ratings"][0].update(rating="6"),
        "The score 6 is outside the bounds or off the steps of the form.",
    ),
    "rated but measured": (
        lambda s: s["ratings"][0].update(criterion="simsa_ko"),
        "Not a criterion of a user panel.",
    ),
    "measured but rated": (
        lambda s: s["measurements"][0].update(criterion="citizens"),
        "Not a measured criterion.",
    ),
    "twice": (lambda s: s["ratings"].append(s["ratings"][0]), "This row is given twice."),
    "no digest": (
        lambda s: s["sheets"][0].update(digest=None),
        "A sealed sheet has no digest.",
    ),
    "target of zero": (
        lambda s: s["measurements"][0].update(target="0"),
        "A target must be above 0.",
    ),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_inputs_that_contradict_the_rulebook_are_refused_in_words(spoil):
    change, words = SPOILS[spoil]
    said = five(demo())
    change(said)

    with pytest.raises(regulation.TallyRefused, match=words.replace("(", r"\(")) as refused:
        tally(demo(), said)

    assert all(p.ko and p.ko != p.en for p in refused.value.problems)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"raw": 0.5}, "Numbers are written as strings"),
        ({"raw": "NaN"}, "Not a plain decimal number"),
        ({"raw": "1e400"}, "Not a plain decimal number"),
        ({"raw": "0." + "1" * 21}, "Not a plain decimal number"),
        ({"run": 0}, "Must be at least 1."),
        ({"digest": "abc"}, "Not of the required form"),
        ({"weight": "1"}, "This key is not known."),
    ],
)
def test_inputs_of_the_wrong_shape_are_refused_in_words(row, words):
    said = five(demo())
    said["measurements"][0] |= row

    with pytest.raises(regulation.InputsRefused, match=words):
        inputs(said)
