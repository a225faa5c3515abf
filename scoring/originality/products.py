"""Attention by what it computes: the products q'k and v'o, d by d.

Neither reordering heads, nor rotating inside them, nor rescaling q against k, nor mixing v
with o changes a product. The diagonal is left out: copying heads make it alike everywhere.
"""

import numpy as np

from scoring.originality import layouts
from scoring.originality.align import Basis
from scoring.originality.arrays import Shelf
from scoring.originality.stats import Pairing, cosines, pairing
from scoring.originality.towers import Layer, Tower
from scoring.originality.units import gain_of
from scoring.originality.views import spread

SAMPLE = 1024
HEADS = (128, 64, 256, 96, 80, 192, 112, 48, 32, 24, 16, 8)  # usual sizes, likeliest first
PAIRS = {"qk": ("q", "k"), "vo": ("v", "o")}


def of_layer(tower: Tower, layer: Layer, shelf: Shelf, shifted: bool, head: int) -> dict:
    """The products of a layer by name, where its matrices are known."""
    gain = gain_of(layer, layouts.ATTN_GAINS, tower.width, shifted)
    found = {}
    for name, (a, b) in PAIRS.items():
        views = layer.views.get(a), layer.views.get(b)
        if all(v is not None and v.width == tower.width for v in views):
            left = shelf.array(views[0]) * gain
            right = shelf.array(views[1]) * (gain if name == "qk" else 1.0)
            found[name] = _product(left, right, head)
    return {name: p for name, p in found.items() if p is not None}


def _product(left, right, head):
    """The sum over heads of left'right; a shared head stands for each of its group."""
    if len(left) == len(right):
        return left.T @ right
    few, many = sorted((left, right), key=len)
    size = next((h for h in (head, *HEADS) if h and _fits(len(few), len(many), h)), 0)
    if not size:
        return None
    group = len(many) // len(few)
    many = many.reshape(len(few) // size, group, size, -1).sum(1).reshape(len(few), -1)
    return few.T @ many if few is left else many.T @ few


def _fits(few, many, head):
    return few % head == 0 and many % few == 0


def head_size(config: dict) -> int:
    """What the config says, if it is a number; 0 otherwise."""
    inner = config.get("text_config")
    config = inner if isinstance(inner, dict) else config
    size, width, heads = (config.get(k) for k in ("head_dim", "hidden_size", "num_attention_heads"))
    if type(size) is int and size > 0:
        return size
    known = type(width) is int and type(heads) is int and heads > 0
    return width // heads if known else 0


def compare(suspect: np.ndarray, reference: np.ndarray, basis: Basis | None) -> Pairing:
    """The permutation test over the dimensions of the residual stream."""
    if basis is not None:
        suspect = basis.product(suspect)
        reference = basis.quiet.T @ reference @ basis.quiet
    rows = spread(len(suspect), SAMPLE)
    return pairing(cosines(_hollow(suspect)[rows], _hollow(reference)[rows]))


def _hollow(product):
    product = product.copy()
    np.fill_diagonal(product, 0.0)
    return product
