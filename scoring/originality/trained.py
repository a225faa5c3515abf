"""Whether two matrices agree in what training added, or only in what they may have begun with.

Training writes a few strong directions into a matrix; a random start has none. Of the
reference's strongest directions the suspect keeps as much as of all the rest if it descends
from it, and less if both only share a random seed.
"""

import numpy as np
from scipy.linalg import svd

MARGIN = 1.1  # above the edge of the spectrum of pure noise
SIDE = 1024


def both_ways(x: np.ndarray, y: np.ndarray) -> float | None:
    """The mean of the agreement of either with the other."""
    found = [a for a in (agreement(x, y), agreement(y, x)) if a is not None]
    return sum(found) / len(found) if found else None


def agreement(x: np.ndarray, y: np.ndarray) -> float | None:
    """Share of ``y``'s strong directions found in ``x``, over the share of its other ones.

    About 1 for a descendant, below for a shared seed; None if ``y`` has no strong directions.
    """
    x, y = x[:SIDE, :SIDE], y[:SIDE, :SIDE]
    u, s, v = svd(y, full_matrices=False, check_finite=False)
    strong = int((s > MARGIN * _edge(s, y.shape)).sum())
    if strong == 0 or strong > len(s) // 2:
        return None
    kept = np.einsum("ij,ij->j", u, x @ v.T) * s
    rest = kept[strong:].sum() / np.square(s[strong:]).sum()
    found = kept[:strong].sum() / np.square(s[:strong]).sum()
    return float(found / rest) if rest > 0 else None


def _edge(singular, shape):
    """The largest singular value that noise with this median would have (Marchenko-Pastur)."""
    ratio = min(shape) / max(shape)
    return np.median(singular) / _median(ratio) * (1 + ratio**0.5)


def _median(ratio):
    """Median singular value of noise of unit size, as a share of the square root of its length."""
    low, high = (1 - ratio**0.5) ** 2, (1 + ratio**0.5) ** 2
    x = np.linspace(low, high, 2001)[1:-1]
    density = np.sqrt((high - x) * (x - low)) / x
    mass = np.cumsum(density)
    return float(np.sqrt(x[np.searchsorted(mass, mass[-1] / 2)]))
