from scoring.web import plots


def row(**changes):
    said = {"rho": 0.5, "rho_low": 0.4, "rho_high": 0.6, "verdict": "derived"}
    return said | {"null": {"low": -0.01, "high": 0.01, "threshold": 0.02}} | changes


def test_zero_one_and_what_lies_outside_have_their_places():
    assert (plots.place(0), plots.place(1), plots.place(-1), plots.place(9)) == (20, 97, 0, 100)


def test_an_effect_says_where_dot_band_and_threshold_stand():
    drawn = plots.effect(row())

    assert (drawn.dot, drawn.cut, drawn.hit) == ("74.4%", "30.9%", True)
    assert (drawn.band, drawn.band_width) == ("12.3%", "15.4%")


def test_what_was_not_measured_has_no_chart():
    assert plots.effect(row(rho=None)) is None
    assert plots.effect(None) is None


def test_without_an_interval_the_dot_stands_alone():
    drawn = plots.effect(row(rho_low=None, rho_high=None, null=None))

    assert drawn.low == drawn.dot == drawn.high


def test_heat_steps_have_the_borders_the_page_names():
    values = (None, -0.5, 0, 0.006, 0.02, 0.2, 0.5, 0.9, 1)

    assert [plots.shade(rho) for rho in values] == [
        "none", "h1", "h1", "h2", "h3", "h4", "h5", "h6", "h6",
    ]  # fmt: skip
