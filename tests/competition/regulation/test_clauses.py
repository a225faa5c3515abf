import re

import pytest

from competition import regulation
from competition.regulation import articles
from competition.regulation.korean import listed, with_particle
from tests.competition.regulation.cast import book, changed, demo, document

EXAMPLES = regulation.examples.names()
NUMBERS = [v for k, v in vars(articles).items() if k.isupper()]


def text(number, lang="en", rules=None):
    return regulation.clause(rules or demo(), number).text.says(lang)


def test_the_shipped_examples_are_these():
    assert EXAMPLES == [
        "additional", "demo-additional", "demo-stage", "selection", "selection-presentation",
        "stage-1", "stage-2",
    ]  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_ready_to_open(name):
    assert regulation.readiness(regulation.examples.load(name)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_clause_prints_in_both_languages(name):
    for clause in regulation.clauses(regulation.examples.load(name)):
        assert re.search("[가-힣]", clause.title.ko)
        assert not re.search("[가-힣]", clause.title.en + clause.chapter.en)
        if clause.level:
            assert re.search("[가-힣]", clause.text.ko), clause
            assert not re.search("[가-힣]", clause.text.en), clause
            assert clause.text.en[0] == clause.text.en[0].upper() or clause.level == 2
            assert "None" not in clause.text.ko + clause.text.en
            assert "(가)" not in clause.text.ko


@pytest.mark.parametrize("name", EXAMPLES)
def test_numbers_run_without_a_gap_and_no_two_are_the_same(name):
    numbers = [c.number for c in regulation.clauses(regulation.examples.load(name))]

    assert len(set(numbers)) == len(numbers)
    assert [n for n in numbers if n.isdigit()] == [str(n) for n in range(1, 22)]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_that_code_cites_is_a_clause_of_the_demonstration(number):
    assert text(number)
    assert text(number, "ko")


def test_a_clause_is_cited_as_officials_write_it():
    assert regulation.cite("15", "ko") == "제15조"
    assert regulation.cite("15(3)", "ko") == "제15조제3항"
    assert regulation.cite("11(2)4", "ko") == "제11조제2항제4호"
    assert regulation.cite("15(3)", "en") == "Article 15(3)"
    assert regulation.cite("11(2)4", "en") == "Article 11(2), item 4"
    with pytest.raises(ValueError, match="not a clause number"):
        regulation.cite("fifteen", "en")


# Each number that code cites, with words that only its clause can have.
SAYS = {
    articles.LAST_COMMIT: "the last commit whose request reached the server before the deadline",
    articles.TOO_LATE: "after the deadline does not count, nor do files without a commit",
    articles.WITHDRAWAL: "may withdraw until the seal",
    articles.NO_HAND_IN: "hands in nothing before the deadline is eliminated",
    articles.UNREADABLE: "cannot be read is eliminated",
    articles.EXCLUDED: "loses its eligibility",
    articles.NO_MEASUREMENT: "without a measurement is held",
    articles.PLEDGE: "sign the pledge and declare conflicts",
    articles.COMMENTS: "needs a comment",
    articles.SEALED_ONCE: "sealed once",
    articles.VOIDED: "voided only by two persons",
    articles.UNSEALED: "not sealed in time does not count",
    articles.BLIND: "codes instead of team names",
    articles.ROUNDING: "rounded half up to one decimal place at the level of the criterion",
    articles.MEANS: "rounded half up to two decimal places",
    articles.NO_POINTS: "neither adds nor takes any",
    articles.REPLY: "may reply once in writing within 3 days",
    articles.RULING: "a second person approves. Until then the team is held",
    articles.GATE_PASSED: "meets the minimum standard",
    articles.SEALED_ROWS: "Only sealed records are counted",
    articles.TOO_FEW_ANSWERS: "fewer valid answers than Article 11(4) requires is held",
    articles.TOTAL: "The total is the sum of the parts",
    articles.RANK: "higher total ranks first",
    articles.STILL_EQUAL: "share a rank",
    articles.GATE_FAILED: "eliminated, whatever its total",
    articles.RANKED: "Only teams that meet the minimum standard are ranked",
    articles.ADVANCED: "the one with the lowest total is eliminated and the others advance",
    articles.ELIMINATED: "eliminated by its rank",
    articles.TOO_FEW: "would leave no team",
    articles.NONE: "nobody is chosen",
    articles.SOLE: "only one team takes part",
    articles.SECOND_PERSON: "Whoever proposed the decision cannot approve it",
    articles.NOBODY_EARLIER: "Before the publication nobody learns the result",
    articles.OBJECTION: "within 10 days of the notice",
    articles.ANSWER: "within 30 days of the filing",
    articles.NOTICE: "14 days ahead",
    articles.EXTENDED_FOR_ALL: "applies to all teams",
}


@pytest.mark.parametrize("number", SAYS)
def test_a_cited_number_says_what_code_means_by_it(number):
    assert SAYS[number] in text(number)


def test_each_kind_of_cut_says_what_it_does():
    said = {}
    for method in ("advance", "eliminate"):
        for among in ("passed_gates", "all"):
            cut = document()["cut"] | {"method": method, "count": 2, "among": among}
            said[method, among] = text("15(3)", rules=book(document() | {"cut": cut}))

    assert said == {
        ("advance", "passed_gates"): "The teams that advance: the best 2 of the teams that meet "
        "the minimum standard.",
        ("advance", "all"): "All teams are ranked; of the first 2, those that meet the minimum "
        "standard advance, and a place left empty is not filled.",
        ("eliminate", "passed_gates"): "Of the teams that meet the minimum standard, the 2 with "
        "the lowest totals are eliminated and the others advance.",
        ("eliminate", "all"): "2 teams in all are eliminated, those that miss the minimum "
        "standard included; the others advance.",
    }


def test_a_rule_that_is_not_used_says_so_under_its_number():
    rules = regulation.examples.load("selection")

    assert text("12(1)", "ko", rules) == "최소기준을 두지 아니한다."
    assert text("10(1)", "ko", rules) == "사용자 평가를 하지 아니한다."
    assert text("15(5)", "ko", rules) == "진출에 필요한 최저 총점을 두지 아니한다."


@pytest.mark.parametrize(
    ("word", "pair", "result"),
    [
        ("담당관", "이/가", "담당관이"),
        ("위원회", "이/가", "위원회가"),
        ("팀 3", "으로/로", "팀 3으로"),
        ("2팀 가운데 1", "을/를", "2팀 가운데 1을"),
        ("1", "으로/로", "1로"),
        ("자리", "으로/로", "자리로"),
        ("‘파생’", "과/와", "‘파생’과"),
        ("…", "은/는", "…은(는)"),
    ],
)
def test_particles_follow_the_last_sound(word, pair, result):
    assert with_particle(word, pair) == result


def test_names_in_a_row():
    assert [listed(names) for names in (["가"], ["달", "해"], ["가", "나", "달", "해"])] == [
        "가", "달과 해", "가, 나, 달과 해",
    ]  # fmt: skip


# What no clause needs to tell: names of parts for programs, and the notes of the author.
UNTOLD = {"id", "schema", "choices", "kind", "suite", "due_day", "quota"}


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, str(place)))
    else:
        yield path, value


def other(value):
    """Another value of the same shape, or None where the shape leaves no choice."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return (
        value.replace("1", "2")
        if re.fullmatch(r"[\d.]+", value) and "1" in value
        else (f"{int(float(value)) + 1}" if re.fullmatch(r"[\d.]+", value) else value + "+")
    )


@pytest.mark.parametrize("name", ["demo-stage", "stage-2", "additional"])
def test_no_rule_can_change_without_a_clause_that_tells(name):
    before = regulation.examples.load(name)
    silent = []
    for path, value in leaves(document(name)):
        if UNTOLD & set(path) or (path[-1] == "weight" and name == "demo-stage"):
            continue  # a weight tells nothing where it stands alone
        try:
            after = book(changed(".".join(path), other(value), name))
        except regulation.RulebookRefused:
            continue  # a closed list of words: another test
        if not regulation.diff(before, after):
            silent.append(".".join(path))

    assert silent == []


def test_a_change_is_told_as_old_and_new_text():
    after = book(changed("objection.file_days", 30))

    (difference,) = regulation.diff(demo(), after)

    assert (difference.number, difference.kind) == ("19(1)", "changed")
    assert "10일 이내" in difference.before.text.ko
    assert "30일 이내" in difference.after.text.ko
    assert difference.says("ko").startswith("제19조제1항\n  - ")


def test_an_added_item_and_a_removed_one_are_told():
    more = document()
    more["hand_in"]["documents"].append({"ko": "학습 로그", "en": "training log"})

    assert [(d.number, d.kind) for d in regulation.diff(demo(), book(more))] == [("5(1)4", "added")]
    assert [(d.number, d.kind) for d in regulation.diff(book(more), demo())] == [
        ("5(1)4", "removed")
    ]


def test_the_whole_regulation_is_printed_with_the_choices_made():
    printed = regulation.printed(demo(), "ko")

    assert "제15조(진출과 탈락)\n① 제12조의 최소기준을 충족하지 못한 팀은" in printed
    assert "정한 사항\n1. 시연용 규정이다." in printed
    assert "Chapter 4. Minimum standard and decision" in regulation.printed(demo(), "en")


def test_who_may_take_part_by_history():
    rules = regulation.examples.load("additional")

    assert regulation.eligible(rules, "eliminated_by_gate").ok
    refused = regulation.eligible(rules, "advanced")
    assert (refused.ok, refused.clause) == (False, "3(3)")
    assert refused.words.ko == "참가할 수 없습니다: 앞선 단계에서 진출한 자."


def test_the_cut_is_forecast_for_no_one_and_two_failures():
    four = document()["cut"] | {"method": "advance", "count": 4}
    forecasts = {
        "eliminate": regulation.cut_forecast(demo(), entries=5),
        "advance": regulation.cut_forecast(book(document() | {"cut": four}), entries=5),
    }

    assert {name: [f.advanced for f in found] for name, found in forecasts.items()} == {
        "eliminate": [4, 3, 2],
        "advance": [4, 4, 3],
    }
    assert forecasts["eliminate"][1].words.en == (
        "If 1 of 5 entries fail a gate, 3 advance and 2 go out."
    )
