"""What holds for every set of scores: order means nothing, and more is never less."""

import copy
from decimal import Decimal as D

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.competition.regulation.cast import (
    EVALUATORS,
    MEMBERS,
    book,
    document,
    facts,
    outcomes,
    sheet,
    tally,
)

TEAMS = ("a", "b", "c", "d")
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SCALERS = [
    {"name": "linear", "full_scale": "5"},
    {"name": "top_is_full"},
    {"name": "ratio", "target": "4.5", "cap": "1"},
    {"name": "rank_points", "shares": ["1", "0.7", "0.4"]},
    {"name": "pass_fail", "threshold": "3"},
]
AGGREGATORS = [
    {"name": "mean", "minimum_valid": 3},
    {"name": "median", "minimum_valid": 3},
    {"name": "trimmed_mean", "highest": 1, "lowest": 1, "minimum_valid": 3},
]
LEVELS = ["criterion", "part", "total"]


@st.composite
def rounds(draw):
    """A rulebook and inputs with scores of every kind."""
    said = document()
    said["rounding"]["at"] = draw(st.sampled_from(LEVELS))
    said["parts"][1]["criteria"][0]["aggregator"] = draw(st.sampled_from(AGGREGATORS))
    citizens = said["parts"][2]["criteria"][0]
    citizens["scaler"] = draw(st.sampled_from(SCALERS))
    citizens["aggregator"] = draw(st.sampled_from(AGGREGATORS))
    rules = book(said)
    raws = st.integers(0, 100).map(lambda n: f"{D(n) / 100:f}")
    inputs = facts(rules, **{code: {"ko": draw(raws), "en": draw(raws)} for code in TEAMS})
    inputs["sheets"] = [
        sheet(rules, code, v, draw(st.integers(0, 4))) for code in TEAMS for v in EVALUATORS
    ]
    for row in inputs["ratings"]:
        row["rating"] = str(draw(st.integers(1, 5)))
    return rules, inputs


@SETTINGS
@given(rounds(), st.data())
def test_the_order_of_teams_evaluators_and_members_means_nothing(case, data):
    rules, inputs = case
    first = tally(rules, inputs)
    for name in ("entries", "sheets", "ratings", "measurements"):
        inputs[name] = data.draw(st.permutations(inputs[name]))

    assert tally(rules, inputs) == first


@SETTINGS
@given(rounds(), st.permutations(EVALUATORS), st.permutations(MEMBERS))
def test_the_codes_of_evaluators_and_members_mean_nothing(case, evaluators, members):
    rules, inputs = case
    first = tally(rules, inputs)
    seats = dict(zip(EVALUATORS, evaluators, strict=True)) | dict(
        zip(MEMBERS, members, strict=True)
    )
    for row in inputs["sheets"]:
        row["evaluator"] = seats[row["evaluator"]]
    for row in inputs["ratings"]:
        row["rater"] = seats[row["rater"]]

    again = tally(rules, inputs)

    assert [(s.entry, s.total, s.items, s.outcome) for s in again.standings] == [
        (s.entry, s.total, s.items, s.outcome) for s in first.standings
    ]


@SETTINGS
@given(rounds(), st.data())
def test_raising_one_score_never_lowers_that_team(case, data):
    rules, inputs = case
    before = tally(rules, inputs)
    after = copy.deepcopy(inputs)
    kind = data.draw(st.sampled_from(["measurements", "sheets", "ratings"]))
    row = data.draw(st.sampled_from(after[kind]))
    if kind == "measurements":
        row["raw"] = str(D(row["raw"]) + D("0.01"))
    elif kind == "ratings":
        row["rating"] = str(min(int(row["rating"]) + 1, 5))
    else:
        row["scores"]["plan_fidelity"] = str(min(D(row["scores"]["plan_fidelity"]) + D("0.5"), 2))

    assert tally(rules, after).standing(row["entry"]).total >= before.standing(row["entry"]).total


@SETTINGS
@given(rounds())
def test_every_sum_closes_and_every_team_has_one_outcome(case):
    rules, inputs = case
    result = tally(rules, inputs)

    for standing in result.standings:
        for part in rules.parts:
            assert 0 <= standing.parts[part.id] <= part.points
    ahead = [s.total for s in result.standings]
    assert ahead == sorted(ahead, reverse=True)
    assert set(outcomes(result)) == set(TEAMS)
    advanced = sum(s.outcome == "advanced" for s in result.standings)
    held = sum(s.outcome == "held" for s in result.standings)
    assert advanced <= 3 <= advanced + held
