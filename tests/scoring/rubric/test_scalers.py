from decimal import Decimal as D

import pytest

from scoring.rubric import Linear, PassFail, RankPoints, Ratio, TopIsFull, scaled

FIELD = {"A": D(4), "B": D("3.2"), "C": D("3.2"), "D": D(1)}


@pytest.mark.parametrize(
    ("scaler", "raw", "points"),
    [
        (Linear(full_scale="100"), "47.4", "11.85"),
        (Linear(full_scale="100"), "-3", "0"),
        (Linear(full_scale="100"), "120", "25"),
        (Linear(full_scale="5"), "3.2", "16"),
        (Ratio(target="80", cap="1"), "60", "18.75"),
        (Ratio(target="80", cap="1"), "90", "25"),
        (Ratio(target="80"), "90", "28.125"),
        (Ratio(cap="1"), "0.8", "20"),
        (TopIsFull(), "4", "25"),
        (TopIsFull(), "3.2", "20"),
        (RankPoints(shares=("1", "0.8", "0.5")), "4", "25"),
        (RankPoints(shares=("1", "0.8", "0.5")), "3.2", "20"),
        (RankPoints(shares=("1", "0.8", "0.5")), "1", "12.5"),
        (PassFail(threshold="3"), "3", "25"),
        (PassFail(threshold="3"), "2.9", "0"),
    ],
)
def test_a_scaler_turns_a_raw_value_into_points(scaler, raw, points):
    assert scaled(scaler, D(raw), D(25), FIELD) == D(points)


def test_nobody_gets_points_when_the_highest_value_is_nothing():
    assert scaled(TopIsFull(), D(0), D(25), {"A": D(0), "B": D(0)}) == 0


@pytest.mark.parametrize(
    ("scaler", "ko", "en", "numbers"),
    [
        (
            Linear(full_scale="100"),
            "원점수 × 배점 ÷ 100",
            "raw value × points ÷ 100",
            "4 × 25 ÷ 100",
        ),
        (
            Ratio(target="80", cap="1"),
            "(원점수 ÷ 80) × 배점, 비율은 1을 넘지 않음",
            "(raw value ÷ 80) × points, ratio at most 1",
            "4 ÷ 80 × 25",
        ),
        (
            TopIsFull(),
            "원점수 ÷ 가장 높은 원점수 × 배점",
            "raw value ÷ highest raw value × points",
            "4 ÷ 4 × 25",
        ),
        (
            RankPoints(shares=("1", "0.8")),
            "순위별 배점 비율(1, 0.8) × 배점",
            "share of the rank (1, 0.8) × points",
            "1 × 25",
        ),
        (
            PassFail(threshold="3"),
            "원점수 3 이상이면 배점 전부, 미만이면 0점",
            "all points from a raw value of 3 on, none below it",
            "4 ≥ 3",
        ),
    ],
)
def test_a_scaler_prints_itself_in_both_languages_and_in_numbers(scaler, ko, en, numbers):
    assert (scaler.words().ko, scaler.words().en) == (ko, en)
    assert scaler.numbers(D(4), D(25), FIELD) == numbers
