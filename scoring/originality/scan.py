"""The one pass over all bytes: digests by which identical weights are found, and moments.

A digest is taken of the numbers rounded to bfloat16, block by block of 256 rows, so that
neither names, nor shards, nor a wider container hide a copy. Packed and integer formats are
digested as they stand.
"""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scoring.originality import dtypes
from scoring.originality.package import CHUNK, Model, Tensor, blocks
from scoring.originality.report import Note

ROWS = 256
SMALL = 1 << 15  # elements: shorter blocks are drawn out, hashing many tiny ones is slow
DIGEST = 16  # bytes kept of each sha256


@dataclass(frozen=True)
class Print:
    """The fingerprint of one tensor."""

    digest: bytes
    blocks: tuple[bytes, ...]
    mean: float
    deviation: float
    low: float
    high: float
    bad: int  # values that are NaN or infinite

    @property
    def constant(self) -> bool:
        return self.low == self.high


def block_rows(tensor: Tensor) -> int:
    """Rows in one digested block; depends on the width alone."""
    return max(ROWS, -(-SMALL // max(tensor.columns, 1)))


def scan(model: Model, said: Callable[[int, Tensor], None]) -> list[Print]:
    """A print of each tensor, in order; ``said`` hears how many bytes were just read."""
    buffers = _Buffers()
    return [_print(t, buffers, said) for t in model.tensors]


class _Buffers:
    """Allocated once: fresh pages cost more than the arithmetic."""

    def __init__(self):
        self.wide = np.empty(CHUNK, np.float32)
        self.narrow = np.empty(CHUNK, np.uint16)


class _Moments:
    def __init__(self):
        self.count = self.bad = 0
        self.total = self.squares = 0.0
        self.low, self.high = math.inf, -math.inf

    def add(self, values):
        squares = float(np.dot(values, values))
        if not math.isfinite(squares):
            values = self._finite(values)
            squares = float(np.dot(values.astype(np.float64), values))
        if len(values):
            self.count += len(values)
            self.total += float(values.sum())
            self.squares += squares
            self.low = min(self.low, float(values.min()))
            self.high = max(self.high, float(values.max()))

    def _finite(self, values):
        good = np.isfinite(values)
        self.bad += len(values) - int(good.sum())
        return values[good]


def _print(tensor, buffers, said):
    moments, digests = _Moments(), _Digests(block_rows(tensor) * tensor.columns)
    for raw in blocks(tensor):
        digests.add(*_digested(raw, tensor.dtype, buffers, moments))
        said(len(raw), tensor)
    mean = moments.total / moments.count if moments.count else 0.0
    variance = moments.squares / moments.count - mean * mean if moments.count else 0.0
    found = digests.closed()
    whole = hashlib.sha256(repr(tensor.shape).encode() + b"".join(found)).digest()[:DIGEST]
    deviation = math.sqrt(max(variance, 0.0))
    return Print(whole, found, mean, deviation, moments.low, moments.high, moments.bad)


def _digested(raw, dtype, buffers, moments):
    """What is hashed of ``raw``, and its bits per element; the moments are told on the way."""
    if not dtypes.numeric(dtype):
        return raw, dtypes.BITS[dtype]
    count = len(raw) * 8 // dtypes.BITS[dtype]
    wide = dtypes.widen(raw, dtype, buffers.wide[:count])
    moments.add(wide)
    if dtype == "BF16" or dtype not in dtypes.FLOATS:
        return raw, dtypes.BITS[dtype]
    return dtypes.to_bfloat16(wide, buffers.narrow[:count]).view(np.uint8), 16


class _Digests:
    """sha256 of each run of ``size`` elements, whatever pieces they arrive in."""

    def __init__(self, size):
        self.size, self.left = size, size
        self.found, self.current = [], None

    def add(self, data, bits):
        elements, at = len(data) * 8 // bits, 0
        while at < elements:
            step = min(self.left, elements - at)
            self.current = self.current or hashlib.sha256()
            self.current.update(data[at * bits // 8 : (at + step) * bits // 8])
            at, self.left = at + step, self.left - step
            if not self.left:
                self._close()

    def _close(self):
        self.found.append(self.current.digest()[:DIGEST])
        self.current, self.left = None, self.size

    def closed(self):
        if self.current:
            self._close()
        return tuple(self.found)


def observations(model: Model, prints: list[Print]) -> list[Note]:
    """Values that are no numbers, and matrices that hold a single one."""
    pairs = list(zip(model.tensors, prints, strict=True))
    bad = [(t.name, p.bad) for t, p in pairs if p.bad]
    flat = [t.name for t, p in pairs if t.matrix and p.constant]
    notes = []
    if bad:
        count = sum(n for _, n in bad)
        facts = {"count": count, "tensors": len(bad), "tensor": bad[0][0]}
        notes.append(Note("values_not_finite", facts))
    if flat:
        notes.append(Note("tensors_constant", {"count": len(flat), "tensor": flat[0]}))
    return notes


def model_digest(model: Model, prints: list[Print]) -> str:
    """One digest for all names, shapes and numbers, whatever the shards."""
    rows = sorted(
        (t.name, t.shape, p.digest.hex()) for t, p in zip(model.tensors, prints, strict=True)
    )
    return hashlib.sha256(repr(rows).encode()).hexdigest()
