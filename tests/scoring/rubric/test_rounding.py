from decimal import Decimal as D

import pytest

from scoring.rubric import added, over, plain, rounded, step
from scoring.rubric.words import eye


@pytest.mark.parametrize(
    ("value", "mode", "digits", "result"),
    [
        ("11.85", "half_up", 1, "11.9"),
        ("11.85", "half_even", 1, "11.8"),
        ("11.85", "down", 1, "11.8"),
        ("11.849999", "half_up", 1, "11.8"),
        ("-0.05", "half_up", 1, "-0.1"),
        ("9.475", "half_up", 2, "9.48"),
        ("2.5", "half_up", 0, "3"),
    ],
)
def test_a_half_goes_where_the_mode_says(value, mode, digits, result):
    assert rounded(D(value), mode, digits) == D(result)


def test_three_thirds_are_one_again_before_they_are_rounded():
    third = over(D("0.05"), D(3))

    assert rounded(added([third] * 3), "half_up", 1) == D("0.1")


def test_each_team_is_rounded_before_the_mean_and_the_mean_half_up():
    """The published arithmetic of August 2026: 11.9, 9.4, 8.8, 7.8; mean 9.475, shown 9.48."""
    raws = ["47.4", "37.4", "35.0", "31.0"]
    points = [rounded(D(raw) * 25 / 100, "half_up", 1) for raw in raws]
    mean = over(added(points), D(4))

    assert points == [D("11.9"), D("9.4"), D("8.8"), D("7.8")]
    assert mean == D("9.475")
    assert rounded(mean, "half_up", 2) == D("9.48")
    assert rounded(over(added(D(r) * 25 / 100 for r in raws), D(4)), "half_up", 2) == D("9.43")


def test_a_rounding_step_is_said_in_both_languages():
    said = step("half_up", 1)

    assert (said.ko, said.en) == (
        "소수 첫째 자리까지 반올림",
        "rounded half up to one decimal place",
    )


def test_numbers_are_written_as_people_write_them():
    assert [plain(D(n)) for n in ("35.00", "0.50", "1E+2", "-0")] == ["35", "0.5", "100", "0"]
    assert eye(D(1) / 3) == "0.333333…"
