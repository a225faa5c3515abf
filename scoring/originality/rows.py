"""Matrices whose rows have a meaning: token embeddings, output heads, patch stems.

Rows are paired by meaning (the same token, the same pixel); the columns, dimensions of the
stream, could stand in any order under H0. Shared tokens alone decide nothing: their frequency
shows in rows, never in which column goes with which.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring.originality import align, files, strict, trained
from scoring.originality.direct import test
from scoring.originality.faults import BadPackage
from scoring.originality.stats import Pairing, cosines, pairing
from scoring.originality.views import View

CERTAIN = -12.0  # log10 p from which it is asked what training added
SAMPLE = 4096  # rows in one test
TOKENIZER_LIMIT = 64 << 20  # bytes
LEAST = 32  # shared rows
FITTED = 0.5  # what a basis fitted on half of the rows must reach on the other half
SHUFFLED = 0.5  # what rows matched on half of the columns must reach on the other half


def tokens(path) -> dict[str, int] | None:
    """The vocabulary in a tokenizer.json or vocab.json; None if it cannot be read."""
    try:
        table = strict.parse(files.content(path, TOKENIZER_LIMIT))
    except (strict.NotStrict, BadPackage):
        return None
    model = table.get("model") if isinstance(table, dict) else None
    table = model.get("vocab") if isinstance(model, dict) else table
    if isinstance(table, list):  # unigram: pairs of token and score, by position
        table = {r[0]: i for i, r in enumerate(table) if isinstance(r, list) and r}
    if not isinstance(table, dict):
        return None
    return {t: i for t, i in table.items() if isinstance(t, str) and type(i) is int and i >= 0}


def shared(mine: View, theirs: View, vocabularies) -> tuple[np.ndarray, np.ndarray] | None:
    """Rows of the same token in both; of the same number where no vocabulary is known."""
    if mine.role != "stem" and None not in vocabularies:
        a, b = vocabularies
        pairs = [(i, b[t]) for t, i in a.items() if t in b]
        pairs = [(i, j) for i, j in pairs if i < mine.height and j < theirs.height]
        if len(pairs) >= LEAST:
            found = np.array(sorted(pairs))
            return _thinned(found[:, 0]), _thinned(found[:, 1])
    if mine.role == "stem" and mine.height != theirs.height:
        return None
    same = np.arange(min(mine.height, theirs.height))
    return (_thinned(same), _thinned(same)) if len(same) >= LEAST else None


def _thinned(rows):
    return rows if len(rows) <= SAMPLE else rows[np.arange(SAMPLE) * len(rows) // SAMPLE]


@dataclass(frozen=True)
class Tried:
    """One way of pairing the columns; ``least``: the smallest rho that counts for it."""

    alignment: str
    pairing: Pairing
    least: float
    trained: float | None


def compare(mine: View, theirs: View, pairs, basis: align.Basis | None) -> Iterator[Tried]:
    """As they stand; in the basis or, without one, in an order found on half of the rows."""
    x, y = mine.rows(pairs[0]), theirs.rows(pairs[1])
    yield _tried("identity", test(x, y, units=False), 0.0, x, y)
    if basis is not None:
        turned = x @ basis.matrix
        yield _tried(basis.kind, test(turned, y, units=False), 0.0, turned, y)
    else:
        turned = _fitted(x, y)
        found = pairing(cosines(_centred(turned[1::2]).T, _centred(y[1::2]).T))
        yield _tried("permutation", found, FITTED, turned, y)
    if mine.role != "stem":
        yield _tried("identity", _shuffled(x, y), SHUFFLED, x, y)


def _tried(alignment, found, least, x, y):
    strong = found.log10_p < CERTAIN
    return Tried(alignment, found, least, trained.both_ways(x, y) if strong else None)


def _fitted(x, y):
    """The columns in the order and with the signs found on the even rows."""
    votes = align.polar(_centred(x)[::2].T @ _centred(y)[::2])
    order, signs, _ = align.signed_permutation(votes)
    return x[:, order] * signs


def _centred(x):
    return x - x.mean(0, keepdims=True)


def _shuffled(x, y):
    """Rows matched on the even columns, tried on the odd ones."""
    step = max(1, len(x) // 1024)
    x, y = _centred(x[::step]), _centred(y[::step])
    likeness = cosines(x[:, ::2], y[:, ::2])
    there, back = likeness.argmax(1), likeness.argmax(0)
    mine = np.flatnonzero(back[there] == np.arange(len(there)))
    return pairing(cosines(x[mine, 1::2], y[there[mine], 1::2]))
