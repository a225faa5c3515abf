from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rubric import Mean, Median, TrimmedMean, aggregated, enough, needed, rounded
from scoring.rubric.aggregators import expression

SCORES = [D(n) for n in ("29.5", "31", "12", "28", "30.5")]
HALF_POINTS = st.lists(st.integers(0, 70).map(lambda n: D(n) / 2), min_size=3, max_size=12)


def test_the_mean_adds_and_divides():
    assert aggregated(Mean(), SCORES) == D("26.2")


def test_the_median_is_the_middle_one_or_the_mean_of_two():
    assert aggregated(Median(), SCORES) == D("29.5")
    assert aggregated(Median(), SCORES[:4]) == D("28.75")


def test_the_trimmed_mean_leaves_out_the_highest_and_the_lowest():
    trimmed = TrimmedMean(minimum_valid=3)

    assert rounded(aggregated(trimmed, SCORES), "half_up", 2) == D("29.33")
    assert expression(trimmed, SCORES) == "(28 + 29.5 + 30.5) ÷ 3"


def test_of_several_equal_extremes_only_one_is_left_out():
    assert aggregated(TrimmedMean(minimum_valid=3), [D(1), D(1), D(4), D(4)]) == D("2.5")


def test_trimming_needs_one_more_than_it_leaves_out():
    two_each = TrimmedMean(highest=2, lowest=2)

    assert needed(two_each) == 5
    assert not enough(4, two_each)
    with pytest.raises(ValueError, match="too few"):
        aggregated(two_each, SCORES[:4])


def test_below_the_minimum_a_plain_mean_may_be_declared():
    lenient = TrimmedMean(minimum_valid=5, below_minimum="mean")

    assert aggregated(lenient, SCORES[:2]) == D("30.25")
    assert not enough(0, lenient)


@given(HALF_POINTS, st.permutations(range(12)))
def test_the_order_of_answers_means_nothing(values, order):
    shuffled = [values[i] for i in order if i < len(values)]

    for aggregator in (Mean(), Median(), TrimmedMean(minimum_valid=3)):
        assert aggregated(aggregator, shuffled) == aggregated(aggregator, values)


@given(HALF_POINTS, st.data())
def test_raising_one_answer_never_lowers_the_value(values, data):
    raised = list(values)
    raised[data.draw(st.integers(0, len(values) - 1))] += D("0.5")

    for aggregator in (Mean(), Median(), TrimmedMean(minimum_valid=3)):
        assert aggregated(aggregator, raised) >= aggregated(aggregator, values)
