"""Ranks, ties, the line and the special cases."""

from decimal import Decimal

import pytest

from tests.competition.regulation.cast import (
    BORROWED,
    advance,
    book,
    changed,
    demo,
    document,
    facts,
    finding,
    five,
    outcomes,
    sheet,
    tally,
)

D = Decimal


def test_equal_totals_are_told_apart_by_the_tie_breaks_in_order():
    rules = demo()
    said = facts(rules, a={"scores": 0}, b={"ko": "0.75"}, c={"ko": "0.9"})
    for row in said["sheets"]:
        if row["entry"] == "b":  # 5 points less from the experts, 5 more from the benchmark
            row["scores"] = minus_five(rules)

    result = tally(rules, said)

    assert result.standing("a").total == result.standing("b").total
    assert [(s.entry, s.rank) for s in result.standings] == [("c", 1), ("b", 2), ("a", 3)]


def test_the_earlier_hand_in_goes_first_among_those_still_equal():
    rules = demo()
    early = "2027-03-24T05:19:59.999999Z"
    said = facts(rules, a={}, b={"handed_in_at": early}, c={"ko": "0.9"})

    assert [s.entry for s in tally(rules, said).standings] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("end", "outcome"), [("all_advance", "advanced"), ("all_out", "eliminated"), ("hold", "held")]
)
def test_a_tie_at_the_line_ends_as_declared(end, outcome):
    rules = book(document() | {"cut": advance(2, end=end)})
    said = facts(rules, a={"ko": "0.9"}, b={}, c={}, d={"ko": "0.1"})

    result = tally(rules, said)

    assert outcomes(result) == {
        "a": ("advanced", "15(3)"),
        "b": (outcome, "14(3)"),
        "c": (outcome, "14(3)"),
        "d": ("eliminated", "15(4)"),
    }
    assert [s.rank for s in result.standings] == [1, 2, 2, 4]
    assert result.open == ()


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("fewer_advance", ("eliminated", "15(4)")),
        ("all_passed_advance", ("advanced", "16(1)")),
        ("hold", ("held", "16(1)")),
    ],
)
def test_when_eliminating_would_leave_nobody_the_shortfall_rule_decides(rule, told):
    rules = book(changed("cut.shortfall.too_few", rule))
    said = facts(rules, a={}, b={})
    said["findings"].append(finding("b", ruling=BORROWED))

    assert outcomes(tally(rules, said)) == {"a": told, "b": ("eliminated", "15(1)")}


def test_fewer_than_planned_advance_when_fewer_passed():
    rules = book(document() | {"cut": advance(4)})
    said = facts(rules, a={}, b={"ko": "0.6"}, c={})
    said["findings"].append(finding("c", ruling=BORROWED))

    assert outcomes(tally(rules, said)) == {
        "a": ("advanced", "15(3)"),
        "b": ("advanced", "15(3)"),
        "c": ("eliminated", "15(1)"),
    }


def test_a_total_below_the_minimum_does_notadvance():
    rules = book(document() | {"cut": advance(2) | {"minimum_total": "69.5"}})
    said = facts(rules, a={}, b={"ko": "0.4", "rating": "1"})

    assert outcomes(tally(rules, said)) == {
        "a": ("advanced", "15(3)"),
        "b": ("eliminated", "15(5)"),
    }


def test_held_when_none_can_advance_and_the_rulebook_says_so():
    shortfall = {"too_few": "hold", "none": "hold"}
    cut = advance(1) | {"minimum_total": "99", "shortfall": shortfall}
    rules = book(document() | {"cut": cut})

    assert outcomes(tally(rules, facts(rules, a={}))) == {"a": ("held", "16(2)")}


def test_a_sole_applicant_is_evaluated_or_not_as_declared():
    for sole, told in (("evaluated", ("advanced", "15(3)")), ("not_evaluated", ("held", "16(3)"))):
        rules = book(document() | {"cut": advance(1) | {"sole_applicant": sole}})
        assert outcomes(tally(rules, facts(rules, a={}))) == {"a": told}


def test_without_a_majority_of_yes_nobody_advances_however_high_the_total():
    majority = {"question": {"ko": "경쟁할 수 있는가?", "en": "Able?"}, "more_than": "0.5"}
    rules = book(document() | {"cut": advance(1) | {"majority": majority}})
    said = facts(rules, a={"ko": "1"}, b={})
    no = [s for s in said["sheets"] if s["entry"] == "a"]
    for row in no[:3]:
        row["ticks"] = ["majority.no"]

    assert outcomes(tally(rules, said)) == {
        "a": ("eliminated", "16(4)"),
        "b": ("advanced", "15(3)"),
    }
    no[2] |= {"ticks": [], "can_compete": True}
    assert outcomes(tally(rules, said))["a"] == ("advanced", "15(3)")


def test_an_award_below_the_line_goes_by_rank():
    award = {"from_rank": 2, "to_rank": 2, "benefit": {"ko": "연산 자원", "en": "compute"}}
    rules = book(document() | {"cut": advance(1) | {"awards": [award]}})
    said = facts(rules, a={"ko": "0.9"}, b={}, c={"ko": "0.1"})

    awards = {s.entry: s.award and s.award.en for s in tally(rules, said).standings}

    assert awards == {"a": None, "b": "compute", "c": None}


def test_the_cut_line_tells_the_margin():
    result = tally(demo(), five(demo()))

    assert result.cut.last_in == result.standing("saebak").total
    assert result.cut.margin == result.cut.last_in - result.cut.first_out == D("2.0")


def minus_five(rules):
    scores = sheet(rules, "b", "V1", 0)["scores"]
    return scores | {"attainment": "0", "usability": "1"}
