from decimal import Decimal

import pytest

from scoring.models import answers
from scoring.models.document import BadDocument, FormDocument
from tests.factories.scoring import EXPERT
from tests.factories.scoring import answers as typed

FORM = FormDocument.of(EXPERT)


def test_half_points_within_the_bounds_are_taken_in_their_shortest_spelling():
    taken, problems = answers.tidy(FORM, typed("4.50", " 12.5 "))

    assert problems == {}
    assert answers.scores(FORM, taken) == {"novelty": Decimal("4.5"), "plan": Decimal("12.5")}
    assert taken["items"]["novelty"]["score"] == "4.5"


@pytest.mark.parametrize("score", ["5.5", "0.5", "4.25", "-1", "NaN", "1e400", "four", "Infinity"])
def test_a_score_outside_its_bounds_is_refused_beside_its_field_and_kept_as_typed(score):
    taken, problems = answers.tidy(FORM, typed(score))

    assert list(problems) == ["score-novelty"]
    assert taken["items"]["novelty"]["score"] == score


def test_a_comment_is_demanded_at_the_lowest_and_the_highest_score():
    for score, wanted in (("1", True), ("5", True), ("3", False)):
        given, _ = answers.tidy(FORM, typed(score))
        assert ("comment-novelty" in answers.missing(FORM, given)) is wanted


def test_a_tick_without_a_reason_is_not_complete():
    given, _ = answers.tidy(FORM, typed(ticked=True))

    assert list(answers.missing(FORM, given)) == ["why-technical"]


def test_an_item_without_a_score_is_missing():
    given, _ = answers.tidy(FORM, {"items": {"novelty": {"score": "3"}}})

    assert list(answers.missing(FORM, given)) == ["score-plan"]
    assert answers.filled(FORM, given) == 1


def test_comments_are_kept_in_nfc_without_nul_and_trimmed():
    taken, _ = answers.tidy(FORM, typed(novelty_comment="  가\x00\r\n "))

    assert taken["items"]["novelty"]["comment"] == "가"


def test_a_comment_of_4001_characters_is_refused_and_4000_are_not():
    for length, refused in ((4000, False), (4001, True)):
        _, problems = answers.tidy(FORM, typed(novelty_comment="가" * length))
        assert ("comment-novelty" in problems) is refused


@pytest.mark.parametrize("said", [None, [], "x", {"items": []}, {"items": {"novelty": 3}}])
def test_answers_of_the_wrong_shape_are_read_as_nothing_given(said):
    taken, problems = answers.tidy(FORM, said)

    assert problems == {}
    assert answers.filled(FORM, taken) == 0


def test_the_total_is_the_sum_of_scores_converted_to_points():
    of_ten = FormDocument.of({"items": [{"id": "a", "points": "10", "min": "1", "max": "5"}]})
    given = {"items": {"a": {"score": "4.5"}}}

    assert answers.total(of_ten, given) == Decimal("9")


@pytest.mark.parametrize(
    "items",
    [
        [{"id": "a", "points": 3.5}],
        [{"id": "a", "points": "NaN"}],
        [{"id": "a", "points": "3", "step": "0"}],
        [{"id": "a", "points": "3", "step": "0.7"}],
        [{"id": "a", "points": "3", "min": "3"}],
        [{"id": "a", "points": "3"}, {"id": "a", "points": "2"}],
        [{"id": "a", "points": "3", "comment": "sometimes"}],
        [{"id": "a"}],
    ],
)
def test_a_form_that_cannot_be_filled_in_is_refused(items):
    with pytest.raises(BadDocument):
        FormDocument.of({"items": items})
