"""Which layer may have become which: guesses to find a basis by, never evidence."""

import numpy as np

LAYERS = 4  # pairs of layers in one guess


def layer_maps(mine: dict[int, np.ndarray], theirs: dict[int, np.ndarray]) -> list[list]:
    """Guesses, as pairs of (suspect, reference): same number, same depth, same spectrum."""
    if not mine or not theirs:
        return []
    a, b = list(mine), list(theirs)
    same = [(n, n) for n in a if n in theirs]
    depth = [(n, b[i * len(b) // len(a)]) for i, n in enumerate(a)]
    guesses = [_thinned(g) for g in (same, depth, _nearest(mine, theirs)) if g]
    return [g for i, g in enumerate(guesses) if g not in guesses[:i]]


def _thinned(pairs):
    if len(pairs) <= LAYERS:
        return pairs
    return [pairs[i * (len(pairs) - 1) // (LAYERS - 1)] for i in range(LAYERS)]


def _nearest(mine, theirs):
    """For each layer the reference layer whose eigenvalues differ least, the surest first."""
    found = []
    for n, spectrum in mine.items():
        alike = {m: s for m, s in theirs.items() if len(s) == len(spectrum)}
        if alike:
            best = min(alike, key=lambda m: float(np.abs(alike[m] - spectrum).sum()))
            found.append((float(np.abs(alike[best] - spectrum).sum()), n, best))
    return [(n, m) for _, n, m in sorted(found)[:LAYERS]]
