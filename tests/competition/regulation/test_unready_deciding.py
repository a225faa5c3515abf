"""Rulebooks whose gates or cut cannot work are not ready, and say why."""

import pytest

from competition import regulation
from tests.competition.regulation.cast import book, changed, document

EXPERTS = "parts.1.criteria.0"
CITIZENS = "parts.2.criteria.0"
KOREAN = "parts.0.criteria.0"
LINE = f"{EXPERTS}.items.0.items.0"

OPEN = {
    "a gate without a standard": (
        changed("gates.0.standards", []),
        "gates/originality",
        "The gate has no standard.",
    ),
    "a gate that cannot fail": (
        changed("gates.0", {**document()["gates"][0], "fails": [], "ticks_fail": None}),
        "gates/originality",
        "Neither a failing verdict nor a number of evaluators' ticks is set.",
    ),
    "a verdict both adverse and unclear": (
        changed("gates.0.unclear", ["derived"]),
        "gates/originality",
        "The verdict “derived” is listed both as failing and as unclear.",
    ),
    "more ticks than evaluators": (
        changed("gates.0.ticks_fail", 6),
        "gates/originality",
        "6 ticks cannot be reached (5 evaluators).",
    ),
    "no time to reply": (
        changed("gates.0.reply_days", 0),
        "gates/originality",
        "The team has no time to reply.",
    ),
    "nobody rules": (
        changed("gates.0.ruled_by", None),
        "gates/originality",
        "Nobody is named who rules.",
    ),
    "a tally that does not wait": (
        changed("conditions", ["evaluated"]),
        "conditions",
        "The tally does not wait for the originality examination (“examined”).",
    ),
    "no cut": (changed("cut", None), "cut", "There is no rule for who advances."),
    "nobody to eliminate": (changed("cut.count", 0), "cut/count", "The number of teams is 0."),
    "everybody out": (
        changed("cut.count", 5),
        "cut/count",
        "Eliminating 5 of 5 planned entries leaves nobody.",
    ),
    "more in than there are": (
        changed("cut", {**document()["cut"], "method": "advance", "count": 6}),
        "cut/count",
        "6 are to advance, but only 5 entries are planned.",
    ),
    "no plan of entries": (
        changed("cut.planned_entries", None),
        "cut/planned_entries",
        "A number to eliminate is set, but not how many entries are planned.",
    ),
    "among those who passed no gate": (
        changed("gates", []),
        "cut/among",
        "The cut is among those who passed the gates, but there is no gate.",
    ),
    "no rule for too few": (
        changed("cut.shortfall.too_few", None),
        "cut/shortfall",
        "It does not say what happens when too few can advance.",
    ),
    "no rule for none": (
        changed("cut.shortfall.none", None),
        "cut/shortfall",
        "It does not say what happens when none can advance.",
    ),
    "a tie without an end": (
        changed("cut.ties.end", None),
        "cut/ties/end",
        "A tie has no end: it does not say what happens when all tie-breaks are equal.",
    ),
    "a circular tie-break": (
        changed("cut.ties.order", ["total"]),
        "cut/ties/order",
        "A tie of totals cannot be broken by the total (circular).",
    ),
    "an unknown tie-break": (
        changed("cut.ties.order", ["charm"]),
        "cut/ties/order",
        "The tie-break “charm” does not exist.",
    ),
    "a minimum nobody reaches": (
        changed("cut.minimum_total", "101"),
        "cut/minimum_total",
        "The minimum total of 101 is above full points.",
    ),
    "no rule for a sole applicant": (
        changed("cut.sole_applicant", None, "additional"),
        "cut/sole_applicant",
        "It does not say what happens with a sole applicant.",
    ),
    "a majority of everything": (
        changed("cut.majority.more_than", "1", "additional"),
        "cut/majority",
        "The required share must lie between 0 and 1.",
    ),
}


@pytest.mark.parametrize("case", OPEN)
def test_a_rulebook_that_cannot_work_is_not_ready_and_says_why(case):
    said, place, words = OPEN[case]

    problems = regulation.readiness(book(said))

    assert (place, words) in [(p.place, p.en) for p in problems]
    assert all(any("가" <= c <= "힣" for c in p.ko) for p in problems)
