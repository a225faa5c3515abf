"""Tensor by tensor: matrices of equal shape, as they stand, wherever they lie.

Neither names nor layer numbers are trusted: each matrix of the suspect meets every matrix of
its shape in the reference in a short signature; the nearest, and the one in the same place,
are tested by permuting columns and, where rows are interchangeable units, rows.
"""

from dataclasses import dataclass

import numpy as np

from scoring.originality import trained
from scoring.originality.arrays import Shelf
from scoring.originality.components import base_role
from scoring.originality.learned import computed
from scoring.originality.signals import Signal
from scoring.originality.stats import Pairing, cosines, pairing
from scoring.originality.views import View, spread

SIGNATURE = 1 << 14  # values looked at to find partners in large matrices
WHOLE = 1 << 20  # values in a model's matrices up to which all are looked at
SAMPLE = 1024  # rows or columns in one test
UNITS = {"gate", "up", "down"}  # rows are interchangeable
CHANCE = -4.0  # log10 p below which it is asked whether the matrix is a computed table
NARROW = 8  # fewer columns than this cannot be permuted to any purpose


@dataclass(frozen=True)
class Partner:
    suspect: View
    reference: View
    turned: bool  # the reference's transpose is meant
    tries: int


def compare(suspect: list[View], reference: list[View], mine: Shelf, theirs: Shelf):
    """Signals for every matrix of the suspect that has one of its shape in the reference."""
    for partner in partners(suspect, reference, mine, theirs):
        x = mine.array(partner.suspect, SAMPLE)
        signal = _signal(partner, x, _partner_array(partner, theirs))
        if signal.pairing.log10_p > CHANCE or not computed(x):
            yield signal


def _partner_array(partner, theirs):
    if partner.turned:
        whole = theirs.array(partner.reference)
        return whole.T[spread(partner.suspect.height, SAMPLE)]
    return theirs.array(partner.reference, SAMPLE)


def _signal(partner, x, y):
    view, other = partner.suspect, partner.reference
    found = test(x, y, units=base_role(view.role) in UNITS)
    exact = view.height <= SAMPLE and np.array_equal(_bfloat(x), _bfloat(y))
    agreement = trained.both_ways(x, y) if found.log10_p < -12 and not exact else None
    return Signal(
        view.component,
        "direct",
        "identity",
        view.role,
        view.tower,
        view.layer,
        other.layer,
        found,
        partner.tries,
        view.nbytes,
        exact,
        agreement,
        other.component,
    )


def _bfloat(values):
    """Rounded to bfloat16, as bit patterns."""
    bits = np.ascontiguousarray(values).view(np.uint32)
    return (bits + (((bits >> 16) & 1) + 0x7FFF)) >> 16


def test(x: np.ndarray, y: np.ndarray, *, units: bool) -> Pairing:
    """The columns stand for residual dimensions: under H0 they could be paired in any order.

    Where rows are units they could, too; the weaker of both results counts.
    """
    columns = spread(x.shape[1], SAMPLE)
    found = pairing(cosines(_centred(x[:, columns]).T, _centred(y[:, columns]).T))
    if not units or len(x) < NARROW:
        return found
    rows = pairing(cosines(x, y))
    return min(found, rows, key=lambda p: p.z)


def _centred(x):
    return x - x.mean(0, keepdims=True)


# --- finding partners -----------------------------------------------------------------------


def partners(suspect, reference, mine, theirs):
    """The nearest matrix of equal shape for each of the suspect's, and the one in its place."""
    shapes = {}
    for view in reference:
        shapes.setdefault((view.height, view.width), []).append(view)
    groups = {}
    for view in suspect:
        if view.width >= NARROW and view.height >= 2:
            groups.setdefault((view.height, view.width), []).append(view)
    for (height, width), views in groups.items():
        straight = shapes.get((height, width), [])
        turned = [v for v in shapes.get((width, height), []) if v.height * v.width <= WHOLE]
        if straight or turned:
            yield from _nearest(views, straight, turned, mine, theirs)


def _nearest(views, straight, turned, mine, theirs):
    others = [_signature(theirs, v, False) for v in straight]
    others += [_signature(theirs, v, True) for v in turned]
    table = np.array(others)
    for view in views:
        likeness = table @ _signature(mine, view, False)
        best = int(np.argmax(likeness))
        chosen = {best} | {i for i, v in enumerate(straight) if _same_place(v, view)}
        for i in sorted(chosen):
            back = i >= len(straight)
            other = turned[i - len(straight)] if back else straight[i]
            yield Partner(view, other, back, len(others))


def _same_place(a, b):
    return (a.role, a.layer, a.expert, a.component) == (b.role, b.layer, b.expert, b.component)


def _signature(shelf, view, back):
    """A fixed selection of values, centred and of length one; of the transpose if ``back``."""
    if view.height * view.width > WHOLE:
        side = int(SIGNATURE**0.5)
        values = shelf.array(view, side)[:, spread(view.width, side)].ravel()
    else:
        values = (shelf.array(view).T if back else shelf.array(view)).ravel()
    values = values - values.mean()
    length = float(np.sqrt(np.dot(values, values)))
    return values / length if length > 0 else values
