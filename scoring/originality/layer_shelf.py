"""What the tests ask of the layers of one tower, kept while it is compared."""

import numpy as np

from scoring.originality import align, products, units
from scoring.originality.studied import Studied
from scoring.originality.towers import Tower

LIMIT = 128 << 20  # bytes of units kept for one tower


class Layers:
    """What the tests ask of the layers of one tower, kept while it is compared."""

    def __init__(self, studied: Studied, tower: Tower, most: int):
        self.studied, self.tower, self.most = studied, tower, most
        self.groups: dict = {}
        self.pools: dict = {}
        self.kept: dict = {}
        self.spectra_kept: dict[int, np.ndarray] | None = None

    def units(self, number):
        if number not in self.groups:
            layer = self.tower.layers[number]
            self.groups[number] = units.of_layer(
                self.tower, layer, self.studied.shelf, self.studied.shifted, self.most
            )
            self._forget(self.groups)
        return self.groups[number]

    def pool(self, number):
        if number not in self.pools:
            self.pools[number] = units.pooled(self.units(number))
            self._forget(self.pools)
        return self.pools[number]

    def _forget(self, kept):
        """Keep as many layers as fit: all of a small model, a few of a large one."""
        size = max(1, sum(v.nbytes for v in self.tower.views) * 4 // len(self.tower.layers))
        while len(kept) > max(2, LIMIT // size):
            kept.pop(next(iter(kept)))

    def some_grams(self, pairs, side):
        return [g for pair in pairs for g in self.grams(pair[side])][: align.MOST]

    def grams(self, number) -> list[np.ndarray]:
        """One for each role of the units, experts added up."""
        pool = self.pool(number)
        if pool is None:
            return []
        return [pool.matrices[r].T @ pool.matrices[r] for r in sorted(pool.matrices)]

    def spectra(self) -> dict[int, np.ndarray]:
        """Eigenvalues of the Gram matrices of each layer: no basis changes them."""
        if self.spectra_kept is None:
            found = {n: self.grams(n) for n in self.tower.layers}
            self.spectra_kept = {
                n: np.concatenate([_eigenvalues(g) for g in grams])
                for n, grams in found.items()
                if grams
            }
        return self.spectra_kept

    def products(self, number):
        if number not in self.kept:
            layer = self.tower.layers[number]
            self.kept[number] = products.of_layer(
                self.tower, layer, self.studied.shelf, self.studied.shifted, self.studied.head
            )
        return self.kept[number]


def _eigenvalues(gram):
    values = np.linalg.eigvalsh(gram)
    return values / max(float(np.abs(values).sum()), 1e-30)
