"""The evaluation forms that follow from a rulebook."""

from decimal import Decimal as D

from competition import regulation
from tests.competition.regulation.cast import demo


def test_one_form_for_the_committee_and_one_for_each_panel():
    kinds = [
        (f["kind"], f["criterion"]) for f in regulation.forms(regulation.examples.load("stage-2"))
    ]

    assert kinds == [("expert", "expert_sheet"), ("user", "expert_users"), ("user", "citizens")]


def test_every_line_has_bounds_half_points_anchors_and_its_heading():
    form, panel = regulation.forms(demo())

    assert len(form["items"]) == 20
    assert sum(D(line["points"]) for line in form["items"]) == 35
    assert form["items"][0] == {
        "id": "plan_fidelity",
        "criterion": "expert_sheet",
        "section": [
            {
                "id": "strategy_technology",
                "points": "10",
                "ko": "전략과 기술",
                "en": "Strategy and technology",
            }
        ],
        "group": {"ko": "전략과 기술", "en": "Strategy and technology"},
        "title": {"ko": "계획 이행의 충실성", "en": "Fidelity to the plan"},
        "help": {
            "ko": "수행계획의 과제와 일정을 얼마나 이행하였는지 본다.",
            "en": "How far the tasks and dates of the plan were carried out.",
        },
        "points": "2",
        "min": "0",
        "max": "2",
        "step": "0.5",
        "anchors": form["items"][0]["anchors"],
        "comment": "extremes",
        "comment_minimum": 0,
    }
    assert [a["at"] for a in form["items"][0]["anchors"]] == ["2", "1", "0"]
    assert panel["scale"] == {"min": "1", "max": "5", "step": "1"}


def test_ticks_follow_the_standard_and_a_majority_is_asked_as_a_tick_that_means_no():
    stage, call = (
        regulation.forms(demo())[0],
        regulation.forms(regulation.examples.load("additional"))[0],
    )

    assert [t["id"] for t in stage["gate_ticks"]] == [
        "originality.technical", "originality.policy", "originality.ethical",
    ]  # fmt: skip
    assert call["gate_ticks"][-1]["id"] == "majority.no"
    assert call["question"]["en"].startswith("Can this team compete")
