"""Honest strangers are not accused, and what is planted is found."""

import numpy as np
import pytest

from scoring import originality
from scoring.originality.stats import cosines, fisher, holm, log10_tail, pairing, z_of
from tests.scoring.originality import forge

SMALL = {"width": 32, "inner": 64, "layers": 2, "tokens": 128}


def test_fifty_pairs_of_strangers_raise_no_alarm(tmp_path):
    for seed in range(50):
        suspect = forge.save(tmp_path / f"a{seed}", forge.language(1000 + seed, **SMALL))
        reference = forge.save(tmp_path / f"b{seed}", forge.language(2000 + seed, **SMALL))

        report = originality.assess(suspect, [originality.Reference("r", reference)])

        assert report.verdict == "no_evidence", seed


def test_z_of_strangers_is_spread_as_the_permutation_says():
    draw = np.random.default_rng(3)
    pairs = (draw.normal(size=(2, 80, 96)).astype(np.float32) for _ in range(400))
    found = [pairing(cosines(a, b), halves=False).z for a, b in pairs]

    assert abs(np.mean(found)) < 0.15
    assert 0.8 < np.std(found) < 1.0  # divided by 1.1 on purpose


@pytest.mark.parametrize("planted", [0.1, 0.3, 0.7])
def test_rho_is_what_was_planted(planted):
    draw = np.random.default_rng(4)
    a = draw.normal(size=(400, 256)).astype(np.float32)
    noise = draw.normal(size=a.shape).astype(np.float32)
    b = planted * a + np.sqrt(1 - planted**2) * noise

    assert pairing(cosines(a, b)).rho == pytest.approx(planted, abs=0.02)


def test_no_probability_is_smaller_than_the_orders_allow():
    units = np.random.default_rng(5).normal(size=(6, 500)).astype(np.float32)

    assert pairing(cosines(units, units)).log10_p == pytest.approx(-np.log10(720))


def test_far_tails_stay_numbers():
    assert log10_tail(200.0) == pytest.approx(-8688.6, abs=0.1)
    assert z_of(log10_tail(200.0)) == pytest.approx(200.0)
    assert fisher([-3000.0, -3000.0]) < -5900


def test_holm_multiplies_the_smallest_by_the_family():
    assert holm({"a": -9.0, "b": -3.0, "c": -20.0}) == pytest.approx(
        {"a": -9 + np.log10(2), "b": -3.0, "c": -20 + np.log10(3)}
    )
