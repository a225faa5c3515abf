"""Gate first, then rank: what a finding, a ruling and ticks do to a team."""

from decimal import Decimal

import pytest

from tests.competition.regulation.cast import (
    BORROWED,
    FAILED,
    OWN,
    PASSED,
    advance,
    book,
    changed,
    demo,
    document,
    finding,
    five,
    outcomes,
    tally,
)

D = Decimal


def test_two_go_out_although_one_was_planned_when_one_fails_the_gate():
    rules = demo()
    said = five(rules)
    said["findings"].append(finding("gaon", ruling=BORROWED))

    result = tally(rules, said)

    assert outcomes(result) == {
        "dodam": ("advanced", "15(3)"),
        "mirhan": ("advanced", "15(3)"),
        "saebak": ("advanced", "15(3)"),
        "yunseul": ("eliminated", "15(4)"),
        "gaon": ("eliminated", "15(1)"),
    }
    gaon, saebak = result.standing("gaon"), result.standing("saebak")
    assert gaon.total > saebak.total
    assert (gaon.rank, saebak.rank) == (None, 3)
    assert result.open == ()
    assert (result.planned.planned_out, result.planned.actual_out) == (1, 2)
    assert result.planned.words.ko == (
        "4팀 진출, 1팀 탈락을 계획하였으나 3팀이 진출하고 2팀이 탈락합니다. "
        "탈락은 최소기준 미충족 1팀과 총점 순위에 따른 1팀입니다."
    )
    assert FAILED["ko"] in gaon.reason.ko
    assert FAILED["en"] in gaon.reason.en


def test_nobody_fails_the_gate_so_it_goes_as_planned():
    result = tally(demo(), five(demo()))

    assert outcomes(result)["yunseul"] == ("eliminated", "15(4)")
    assert sum(s.outcome == "advanced" for s in result.standings) == 4
    assert result.planned.words.en.startswith("As planned, 4 teams advance and 1 goes out.")


def test_advance_four_and_eliminate_one_differ_once_a_gate_fails_somebody():
    rules = book(changed("cut.method", "advance") | {"cut": advance(4)})
    said = five(rules)
    said["findings"].append(finding("gaon", ruling=BORROWED))

    assert outcomes(tally(rules, said))["yunseul"] == ("advanced", "15(3)")


def test_eliminate_one_among_all_counts_who_fails_the_gate_as_that_one():
    rules = book(changed("cut.among", "all"))
    said = five(rules)
    said["findings"].append(finding("gaon", ruling=BORROWED))

    result = outcomes(tally(rules, said))

    assert result["yunseul"] == ("advanced", "15(3)")
    assert result["gaon"] == ("eliminated", "15(1)")


def test_advance_among_all_leaves_the_place_of_who_fails_the_gate_empty():
    rules = book(document() | {"cut": advance(3) | {"among": "all"}})
    said = five(rules)
    said["findings"].append(finding("mirhan", ruling=BORROWED))

    result = tally(rules, said)

    assert [s.entry for s in result.standings if s.outcome == "advanced"] == ["dodam", "gaon"]
    assert result.standing("mirhan").rank == 2


def test_a_ruling_that_the_standard_is_met_lets_the_team_be_ranked():
    said = five(demo())
    said["findings"].append(finding("gaon", ruling=OWN))

    standing = tally(demo(), said).standing("gaon")

    assert (standing.outcome, standing.rank) == ("advanced", 3)
    assert standing.gates[0].clause == "12(6)"
    assert PASSED["ko"] in standing.gates[0].reason.ko


def test_an_adverse_finding_without_a_ruling_holds_the_team_and_the_decision():
    said = five(demo())
    said["findings"].append(finding("gaon"))

    result = tally(demo(), said)

    assert outcomes(result)["gaon"] == ("held", "12(5)")
    assert [p.place for p in result.open] == ["gaon / originality"]


@pytest.mark.parametrize("verdict", ["no_evidence", "independent", "rejected"])
def test_a_verdict_the_rulebook_does_not_name_fails_nobody(verdict):
    said = five(demo())
    said["findings"].append(finding("gaon", verdict))

    assert tally(demo(), said).standing("gaon").outcome == "advanced"


def test_an_unclear_finding_waits_for_a_ruling_too():
    said = five(demo())
    said["findings"].append(finding("gaon", "inconclusive"))

    assert outcomes(tally(demo(), said))["gaon"] == ("held", "12(5)")


def test_ticks_below_the_threshold_decide_nothing_and_at_it_need_a_ruling():
    said = five(demo())
    mine = [s for s in said["sheets"] if s["entry"] == "mirhan"]
    for row in mine[:2]:
        row["ticks"] = ["originality.technical"]
    assert outcomes(tally(demo(), said))["mirhan"] == ("advanced", "15(3)")

    mine[2]["ticks"] = ["originality.policy", "originality.ethical"]
    result = tally(demo(), said)
    assert outcomes(result)["mirhan"] == ("held", "12(5)")
    assert result.standing("mirhan").gates[0].ticks == 3

    ticks = {"source": "ticks", "component": "", "verdict": "ticks", "reference": ""}
    said["findings"].append(finding("mirhan", ruling=BORROWED) | ticks)
    assert outcomes(tally(demo(), said))["mirhan"] == ("eliminated", "15(1)")
