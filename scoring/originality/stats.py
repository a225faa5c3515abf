"""The probabilities: exact permutation moments, their tails, and how layers are combined.

Everything is in float64 and in logarithms; no probability is ever zero.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, log_ndtr, ndtri_exp
from scipy.stats import chi2

LN10 = math.log(10.0)
SPREAD = 1.1  # nulls of real pairs were a little wider than the permutation says; z is divided
CONFIDENCE = 3.2905  # two-sided 99.9 %


@dataclass(frozen=True)
class Pairing:
    """What pairing unit i with unit i gives beyond pairing at random.

    ``rho``: mean resemblance of the pairs above chance; ``spread``: its standard deviation
    for unrelated weights; ``error``: for these.
    """

    rho: float
    z: float
    log10_p: float
    spread: float
    error: float
    count: int
    halves: tuple[tuple[float, float, float], ...] = ()  # rho, z, log10_p


def pairing(likeness: np.ndarray, *, halves: bool = True) -> Pairing:
    """The permutation test of the diagonal of a square matrix of resemblances.

    Under H0 the columns could stand in any order: mean and variance of the trace over all
    orders are known exactly (Hoeffding). The tail is normal, but never below 1 / n!.
    """
    n = len(likeness)
    if n < 3:
        return Pairing(0.0, 0.0, 0.0, 1.0, 1.0, n)
    rho, z, log10_p = _trace(likeness)
    diagonal = np.diagonal(likeness).astype(np.float64)
    total = likeness.sum(dtype=np.float64) - diagonal.sum()
    squares = float(np.einsum("ij,ij->", likeness, likeness, dtype=np.float64))
    squares -= float(np.square(diagonal).sum())
    pairs = n * (n - 1)
    off = math.sqrt(max(squares / pairs - (total / pairs) ** 2, 1e-30))
    error = float(diagonal.std()) / math.sqrt(n)
    parts = tuple(_trace(likeness[i::2, i::2]) for i in (0, 1)) if halves and n >= 6 else ()
    return Pairing(rho, z, log10_p, off / math.sqrt(n), error, n, parts)


def _trace(likeness):
    """(rho, z, log10 p) of the trace of one square matrix."""
    n = len(likeness)
    across, down = (likeness.sum(axis, dtype=np.float64) for axis in (1, 0))
    total = float(across.sum())
    above = float(np.trace(likeness, dtype=np.float64)) - total / n
    squares = float(np.einsum("ij,ij->", likeness, likeness, dtype=np.float64))
    centred = squares - float(across @ across + down @ down) / n + (total / n) ** 2
    variance = centred / (n - 1)
    if variance <= 1e-12:
        return 0.0, 0.0, 0.0
    z = above / math.sqrt(variance) / SPREAD
    return above / (n - 1), z, max(log10_tail(z), log10_orders(n))


def log10_tail(z: float) -> float:
    """Upper tail of the normal distribution."""
    return float(log_ndtr(-z)) / LN10


def log10_orders(n: int) -> float:
    """1 / n!: the smallest p a test over the orders of n units can have."""
    return -float(gammaln(n + 1)) / LN10


def z_of(log10_p: float) -> float:
    """The normal deviate with this upper tail."""
    if log10_p >= -1e-12:
        return -8.0
    return -float(ndtri_exp(log10_p * LN10))


def corrected(log10_p: float, tries: float) -> float:
    """Bonferroni: the best of ``tries``."""
    return min(0.0, log10_p + math.log10(max(tries, 1.0)))


def fisher(log10_ps: Iterable[float]) -> float:
    """Independent p-values as one; where the tail underflows, its Chernoff bound."""
    values = [p * LN10 for p in log10_ps]
    if not values:
        return 0.0
    n, x = len(values), -sum(values)  # x is half of Fisher's statistic
    exact = chi2.sf(2 * x, 2 * n)
    if exact > 1e-250:
        return min(0.0, math.log10(exact))
    return min(0.0, (n - x + n * math.log(x / n)) / LN10)


def holm(log10_ps: dict) -> dict:
    """Holm's step-down adjustment of a family, in logarithms; the order of keys is kept."""
    order = sorted(log10_ps, key=lambda k: (log10_ps[k], str(k)))
    adjusted, worst = {}, -math.inf
    for i, key in enumerate(order):
        worst = max(worst, corrected(log10_ps[key], len(order) - i))
        adjusted[key] = worst
    return {key: adjusted[key] for key in log10_ps}


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """Rows of length one; a row of zeros stays zero."""
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float64))
    return rows / np.where(length > 0, length, 1.0).astype(np.float32)[:, None]


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Cosines of all rows of ``a`` with all rows of ``b``."""
    return unit_rows(a) @ unit_rows(b).T
