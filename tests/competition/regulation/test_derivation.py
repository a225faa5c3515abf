"""Every figure of a tally leads, step by step, to sealed rows."""

from decimal import Decimal as D

import pytest

from competition import regulation
from scoring.rubric import rounded
from tests.competition.regulation.cast import book, demo, document, five, sha, tally


@pytest.fixture(scope="module")
def result():
    return tally(demo(), five(demo()))


def test_the_total_leads_down_to_the_digest_of_a_sheet(result):
    path, found = [], result.figures["gaon/total"]
    while found.sources[0].figure:
        path.append(found.id)
        found = result.figures[[s for s in found.sources if s.figure][-1].figure]
    path.append(found.id)

    assert (
        path
        == ["gaon/total", "gaon/part/users", "gaon/criterion/citizens", "gaon/raw/citizens"][
            : len(path)
        ]
    )
    assert found.sources[0].digest == sha("vote", "gaon", "P01")


def test_every_figure_is_computed_from_its_sources(result):
    for figure in result.figures.values():
        assert figure.label.ko and figure.label.en and figure.formula.ko
        assert regulation.clause(demo(), figure.clause)
        assert figure.sources
        for source in figure.sources:
            assert source.figure in result.figures or len(source.digest) == 64
        if figure.kind in ("part", "total", "sheet"):
            assert figure.exact == sum(s.value for s in figure.sources)
        if figure.kind == "mean":
            values = [s.value for s in figure.sources]
            assert figure.value == rounded(sum(values) / len(values), "half_up", 2)


def test_a_rounding_step_is_told_where_it_happens_and_nowhere_else(result):
    steps = {f.kind for f in result.figures.values() if f.rounding and not f.for_eye}

    assert steps == {"criterion", "mean", "item"}
    korean = result.figures["gaon/criterion/simsa_en"]
    assert (korean.exact, korean.value) == (D(15), D("15.0"))
    assert korean.rounding.ko == "소수 첫째 자리까지 반올림"


def test_each_figure_cites_the_clause_of_its_own_criterion(result):
    assert result.figures["gaon/criterion/simsa_en"].clause == "11(2)2"
    assert result.figures["gaon/raw/expert_sheet"].clause == "11(3)3"
    assert result.figures["gaon/total"].clause == "14(1)"


def test_items_and_their_headings_are_means_of_the_sheets_that_count(result):
    group = result.figures["gaon/item/strategy_technology"]

    assert group.value == result.standing("gaon").items["strategy_technology"] == D("9.5")
    assert result.figures["gaon/item/plan_fidelity"].value == D("1.5")


@pytest.mark.parametrize(
    ("at", "total"), [("criterion", "61.2"), ("part", "61.1"), ("total", "61.1")]
)
def test_where_points_are_rounded_changes_the_total(at, total):
    said = document()
    said["rounding"]["at"] = at
    rules = book(said)
    given = five(rules)
    for row in given["measurements"]:
        row["raw"] = "0.3025"  # 6.05 points each: 6.1 twice is 12.2, but together 12.1
    for row in given["ratings"]:
        row["rating"] = "3" if row["rater"] != "P01" else "2"  # 14.5
    counted = tally(rules, given)

    assert counted.standing("gaon").total == D(total)


def test_a_long_value_is_shortened_for_the_eye_and_carried_on_in_full():
    given = five(demo())
    given["ratings"] = [r for r in given["ratings"] if r["rater"] < "P07"]
    for row in given["ratings"]:
        row["rating"] = "4" if row["rater"] == "P01" else "3"

    raw = tally(demo(), given).figures["gaon/raw/citizens"]

    assert str(raw.value) == "3.166667"
    assert raw.for_eye
    assert raw.carried == raw.exact
    assert str(raw.exact).startswith("3.16666666666666666666")
