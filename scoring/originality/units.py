"""The held-out unit test: units are found by one matrix and tried on matrices not used for it.

A feed-forward unit is a row of gate, a row of up and a column of down. Reordering units,
moving units between experts and rescaling up against down change none of what is compared.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from scoring.originality import layouts, trained
from scoring.originality.align import Basis
from scoring.originality.arrays import Shelf
from scoring.originality.package import load
from scoring.originality.stats import Pairing, pairing, unit_rows, z_of
from scoring.originality.towers import Layer, Tower
from scoring.originality.views import spread

SAMPLE = 1024  # units of the suspect in one layer
POOL = 8192  # units of the reference in one layer
ASSIGN = 2048  # up to here the best assignment is found, beyond it mutual nearest neighbours
CERTAIN = 8.0  # z from which it is asked what training added
TRIAGE = 256  # units looked at to choose among layers
LEAST = 12  # units
KEYS = {"gate": ("up", "down"), "up": ("down",), "down": ("up",)}


@dataclass(frozen=True)
class Units:
    """Matrices by role, all of one height: row i of each belongs to unit i, of length one."""

    matrices: dict[str, np.ndarray]
    component: str
    nbytes: int

    @property
    def count(self) -> int:
        return len(next(iter(self.matrices.values())))


@dataclass(frozen=True)
class Tried:
    """One role tried on units that another role found."""

    role: str
    pairing: Pairing
    trained: float | None = None


def of_layer(tower: Tower, layer: Layer, shelf: Shelf, shifted: bool, most: int) -> list[Units]:
    """The units of a layer, one group for a dense layer, one for each expert."""
    gain = gain_of(layer, layouts.FFN_GAINS, tower.width, shifted)
    tables = [layer.views, *(t for _, t in sorted(layer.experts.items()))]
    tables += [_marked(layer.views, "s_")]
    groups = [t for t in (_complete(t, tower.width) for t in tables) if t]
    share = max(LEAST, most // max(len(groups), 1))
    return [_units(views, shelf, gain, share) for views in groups]


def _marked(views, mark):
    return {r.removeprefix(mark): v for r, v in views.items() if r.startswith(mark)}


def _complete(views, width):
    """gate, up and down, or up and down, if they have one height and the stream's width."""
    found = {r: views[r] for r in ("gate", "up", "down") if r in views}
    heights = {v.height for v in found.values()}
    fits = all(v.width == width for v in found.values())
    return found if len(found) >= 2 and len(heights) == 1 and fits else None


def _units(views, shelf, gain, most):
    matrices = {}
    for role, view in views.items():
        rows = shelf.array(view, most)
        matrices[role] = unit_rows(rows if role == "down" else rows * gain)
    first = next(iter(views.values()))
    return Units(matrices, first.component, sum(v.nbytes for v in views.values()))


def gain_of(layer: Layer, words, width: int, shifted: bool) -> np.ndarray | float:
    """The norm gain that stands before a sub-layer; 1 where none is known."""
    for name, tensor in sorted(layer.gains.items()):
        if words.search(name) and tensor.size == width:
            return load(tensor) + 1.0 if shifted else load(tensor)
    return 1.0


def pooled(groups: list[Units]) -> Units | None:
    """All groups of a layer as one."""
    roles = set.intersection(*(set(g.matrices) for g in groups)) if groups else set()
    if len(roles) < 2:
        return None
    matrices = {r: np.concatenate([g.matrices[r] for g in groups]) for r in sorted(roles)}
    return Units(matrices, groups[0].component, sum(g.nbytes for g in groups))


def compare(suspect: list[Units], pool: Units, basis: Basis | None) -> list[Tried]:
    """Find each group's units in the pool by one role, try the others on them."""
    found = []
    for key, tested in _keys(suspect, pool):
        found += _tried(suspect, pool, basis, key, tested)
    return found


def _keys(suspect, pool):
    roles = set(pool.matrices) & set.intersection(*(set(g.matrices) for g in suspect))
    if "gate" in roles:
        return [("gate", [r for r in KEYS["gate"] if r in roles])]
    return [(k, KEYS[k]) for k in ("up", "down") if {"up", "down"} <= roles]


def _tried(suspect, pool, basis, key, tested):
    theirs = _quiet(pool.matrices[key], basis)
    matches = [_match(_turned(g.matrices[key], basis) @ theirs.T) for g in suspect]
    if sum(len(i) for i, _ in matches) < LEAST:
        return []
    found = {role: _held_out(suspect, pool, basis, role, matches) for role in tested}
    return [
        Tried(role, f, _trained(suspect, pool, basis, role, matches) if f.z > CERTAIN else None)
        for role, f in found.items()
    ]


def _trained(suspect, pool, basis, role, matches):
    """Agreement in what training added, over the matched units, their signs made equal."""
    pairs = zip(suspect, matches, strict=True)
    mine = np.concatenate([g.matrices[role][i] for g, (i, _) in pairs])[:SAMPLE]
    theirs = np.concatenate([pool.matrices[role][j] for _, j in matches])[:SAMPLE]
    mine = mine if basis is None else mine @ basis.matrix
    signs = np.sign(np.einsum("ij,ij->i", mine, theirs))
    return trained.both_ways(mine * signs[:, None], theirs)


def _turned(rows, basis):
    return rows if basis is None else unit_rows(basis.rows(rows))


def _quiet(rows, basis):
    return rows if basis is None else unit_rows(rows @ basis.quiet)


def _match(likeness):
    """Which unit is which: indices into both, by the largest sum of cosines."""
    if min(likeness.shape) <= SAMPLE and max(likeness.shape) <= ASSIGN:
        return linear_sum_assignment(-likeness)
    there, back = likeness.argmax(1), likeness.argmax(0)
    mutual = np.flatnonzero(back[there] == np.arange(len(there)))
    return mutual, there[mutual]


def _held_out(suspect, pool, basis, role, matches):
    """The matched rows of ``role``, signed and not: the stronger of both, as the best of two."""
    pairs = list(zip(suspect, matches, strict=True))
    mine = np.concatenate([_turned(g.matrices[role][i], basis) for g, (i, _) in pairs])
    theirs = np.concatenate([_quiet(pool.matrices[role][j], basis) for _, j in matches])
    if len(mine) > SAMPLE:
        keep = np.arange(SAMPLE) * len(mine) // SAMPLE
        mine, theirs = mine[keep], theirs[keep]
    likeness = mine @ theirs.T
    return max(pairing(likeness), unsigned(likeness), key=lambda p: p.z)


def unsigned(likeness: np.ndarray) -> Pairing:
    """The pairing of cosines without their sign, with rho still 1 for identical units."""
    likeness = np.abs(likeness)
    chance = float(likeness.mean(dtype=np.float64))
    return pairing(likeness / (1.0 - chance)) if chance < 0.99 else pairing(likeness)


def nearness(suspect: list[Units], pool: Units, basis: Basis | None) -> tuple[float, float]:
    """How near the nearest unit is on average, by the key alone; and with the sign turned.

    The tested roles are not looked at: whatever is chosen by this costs no correction.
    """
    keys = [k for k, _ in _keys(suspect, pool)]
    near, far = 0.0, 0.0
    for key in keys:
        theirs = _quiet(pool.matrices[key], basis)
        for group in suspect:
            rows = group.matrices[key]
            likeness = _turned(rows[spread(len(rows), TRIAGE)], basis) @ theirs.T
            near += float(likeness.max(1).mean())
            far += float((-likeness).max(1).mean())
    return near / max(len(keys), 1), far / max(len(keys), 1)


def strength(tried: list[Tried]) -> float:
    """The z of all roles together, for choosing a layer."""
    zs = [z_of(t.pairing.log10_p) if t.pairing.z > 0 else t.pairing.z for t in tried]
    return sum(zs) / len(zs) ** 0.5 if zs else 0.0
