"""Reuse of the very numbers, found by digests wherever they lie."""

from collections import Counter
from dataclasses import dataclass

from scoring.originality import dtypes
from scoring.originality.learned import learned
from scoring.originality.scan import block_rows
from scoring.originality.studied import Studied

COMPUTABLE = {"table", "norm"}


@dataclass(frozen=True)
class Match:
    """A tensor of the suspect of which ``nbytes`` stand in the reference, too."""

    component: str
    tower: str
    layer: int | None
    reference_layer: int | None
    tensor: str
    nbytes: int
    whole: bool


def compare(suspect: Studied, reference: Studied) -> tuple[list[Match], int]:
    """Every tensor with learned numbers found in the reference; and how many tables were."""
    whole = {p.digest: i for i, p in reversed(list(enumerate(reference.prints)))}
    blocks = {b: i for i, p in reversed(list(enumerate(reference.prints))) for b in p.blocks}
    found, tables = [], 0
    for i, tensor in enumerate(suspect.model.tensors):
        if suspect.anatomy.places[i].role in COMPUTABLE or not tensor.matrix:
            continue
        match = _match(suspect, reference, i, whole, blocks)
        if match and learned(tensor):
            found.append(match)
        elif match:
            tables += 1
    return found, tables


def _match(suspect, reference, i, whole, blocks):
    tensor, place, mine = suspect.model.tensors[i], suspect.anatomy.places[i], suspect.prints[i]
    if mine.constant:
        return None
    if mine.digest in whole:
        homes, nbytes = Counter({whole[mine.digest]: 1}), tensor.nbytes
    else:
        homes = Counter(blocks[b] for b in mine.blocks if b in blocks)
        size = block_rows(tensor) * tensor.columns * dtypes.BITS[tensor.dtype] // 8
        nbytes = min(homes.total() * size, tensor.nbytes)
    if not homes:
        return None
    other = reference.anatomy.places[homes.most_common(1)[0][0]]
    component = other.component if place.component == "other" else place.component
    layers = (place.layer, other.layer)
    complete = nbytes == tensor.nbytes
    return Match(component, place.tower, *layers, tensor.name, nbytes, complete)
