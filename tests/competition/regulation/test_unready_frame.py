"""Rulebooks whose calendar, disclosure or clocks cannot work are not ready, and say why."""

import pytest

from competition import regulation
from tests.competition.regulation.cast import book, changed

EXPERTS = "parts.1.criteria.0"
CITIZENS = "parts.2.criteria.0"
KOREAN = "parts.0.criteria.0"
LINE = f"{EXPERTS}.items.0.items.0"

OPEN = {
    "nobody admitted": (
        changed("eligibility.admits", []),
        "eligibility/admits",
        "No history is admitted, so nobody could take part.",
    ),
    "a clock that ends before it starts": (
        changed("calendar.0.closes_day", 0),
        "calendar/hand_in",
        "It ends before it starts.",
    ),
    "evaluation over before the hand-in": (
        changed("calendar.2", {"id": "evaluation", "opens_day": 1, "closes_day": 10}),
        "calendar/evaluation",
        "It ends before “hand_in”, which must come first.",
    ),
    "a reply after the decision": (
        changed("gates.0.reply_days", 30),
        "gates/originality",
        "The time to reply after the examination runs beyond the decision.",
    ),
    "a result due after the decision": (
        changed(f"{EXPERTS}.producer.due_day", 99),
        "parts/expert_sheet",
        "Its result is due after the decision.",
    ),
    "no disclosure": (
        changed("disclosure", []),
        "disclosure",
        "There is no disclosure policy.",
    ),
    "a disclosure that contradicts the letter": (
        changed("disclosure.0.show", "none"),
        "disclosure/outcome/own_team",
        "The letter tells it, but the policy hides it from the team.",
    ),
    "told to everybody but the team": (
        changed("disclosure.2.audience", "public"),
        "disclosure/total/own_team",
        "It is shown to everybody but not to the team itself.",
    ),
    "told before the publication": (
        changed("disclosure.2.when", "tallied"),
        "disclosure/total/own_team",
        "Nobody may learn it before the publication (Article 17(4)).",
    ),
    "a band without a width": (
        changed("disclosure.2.show", "band"),
        "disclosure/total/own_team",
        "The band has no width.",
    ),
    "ruled twice": (
        changed("disclosure.3.figure", "total"),
        "disclosure/total/own_team",
        "It is ruled more than once for the same audience.",
    ),
    "no objection": (changed("objection", None), "objection", "There is no objection procedure."),
    "no days to object": (
        changed("objection.file_days", 0),
        "objection",
        "There are 0 days to object.",
    ),
    "no rule for changes": (changed("change", None), "change", "There is no rule for changes."),
}


@pytest.mark.parametrize("case", OPEN)
def test_a_rulebook_that_cannot_work_is_not_ready_and_says_why(case):
    said, place, words = OPEN[case]

    problems = regulation.readiness(book(said))

    assert (place, words) in [(p.place, p.en) for p in problems]
    assert all(any("가" <= c <= "힣" for c in p.ko) for p in problems)
