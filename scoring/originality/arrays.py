"""Matrices read once and kept while they fit: small models whole, large ones layer by layer."""

from collections import OrderedDict

import numpy as np

from scoring.originality.views import View

LIMIT = 256 << 20  # bytes kept


class Shelf:
    """Reads views; the least used go when the shelf is full."""

    def __init__(self, limit: int = LIMIT):
        self.limit, self.held, self.kept = limit, 0, OrderedDict()

    def array(self, view: View, most: int | None = None) -> np.ndarray:
        """As ``View.array``; the caller must not write into it."""
        key = (view.key, most if most and most < view.height else None)
        if key in self.kept:
            self.kept.move_to_end(key)
            return self.kept[key]
        found = view.array(most)
        found.flags.writeable = False
        self._keep(key, found)
        return found

    def _keep(self, key, found):
        if found.nbytes > self.limit:
            return
        self.kept[key], self.held = found, self.held + found.nbytes
        while self.held > self.limit:
            _, gone = self.kept.popitem(last=False)
            self.held -= gone.nbytes


class Comparison:
    """The two shelves of one comparison."""

    def __init__(self, suspect: Shelf | None = None):
        self.suspect, self.reference = suspect or Shelf(), Shelf()
