"""The tally as a whole: who is counted, what is held, and that it is always the same."""

from decimal import Decimal

import pytest

from competition import regulation
from tests.competition.regulation.cast import (
    FAILED,
    OWN,
    book,
    changed,
    demo,
    document,
    facts,
    finding,
    five,
    outcomes,
    tally,
)

D = Decimal


def test_each_way_of_not_being_evaluated_has_its_clause():
    rules = demo()
    said = facts(
        rules,
        a={},
        b={},
        c={"handed_in": False},
        d={"status": "unreadable", "reason": FAILED},
        e={"status": "excluded"},
        f={"status": "withdrawn"},
        g={"handed_in": False, "status": "excluded"},
    )

    result = tally(rules, said)

    told = outcomes(result)
    assert told["c"] == told["g"] == ("eliminated", "6(5)")
    assert told["d"] == ("eliminated", "6(6)")
    assert told["e"] == ("eliminated", "6(7)")
    assert told["f"] == ("withdrawn", "6(4)")
    assert FAILED["ko"] in result.standing("d").reason.ko
    assert result.standing("c").total is None


def test_a_missing_measurement_holds_the_team_unless_the_rulebook_counts_it_as_nothing():
    said = five(demo())
    said["measurements"] = [m for m in said["measurements"] if m["entry"] != "gaon"]

    result = tally(demo(), said)

    assert outcomes(result)["gaon"] == ("held", "8(4)")
    assert len(result.open) == 2

    strict = book(document() | {"treatment": {"no_measurement": "zero"}})
    said["rulebook"] = regulation.digest(strict)
    assert tally(strict, said).standing("gaon").parts["benchmark"] == 0


def test_too_few_sheets_hold_the_team():
    said = five(demo())
    for row in [s for s in said["sheets"] if s["entry"] == "gaon"][:3]:
        row |= {"state": "voided", "reason": "이해충돌", "scores": {}}

    result = tally(demo(), said)

    assert outcomes(result)["gaon"] == ("held", "13(3)")
    assert result.open[0].en == "gaon: “Evaluators' sheets” has 2 valid sheets; 3 are needed."


def test_voided_unsealed_and_conflicting_sheets_are_told_but_not_counted():
    said = five(demo())
    row = next(s for s in said["sheets"] if (s["entry"], s["evaluator"]) == ("gaon", "V5"))
    row |= {"state": "conflict", "scores": {}, "digest": None}
    before = tally(demo(), five(demo())).standing("gaon").parts["experts"]

    result = tally(demo(), said)

    sources = result.figures["gaon/raw/expert_sheet"].sources
    assert [(s.person, s.counted, s.note.en if s.note else "") for s in sources] == [
        ("V1", False, "left out as highest or lowest"),
        ("V2", True, ""),
        ("V3", True, ""),
        ("V4", False, "left out as highest or lowest"),
        ("V5", False, "excluded for a conflict (Article 9(2))"),
    ]
    assert result.standing("gaon").parts["experts"] == before


def test_a_condition_that_is_not_met_bars_the_decision():
    said = five(demo()) | {"conditions": ["examined"]}

    assert [p.place for p in tally(demo(), said).open] == ["evaluated"]


def test_an_incomplete_sheet_counts_as_declared():
    totals = {}
    for rule in ("not_counted", "lowest", "zero"):
        said = document()
        said["parts"][1]["criteria"][0]["aggregator"] = {"name": "mean", "incomplete": rule}
        rules = book(said)
        given = facts(rules, a={"scores": 0})
        del given["sheets"][0]["scores"]["attainment"]
        totals[rule] = tally(rules, given).standing("a").parts["experts"]

    assert totals == {"not_counted": D("35.0"), "lowest": D("34.4"), "zero": D("34.4")}


def test_the_same_facts_in_another_order_are_the_same_evidence_and_tally():
    said = five(demo())
    first = tally(demo(), said)
    for rows in ("entries", "measurements", "sheets", "ratings"):
        said[rows].reverse()

    again = tally(demo(), said)

    assert again == first
    assert regulation.tally_digest(again) == regulation.tally_digest(first)


def test_a_tally_can_be_kept_and_read_back():
    said = five(demo())
    said["findings"] += [finding("gaon"), finding("dodam", ruling=OWN)]
    result = tally(demo(), said)

    kept = regulation.tally_canonical(result)

    assert regulation.parse_tally(kept) == result
    assert regulation.tally_canonical(regulation.parse_tally(kept)) == kept


def test_an_unready_rulebook_tallies_nothing():
    rules = book(changed("cut.ties.end", None))

    with pytest.raises(regulation.TallyRefused) as refused:
        tally(rules, five(rules))

    assert [p.place for p in refused.value.problems] == ["cut/ties/end"]
