"""Rulebooks broken on purpose: each is refused, or not ready, with the right words."""

import json

import pytest

from competition import regulation
from tests.competition.regulation.cast import book, changed, document

EXPERTS = "parts.1.criteria.0"
CITIZENS = "parts.2.criteria.0"
KOREAN = "parts.0.criteria.0"
LINE = f"{EXPERTS}.items.0.items.0"


def refusal(text):
    with pytest.raises(regulation.RulebookRefused) as refused:
        regulation.parse(text)
    assert all(p.ko and p.en and p.ko != p.en for p in refused.value.problems)
    return refused.value


def first(said):
    problem = refusal(json.dumps(said, ensure_ascii=False)).problems[0]
    return problem.place, problem.en


REFUSED = {
    "points as a JSON number": (
        changed("points", 100),
        ("points", 'Numbers are written as strings, for example "12.5".'),
    ),
    "points NaN": (changed("parts.0.points", "NaN"), ("parts[0].points", "Not a plain decimal")),
    "points 1e400": (changed("parts.0.points", "1e400"), ("parts[0].points", "Not a plain")),
    "a digit too many": (
        changed("parts.0.points", "40.000000001"),
        ("parts[0].points", "Not a plain decimal number, or too many digits"),
    ),
    "a leading zero": (changed("parts.0.points", "040"), ("parts[0].points", "Not a plain")),
    "unknown key": (changed("colour", "red"), ("colour", "This key is not known.")),
    "missing key": (changed("purpose", None), ("purpose", "This key is required and missing.")),
    "only one language": (
        changed("names", {"ko": "평가"}),
        ("names.en", "This key is required and missing."),
    ),
    "blank name": (changed("names.ko", "  "), ("names.ko", "The text is blank.")),
    "Korean in NFD": (
        changed("names.ko", "\u1112\u1161\u11ab"),
        ("names.ko", "The Hangul is decomposed (NFD)."),
    ),
    "control character": (
        changed("names.ko", "평가\u0007"),
        ("names.ko", "The text holds a control character."),
    ),
    "name too long": (
        changed("names.ko", "가" * 201),
        ("names.ko", "Longer than 200 characters."),
    ),
    "id with a blank": (changed("parts.0.id", "a b"), ("parts[0].id", "Not of the required form")),
    "duplicate id": (
        changed("parts.0.id", "citizens"),
        ("citizens", "The id “citizens” is used 2 times."),
    ),
    "reserved id": (changed("parts.0.id", "total"), ("total", "The id “total” is used 2 times.")),
    "unknown kind": (
        changed("kind", "beauty contest"),
        ("kind", "Must be one of: 'selection', 'stage', 'additional' or 'rehearsal'"),
    ),
    "unknown scaler": (
        changed(f"{KOREAN}.scaler.name", "magic"),
        ("parts[0].criteria[0].scaler", "Unknown kind “magic”."),
    ),
    "scaler without its scale": (
        changed(f"{KOREAN}.scaler.full_scale", None),
        ("parts[0].criteria[0].scaler.linear.full_scale", "This key is required and missing."),
    ),
    "half a team": (changed("cut.count", 1.5), ("cut.count", "A whole number is expected.")),
    "true as a number": (changed("cut.count", True), ("cut.count", "A whole number is expected.")),
    "negative days": (
        changed("objection.file_days", -1),
        ("objection.file_days", "Must be at least 0."),
    ),
    "list where an object belongs": (
        changed("cut", []),
        ("cut", "An object is expected."),
    ),
    "10,000 criteria": (
        changed(
            "parts.0.criteria",
            [{"id": "a", "names": {"ko": "가", "en": "a"}, "points": "1"}] * 10_000,
        ),
        ("parts[0].criteria", "More than 100 are given"),
    ),
    "unknown schema": (
        changed("schema", "simsa-rulebook/9"),
        ("schema", "Unknown schema version (“simsa-rulebook/9”)."),
    ),
    "no schema": (changed("schema", None), ("schema", "Unknown schema version (none).")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_document_that_cannot_be_is_refused_in_words(case):
    said, (place, words) = REFUSED[case]

    found = first(said)

    assert found[0] == place
    assert found[1].startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Not valid JSON"),
        ("[]", "Unknown schema version"),
        ('{"schema": "simsa-rulebook/1", "points": NaN}', "NaN is not a number here"),
        ('{"schema": "simsa-rulebook/1", "id": "a", "id": "b"}', "This key is given twice."),
        (b"\xff\xfe", "Not valid JSON"),
        ("[" * 100_000, "Nested too deeply."),
        ('{"schema": "simsa-rulebook/1", "pad": "' + "x" * 10_000_000 + '"}', "too large"),
    ],
)
def test_a_text_that_is_no_document_is_refused_in_words(text, words):
    assert words in refusal(text).says("en")


def test_items_nested_too_deeply_or_too_many_are_refused():
    said = document()
    item = said["parts"][1]["criteria"][0]["items"][0]
    for _ in range(5):
        item = {**item, "items": [item]}
    said["parts"][1]["criteria"][0]["items"] = [item]

    assert "nested deeper than 4 levels" in refusal(json.dumps(said)).says("en")


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


def test_an_empty_draft_is_read_and_everything_it_lacks_is_listed():
    said = {k: document()[k] for k in ("schema", "id", "kind", "names", "programme", "purpose")}

    places = {p.place for p in regulation.readiness(book(said | {"points": "100"}))}

    assert places == {
        "parts", "rounding", "cut", "eligibility", "disclosure", "objection", "change",
    }  # fmt: skip
