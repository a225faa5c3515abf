"""Finding the residual basis: which rotation carries the suspect's stream into the reference's.

The estimate uses nothing but Gram matrices, W'W of what reads from and writes to the stream.
They do not change when units are reordered or heads are, so whatever basis comes out, the
tests of units that follow are as exact as without it. No token and no name is needed.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import eigh, svd
from scipy.optimize import linear_sum_assignment

FIRST = 12  # steps from each start, to choose among them
STEPS = 60  # further steps from the best
GAIN = 0.001  # of the agreement: a step that gains less is the last
SIGNED = 0.9  # mean agreement with a signed permutation from which a basis is one
LOUD = 0.25  # share of directions left out of tests in a basis that was looked for
MOST = 12  # Gram matrices used; more cost time and change little


@dataclass(frozen=True)
class Basis:
    """``matrix``: suspect rows times it stand in the reference's basis, up to one sign."""

    matrix: np.ndarray
    kind: str  # permutation or rotation
    agreement: float  # mean correlation of the Gram matrices in it
    quiet: np.ndarray | None = None  # columns span what is left without the loudest directions

    def flipped(self) -> "Basis":
        return replace(self, matrix=-self.matrix)

    def rows(self, mine: np.ndarray) -> np.ndarray:
        """The suspect's rows in the reference's basis, loud directions left out."""
        return (mine @ self.matrix) @ self.quiet

    def product(self, mine: np.ndarray) -> np.ndarray:
        turned = self.matrix @ self.quiet
        return turned.T @ mine @ turned


def normalised(grams: list[np.ndarray]) -> list[np.ndarray]:
    """Without their mean eigenvalue and of length one."""
    found = []
    for gram in grams:
        gram = gram - np.eye(len(gram)) * (np.trace(gram) / len(gram))
        length = np.linalg.norm(gram)
        found.append(gram / length if length > 0 else gram)
    return found


def bases(guesses: list[tuple], anchors: tuple[np.ndarray, np.ndarray] | None) -> list[Basis]:
    """Bases worth trying: the best by Gram matrices, and the one that shared rows suggest.

    A guess is Gram matrices of the suspect and those of the places they may correspond to;
    ``anchors`` are rows of one meaning in both. Which basis is used must be chosen by
    something else than what is tested in it.
    """
    stacks = [(_stack(a), _stack(b)) for a, b in guesses]
    stacks = [(a, b) for a, b in stacks if np.any(a) and np.any(b)]
    if not stacks:
        return []
    found = [_by_grams(stacks)]
    if anchors is not None:
        start = polar((anchors[0] - anchors[0].mean(0)).T @ (anchors[1] - anchors[1].mean(0)))
        mine, theirs = stacks[0]
        found.append(_named(start, _agreement(start, mine, theirs), _quiet(theirs)))
    return found


def _by_grams(stacks):
    """The best of several starts for each guess."""
    best, agreed = None, -np.inf
    for mine, theirs in stacks:
        for start in (_by_energy(mine, theirs), _by_spectrum(mine, theirs)):
            found = _refined(start, mine, theirs, FIRST)
            agreement = _agreement(found, mine, theirs)
            if agreement > agreed:
                best, agreed = (found, mine, theirs), agreement
    matrix = _refined(*best, STEPS)
    return _named(matrix, _agreement(matrix, *best[1:]), _quiet(best[2]))


def _stack(grams):
    return np.array(normalised(grams), np.float32)


def _quiet(grams):
    """The directions of all but the largest eigenvalues.

    Any two models have a few loud directions, and aligning the loud with the loud makes
    strangers alike there.
    """
    axes = _axes(grams)
    return axes[:, : axes.shape[1] - int(axes.shape[1] * LOUD)]


def _named(matrix, agreement, quiet):
    order, signs, share = signed_permutation(matrix)
    if share < SIGNED:
        return Basis(matrix, "rotation", agreement, quiet)
    exact = np.zeros_like(matrix)
    exact[order, np.arange(len(order))] = signs
    return Basis(exact, "permutation", agreement, quiet)


def signed_permutation(matrix: np.ndarray):
    """The nearest one: for each column its row and sign, and how near it is."""
    columns, rows = linear_sum_assignment(-np.abs(matrix.T))
    order = rows[np.argsort(columns)]
    picked = matrix[order, np.arange(len(order))]
    return order, np.where(picked < 0, -1.0, 1.0).astype(matrix.dtype), float(np.abs(picked).mean())


def _agreement(r, mine, theirs):
    return float(np.sum(((mine @ r).transpose(0, 2, 1) @ r) * theirs) / len(mine))


def _refined(r, mine, theirs, steps):
    """Two-sided Procrustes: each step turns towards what the Gram matrices ask for.

    It ends when a step no longer gains: strangers creep on for ever, kin are there in a few.
    """
    before = -np.inf
    for _ in range(steps):
        step = (mine @ r @ theirs).sum(0)
        agreement = float(np.sum(step * r))
        if agreement - before < GAIN * abs(agreement):
            break
        before, r = agreement, polar(step)
    return r


def polar(matrix: np.ndarray) -> np.ndarray:
    """The orthogonal matrix nearest to it."""
    u, _, v = svd(matrix, full_matrices=False, check_finite=False)
    return u @ v


def _by_energy(mine, theirs):
    """Match dimensions by how much each layer reads from and writes to them, then the signs."""
    cost = _distances(_energies(mine), _energies(theirs))
    rows, columns = linear_sum_assignment(cost)
    order = np.zeros((len(cost), len(cost)), mine[0].dtype)
    order[rows, columns] = 1.0
    return order * _signs(order.T @ mine @ order, theirs)


def _energies(grams):
    diagonals = np.diagonal(grams, axis1=1, axis2=2)
    table = np.concatenate([diagonals, np.linalg.norm(grams, axis=2)]).T
    return (table - table.mean(0)) / np.maximum(table.std(0), 1e-12)


def _distances(a, b):
    return (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T


def _by_spectrum(mine, theirs):
    """Match the principal axes of the mean Gram matrices, then their signs."""
    v, w = _axes(mine), _axes(theirs)
    signs = _signs(v.T @ mine @ v, w.T @ theirs @ w)
    return (v * signs) @ w.T


def _axes(grams):
    return eigh(grams.mean(0), check_finite=False)[1]


def _signs(mine, theirs):
    """Signs of the axes that make the Gram matrices agree, by the leading eigenvector."""
    votes = (mine * theirs).sum(0)
    np.fill_diagonal(votes, 0.0)
    last = len(votes) - 1
    leading = eigh(votes, subset_by_index=[last, last], check_finite=False)[1][:, 0]
    return np.where(leading < 0, -1.0, 1.0).astype(votes.dtype)
