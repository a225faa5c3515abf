"""Telling learned weights from what two strangers may share all the same.

Constant, sparse and computed tables (positions, rotary, masks, filter banks) are alike in
unrelated models. They are known by what they hold, not by their names.
"""

import numpy as np

from scoring.originality.package import Tensor, load

LOOK = 1 << 18  # values looked at
BITS = 3.0  # entropy of one value, at least
TOTAL = 4096.0  # bits in the whole, at least
SMOOTH = 0.05  # of the deviation: a computed table follows its two neighbours this closely


def learned(tensor: Tensor) -> bool:
    """Whether the values are such as training leaves: many, and not computed from their place."""
    columns = max(1, tensor.columns)
    rows = max(1, min(tensor.rows, LOOK // columns))
    values = load(tensor, 0, min(tensor.size, rows * columns))
    if entropy(values) < BITS or entropy(values) * tensor.size < TOTAL:
        return False
    return len(values) < rows * columns or not computed(values.reshape(rows, columns))


def entropy(values: np.ndarray) -> float:
    """Bits per value, of the histogram of values rounded to bfloat16."""
    _, counts = np.unique(values.view(np.uint32) >> 16, return_counts=True)
    share = counts / counts.sum()
    return float(-(share * np.log2(share)).sum())


def computed(table: np.ndarray) -> bool:
    """Whether each column, or each row, swings or rises as a formula does."""
    return _smooth(table) or _smooth(table.T)


def _smooth(table):
    """Each value follows from the two before it by one factor for the column."""
    if len(table) < 4:
        return False
    middle, around = table[1:-1], table[2:] + table[:-2]
    factor = (middle * around).sum(0) / np.maximum((middle * middle).sum(0), 1e-30)
    left = np.abs(around - factor * middle)
    deviation = float(table.std())
    return deviation == 0 or float(np.median(left)) < SMOOTH * deviation
