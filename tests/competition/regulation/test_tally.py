from decimal import Decimal

import pytest

from competition import regulation
from tests.competition.regulation.cast import (
    FAILED,
    PASSED,
    book,
    changed,
    demo,
    document,
    facts,
    finding,
    five,
    inputs,
    outcomes,
    sheet,
    tally,
)

BORROWED = {"passed": False, "reason": FAILED}
OWN = {"passed": True, "reason": PASSED}
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
    rules = book(changed("cut.method", "advance") | {"cut": _advance(4)})
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
    rules = book(document() | {"cut": _advance(3) | {"among": "all"}})
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


def test_equal_totals_are_told_apart_by_the_tie_breaks_in_order():
    rules = demo()
    said = facts(rules, a={"scores": 0}, b={"ko": "0.75"}, c={"ko": "0.9"})
    for row in said["sheets"]:
        if row["entry"] == "b":  # 5 points less from the experts, 5 more from the benchmark
            row["scores"] = _minus_five(rules)

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
    rules = book(document() | {"cut": _advance(2, end=end)})
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
    rules = book(document() | {"cut": _advance(4)})
    said = facts(rules, a={}, b={"ko": "0.6"}, c={})
    said["findings"].append(finding("c", ruling=BORROWED))

    assert outcomes(tally(rules, said)) == {
        "a": ("advanced", "15(3)"),
        "b": ("advanced", "15(3)"),
        "c": ("eliminated", "15(1)"),
    }


def test_a_total_below_the_minimum_does_not_advance():
    rules = book(document() | {"cut": _advance(2) | {"minimum_total": "69.5"}})
    said = facts(rules, a={}, b={"ko": "0.4", "rating": "1"})

    assert outcomes(tally(rules, said)) == {
        "a": ("advanced", "15(3)"),
        "b": ("eliminated", "15(5)"),
    }


def test_held_when_none_can_advance_and_the_rulebook_says_so():
    shortfall = {"too_few": "hold", "none": "hold"}
    cut = _advance(1) | {"minimum_total": "99", "shortfall": shortfall}
    rules = book(document() | {"cut": cut})

    assert outcomes(tally(rules, facts(rules, a={}))) == {"a": ("held", "16(2)")}


def test_a_sole_applicant_is_evaluated_or_not_as_declared():
    for sole, told in (("evaluated", ("advanced", "15(3)")), ("not_evaluated", ("held", "16(3)"))):
        rules = book(document() | {"cut": _advance(1) | {"sole_applicant": sole}})
        assert outcomes(tally(rules, facts(rules, a={}))) == {"a": told}


def test_without_a_majority_of_yes_nobody_advances_however_high_the_total():
    majority = {"question": {"ko": "경쟁할 수 있는가?", "en": "Able?"}, "more_than": "0.5"}
    rules = book(document() | {"cut": _advance(1) | {"majority": majority}})
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
    rules = book(document() | {"cut": _advance(1) | {"awards": [award]}})
    said = facts(rules, a={"ko": "0.9"}, b={}, c={"ko": "0.1"})

    awards = {s.entry: s.award and s.award.en for s in tally(rules, said).standings}

    assert awards == {"a": None, "b": "compute", "c": None}


def test_the_cut_line_tells_the_margin():
    result = tally(demo(), five(demo()))

    assert result.cut.last_in == result.standing("saebak").total
    assert result.cut.margin == result.cut.last_in - result.cut.first_out == D("2.0")


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


def _advance(count, *, end="hold"):
    return {
        "method": "advance",
        "count": count,
        "among": "passed_gates",
        "ties": {"order": ["benchmark"], "end": end},
        "shortfall": {"too_few": "fewer_advance", "none": "nobody_advances"},
    }


def _minus_five(rules):
    scores = sheet(rules, "b", "V1", 0)["scores"]
    return scores | {"attainment": "0", "usability": "1"}
