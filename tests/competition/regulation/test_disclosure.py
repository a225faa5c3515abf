"""Each figure of a tally is told to exactly those the rulebook names."""

import json
from decimal import Decimal as D

import pytest

from competition import regulation
from tests.competition.regulation.cast import (
    FAILED,
    book,
    demo,
    document,
    finding,
    five,
    tally,
)

NAMES = {"dodam": "하늘", "mirhan": "나래", "gaon": "가온", "saebak": "다솜", "yunseul": "윤슬"}


@pytest.fixture(scope="module")
def result():
    said = five(demo())
    said["findings"].append(finding("gaon", ruling={"passed": False, "reason": FAILED}))
    return tally(demo(), said)


def shown(result, audience, entry=None, stage="published", rules=None):
    return regulation.disclose(rules or demo(), result, audience, entry, stage, NAMES)


def plain(disclosed):
    return json.dumps(disclosed, default=_plain, ensure_ascii=False)


def _plain(value):
    return str(value) if isinstance(value, D) else {n: getattr(value, n) for n in value.__slots__}


@pytest.mark.parametrize("audience", ["public", "other_teams", "own_team"])
@pytest.mark.parametrize("stage", ["tallied", "decided"])
def test_before_the_publication_nobody_is_told_anything(result, audience, stage):
    seen = shown(result, audience, "dodam", stage)

    assert seen == regulation.Disclosed(audience, stage)


def test_the_public_reads_who_advances_in_alphabetical_order_and_no_more(result):
    seen = shown(result, "public")

    assert seen.advanced == ("mirhan", "saebak", "dodam")  # 나래, 다솜, 하늘
    assert seen.eliminated is None
    assert sorted(seen.entries) == ["dodam", "mirhan", "saebak"]
    assert seen.means == result.means
    assert seen.tops == result.tops
    for view in seen.entries.values():
        told = (view.total, view.rank, view.parts, view.criteria, view.items, view.reason)
        assert told == (None, None, {}, {}, {}, None)


def test_no_eliminated_team_and_no_points_of_a_team_stand_in_what_the_public_gets(result):
    text = plain(shown(result, "public"))

    for code in ("gaon", "yunseul"):
        assert code not in text
    for standing in result.standings:
        others = {str(v) for v in (*result.tops.values(), *result.means.values())}
        if str(standing.total) not in others:
            assert f'"{standing.total}"' not in text
        assert f"{standing.entry}/" not in text


def test_a_public_mean_says_its_formula_and_how_many_inputs_are_withheld(result):
    mean = shown(result, "public").figures["mean/part/experts"]

    assert mean.value == result.means["experts"]
    assert mean.formula.ko == "평가를 받은 팀 점수의 합 ÷ 팀 수"
    assert (mean.expression, mean.exact) == ("", None)
    assert [(s.label.en, s.note.en) for s in mean.sources] == [
        ("inputs that are not disclosed", "5")
    ]


def test_a_team_reads_its_own_figures_exactly_with_mean_and_gap(result):
    seen = shown(result, "own_team", "yunseul")
    view, own = seen.entries["yunseul"], result.standing("yunseul")

    assert list(seen.entries) == ["yunseul"]
    assert view.total.value == own.total
    assert view.rank.value == 4
    assert {id: s.value for id, s in view.parts.items()} == own.parts
    assert view.gaps["total"] == own.total - result.means["total"]
    assert view.cut_margin == own.total - result.standing("saebak").total
    assert view.reason == own.reason
    assert seen.tops == {}


def test_a_team_reads_its_derivation_without_others_or_the_names_of_evaluators(result):
    figures = shown(result, "own_team", "gaon").figures

    assert "gaon/total" in figures
    assert {f.entry for f in figures.values()} == {"gaon", ""}
    sheets = figures["gaon/raw/expert_sheet"].sources
    assert [s.label.en for s in sheets] == [f"evaluation {n}" for n in range(1, 6)]
    assert all(s.digest and not s.person and not s.figure for s in sheets)
    mean = figures["mean/total"]
    assert [s.figure for s in mean.sources] == ["gaon/total", ""]
    assert mean.expression == ""
    assert "V1" not in plain(figures)
    assert not any(code in plain(figures) for code in ("dodam", "mirhan", "saebak", "yunseul"))


def test_an_auditor_reads_everything_from_the_tally_on(result):
    seen = shown(result, "auditor", stage="tallied")

    assert sorted(seen.entries) == sorted(NAMES)
    assert seen.figures == result.figures
    assert seen.winners["simsa_ko"] == ("dodam",)
    assert seen.eliminated == ("gaon", "yunseul")


def test_another_team_reads_only_who_advances(result):
    seen = shown(result, "other_teams", "dodam")

    assert seen.advanced == ("mirhan", "saebak", "dodam")
    assert (seen.means, seen.tops, seen.gaps, seen.figures) == ({}, {}, {}, {})


def row(figure, audience, show, **more):
    return {"figure": figure, "audience": audience, "show": show, **more}


def rules(*rows):
    kept = [
        r
        for r in document()["disclosure"]
        if (r["figure"], r["audience"]) not in {(x["figure"], x["audience"]) for x in rows}
    ]
    return book(document() | {"disclosure": [*kept, *rows]})


def test_a_band_tells_between_which_values_a_figure_lies(result):
    policy = rules(row("total", "own_team", "band", band="5"))

    total = shown(result, "own_team", "dodam", rules=policy).entries["dodam"].total

    assert result.standing("dodam").total == D("83.5")
    assert (total.value, total.low, total.high) == (None, D(80), D(85))
    assert "dodam/total" not in shown(result, "own_team", "dodam", rules=policy).figures


def test_mean_and_gap_instead_of_the_figure(result):
    policy = rules(row("total", "own_team", "mean_gap"))

    total = shown(result, "own_team", "dodam", rules=policy).entries["dodam"].total

    assert (total.value, total.mean) == (None, result.means["total"])
    assert total.gap == result.standing("dodam").total - result.means["total"]


def test_the_gap_between_first_and_last_and_the_winners_can_be_public(result):
    policy = rules(row("gap", "public", "exact"), row("item_winners", "public", "exact"))

    seen = shown(result, "public", rules=policy)

    totals = [s.total for s in result.standings]
    assert seen.gaps["total"] == max(totals) - min(totals)
    assert seen.winners["simsa_en"] == ("dodam", "mirhan")


def test_what_waits_for_the_confirmation_is_told_only_then(result):
    policy = rules(row("names_eliminated", "public", "exact", when="confirmed"))

    assert shown(result, "public", rules=policy).eliminated is None
    assert shown(result, "public", stage="confirmed", rules=policy).eliminated == (
        "gaon", "yunseul",
    )  # fmt: skip


def test_a_formula_that_names_another_team_is_withheld_with_the_top():
    said = document()
    said["parts"][2]["criteria"][0]["scaler"] = {"name": "top_is_full"}
    policy = book(said)
    given = five(policy)
    for vote in given["ratings"]:
        vote["rating"] = "5" if vote["entry"] == "dodam" else "3"
    counted = tally(policy, given)

    own = regulation.disclose(policy, counted, "own_team", "gaon").figures[
        "gaon/criterion/citizens"
    ]

    assert counted.figures["gaon/criterion/citizens"].expression == "3 ÷ 5 × 25"
    assert own.expression == ""
    assert own.value == D("15.0")


def test_a_team_must_be_named_to_read_its_own(result):
    with pytest.raises(ValueError, match="whose team"):
        shown(result, "own_team")
