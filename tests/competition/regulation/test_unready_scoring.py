"""Rulebooks whose points, formulas or forms cannot work are not ready, and say why."""

import pytest

from competition import regulation
from tests.competition.regulation.cast import book, changed, document

EXPERTS = "parts.1.criteria.0"
CITIZENS = "parts.2.criteria.0"
KOREAN = "parts.0.criteria.0"
LINE = f"{EXPERTS}.items.0.items.0"

OPEN = {
    "101 points": (
        changed("parts.0.points", "41"),
        "parts",
        "The points add up to 101, not to 100.",
    ),
    "criteria that do not sum": (
        changed(f"{KOREAN}.points", "19"),
        "parts/benchmark",
        "The points add up to 39, not to 40.",
    ),
    "items that do not sum": (
        changed(f"{LINE}.points", "1.5"),
        "parts/experts/expert_sheet/strategy_technology",
        "The points add up to 9.5, not to 10.",
    ),
    "no parts": (changed("parts", []), "parts", "There is no part."),
    "nothing for zero": (
        changed(f"{LINE}.points", "0"),
        "parts/experts/expert_sheet/strategy_technology",
        "Points must be above 0.",
    ),
    "two of one name": (
        changed("parts.0.names.ko", "전문가 평가"),
        "parts",
        "The name “전문가 평가” is used 2 times.",
    ),
    "nobody produces it": (
        changed(f"{KOREAN}.producer", None),
        "parts/benchmark/simsa_ko",
        "Nobody produces this criterion.",
    ),
    "no scaler": (
        changed(f"{KOREAN}.scaler", None),
        "parts/benchmark/simsa_ko",
        "No scaler is chosen.",
    ),
    "full scale of zero": (
        changed(f"{KOREAN}.scaler.full_scale", "0"),
        "parts/benchmark/simsa_ko",
        "The full scale must be above 0.",
    ),
    "full scale above the best rating": (
        changed(f"{CITIZENS}.scaler.full_scale", "10"),
        "parts/users/citizens",
        "The full scale (10) is not the highest score there is (5).",
    ),
    "ratio without cap": (
        changed(f"{KOREAN}.scaler", {"name": "ratio", "target": "1"}),
        "parts/benchmark/simsa_ko",
        "The ratio has no cap.",
    ),
    "ratio without target": (
        changed(f"{KOREAN}.scaler", {"name": "ratio", "cap": "1"}),
        "parts/benchmark/simsa_ko",
        "There is no target, nor a rule by which teams declare one.",
    ),
    "rank shares that rise": (
        changed(f"{KOREAN}.scaler", {"name": "rank_points", "shares": ["0.5", "1"]}),
        "parts/benchmark/simsa_ko",
        "The shares by rank must lie between 1 and 0 and never rise.",
    ),
    "a threshold nobody reaches": (
        changed(f"{CITIZENS}.scaler", {"name": "pass_fail", "threshold": "6"}),
        "parts/users/citizens",
        "The pass threshold cannot be reached.",
    ),
    "no metric": (
        changed(f"{KOREAN}.producer.metrics", []),
        "parts/benchmark/simsa_ko",
        "No metric is named.",
    ),
    "a benchmark without a model": (
        changed("hand_in.model", False),
        "parts/benchmark/simsa_ko",
        "A benchmark cannot be run where no model is handed in.",
    ),
    "trimming more than sit": (
        changed(f"{EXPERTS}.producer.seats", 2),
        "parts/experts/expert_sheet",
        "3 valid answers are needed, but there are 2 seats.",
    ),
    "trimming more than must be valid": (
        changed(f"{EXPERTS}.aggregator.minimum_valid", 2),
        "parts/experts/expert_sheet",
        "2 are left out, so at least 3 valid answers must be required.",
    ),
    "no rounding": (
        changed("rounding", None),
        "rounding",
        "Rounding (mode, digits, place in the chain) is not declared.",
    ),
    "a form without items": (
        changed(f"{EXPERTS}.items", []),
        "parts/experts/expert_sheet",
        "The scoring form has no items.",
    ),
    "points off the steps": (
        changed(f"{EXPERTS}.producer.step", "0.3"),
        "parts/experts/expert_sheet/plan_fidelity",
        "2 points cannot be given in steps of 0.3.",
    ),
    "no anchors": (
        changed(f"{LINE}.anchors", []),
        "parts/experts/expert_sheet/plan_fidelity",
        "The line has no anchors.",
    ),
    "an anchor above full marks": (
        changed(f"{LINE}.anchors.0.at", "3"),
        "parts/experts/expert_sheet/plan_fidelity",
        "The anchor at 3 lies outside the scale.",
    ),
    "a scale upside down": (
        changed(f"{CITIZENS}.producer.scale", {"low": "5", "high": "1", "step": "1"}),
        "parts/users/citizens",
        "The scale does not work: the lowest must be below the highest, in whole steps.",
    ),
}


@pytest.mark.parametrize("case", OPEN)
def test_a_rulebook_that_cannot_work_is_not_ready_and_says_why(case):
    said, place, words = OPEN[case]

    problems = regulation.readiness(book(said))

    assert (place, words) in [(p.place, p.en) for p in problems]
    assert all(any("가" <= c <= "힣" for c in p.ko) for p in problems)


def test_an_empty_draft_is_read_and_everything_it_lacks_is_listed():
    said = {k: document()[k] for k in ("schema", "id", "kind", "names", "programme", "purpose")}

    places = {p.place for p in regulation.readiness(book(said | {"points": "100"}))}

    assert places == {
        "parts", "rounding", "cut", "eligibility", "disclosure", "objection", "change",
    }  # fmt: skip
