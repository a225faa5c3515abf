"""Matrices whose rows have a meaning: token embeddings, output heads, patch stems.

Rows are paired by meaning (the same token, the same pixel); the columns, dimensions of the
stream, could stand in any order under H0. Shared tokens alone decide nothing: their frequency
shows in rows, never in which column goes with which.
"""

from collections.abc import Iterator

import numpy as np

from scoring.originality import align, files, strict
from scoring.originality.direct import test
from scoring.originality.faults import BadPackage
from scoring.originality.stats import Pairing, cosines, pairing
from scoring.originality.views import View

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


def compare(mine: View, theirs: View, pairs, basis) -> Iterator[tuple[str, Pairing, float]]:
    """(alignment, result, least rho that counts) for each way of pairing the columns."""
    x, y = mine.rows(pairs[0]), theirs.rows(pairs[1])
    yield "identity", test(x, y, units=False), 0.0
    if basis is not None:
        yield basis.kind, test(x @ basis.matrix, y, units=False), 0.0
    else:
        yield "permutation", _fitted(x, y), FITTED
    if mine.role != "stem":
        yield "identity", _shuffled(x, y), SHUFFLED


def _fitted(x, y):
    """A signed permutation of the columns found on the even rows, tried on the odd ones."""
    x, y = x - x.mean(0), y - y.mean(0)
    order, signs, _ = align.signed_permutation(align.polar(x[::2].T @ y[::2]))
    return pairing(cosines((x[1::2][:, order] * signs).T, y[1::2].T))


def _shuffled(x, y):
    """Rows matched on the even columns, tried on the odd ones."""
    step = max(1, len(x) // 1024)
    x, y = (v[::step] - v.mean(0) for v in (x, y))
    likeness = cosines(x[:, ::2], y[:, ::2])
    there, back = likeness.argmax(1), likeness.argmax(0)
    mine = np.flatnonzero(back[there] == np.arange(len(there)))
    return pairing(cosines(x[mine, 1::2], y[there[mine], 1::2]))
