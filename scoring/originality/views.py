"""Logical matrices: rows are units (or tokens, pixels), columns the residual stream.

A view says which slice of which tensor is meant, so that fused, transposed and stacked
storage all look alike to the tests.
"""

from dataclasses import dataclass

import numpy as np

from scoring.originality.package import Tensor, load

PIECE = 1 << 22  # elements of a turned tensor that are held at once


@dataclass(frozen=True)
class View:
    """Of slice ``index`` of ``tensor``: in every ``block`` units the ``count`` from ``first``.

    ``turned``: the tensor holds columns where the view has rows.
    """

    tensor: Tensor
    component: str
    tower: str
    role: str
    layer: int | None
    expert: int | None
    height: int
    width: int
    block: int
    first: int = 0
    count: int = 0
    turned: bool = False
    index: int = 0

    @property
    def key(self):
        return (
            self.tensor.shard,
            self.tensor.name,
            self.index,
            self.first,
            self.count,
            self.turned,
        )

    @property
    def nbytes(self) -> int:
        return self.height * self.width * self.tensor.nbytes // max(self.tensor.size, 1)

    def array(self, most: int | None = None) -> np.ndarray:
        """float32, ``height`` by ``width``; of a taller view ``most`` rows, evenly spaced."""
        return self.rows(spread(self.height, most or self.height))

    def rows(self, wanted: np.ndarray) -> np.ndarray:
        """The rows numbered ``wanted``."""
        units = (wanted // self.count) * self.block + self.first + wanted % self.count
        return self._turned(units) if self.turned else self._straight(units)

    def _straight(self, units):
        out = np.empty((len(units), self.width), np.float32)
        base = self.index * self.tensor.shape[-2] * self.width if len(self.tensor.shape) == 3 else 0
        breaks = np.flatnonzero(np.diff(units) != 1) + 1
        for run in np.split(np.arange(len(units)), breaks):
            if len(run):
                begin = base + int(units[run[0]]) * self.width
                flat = load(self.tensor, begin, begin + len(run) * self.width)
                out[run] = flat.reshape(len(run), self.width)
        return out

    def _turned(self, units):
        rows, columns = self.tensor.shape[-2:]
        out = np.empty((len(units), rows), np.float32)
        base, step = self.index * rows * columns, max(1, PIECE // columns)
        for at in range(0, rows, step):
            count = min(step, rows - at)
            begin = base + at * columns
            flat = load(self.tensor, begin, begin + count * columns)
            out[:, at : at + count] = flat.reshape(count, columns)[:, units].T
        return out


def spread(height: int, most: int) -> np.ndarray:
    """Numbers of at most ``most`` rows of ``height``, evenly spaced."""
    if height <= most:
        return np.arange(height)
    return np.arange(most) * height // most
