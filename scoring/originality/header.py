"""The header of a safetensors file, believed only where it adds up.

Every refusal is a BadPackage; nothing is allocated by what the file claims.
"""

import math
import os
from dataclasses import dataclass

from scoring.originality import strict
from scoring.originality.dtypes import BITS
from scoring.originality.faults import BadPackage

HEADER_LIMIT = 100_000_000  # bytes, as in the format's own description
TENSORS = 400_000  # in one file
RANK = 16
NAME = 1_000  # characters
DISGUISES = {
    b"PK": "is_zip",
    b"\x80": "is_pickle",
    b"\x1f\x8b": "is_gzip",
    b"(\xb5/\xfd": "is_zstd",
    b"GGUF": "is_gguf",
    b"\x89HDF": "is_hdf5",
    b"\x93NUMPY": "is_numpy",
    b"<": "is_html",
    b"version https://git-lfs": "is_lfs_pointer",
}


@dataclass(frozen=True)
class Entry:
    """One tensor: where its bytes begin in the file, and how they are to be read."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int


def read(descriptor: int, size: int, file: str) -> list[Entry]:
    """The tensors of an open file of ``size`` bytes, in the order of their bytes."""
    start = os.pread(descriptor, 32, 0)
    if size == 0:
        raise BadPackage("file_empty", file=file)
    if size < 10:
        raise BadPackage(_disguise(start) or "file_too_short", file=file)
    length = int.from_bytes(start[:8], "little")
    _check_length(start, length, size, file)
    data = os.pread(descriptor, length, 8)
    if len(data) < length:
        raise BadPackage("file_truncated", file=file)
    return entries(data, 8 + length, size, file)


def _check_length(start, length, size, file):
    if length <= HEADER_LIMIT and 8 + length <= size and start[8:9] == b"{":
        return
    if disguise := _disguise(start):
        raise BadPackage(disguise, file=file)
    if length > HEADER_LIMIT:
        raise BadPackage("header_too_long", file=file, length=length, limit=HEADER_LIMIT)
    if 8 + length > size:
        raise BadPackage("header_beyond_file", file=file, length=length, size=size)
    raise BadPackage("header_no_object", file=file)


def _disguise(start):
    return next((code for magic, code in DISGUISES.items() if start.startswith(magic)), None)


def entries(data: bytes, base: int, size: int, file: str) -> list[Entry]:
    """Parse and check the header ``data``; tensor bytes lie from ``base`` to ``size``."""
    try:
        table = strict.parse(data)
    except strict.NotStrict as lie:
        raise BadPackage(f"header_{lie.code}", file=file, **lie.facts) from None
    if not isinstance(table, dict):
        raise BadPackage("header_no_object", file=file)
    _check_metadata(table.pop("__metadata__", {}), file)
    if len(table) > TENSORS:
        raise BadPackage("too_many_tensors", file=file, count=len(table), limit=TENSORS)
    found = [_entry(name, row, base, size, file) for name, row in table.items()]
    found.sort(key=lambda e: (e.begin, e.end))
    _check_cover(found, base, size, file)
    return found


def _check_metadata(metadata, file):
    if not isinstance(metadata, dict) or any(type(v) is not str for v in metadata.values()):
        raise BadPackage("metadata_malformed", file=file)


def _entry(name, row, base, size, file):
    where = {"file": file, "tensor": strict.shown(name)}
    if not name or len(name) > NAME or not name.isprintable():
        raise BadPackage("tensor_name_malformed", **where)
    if not isinstance(row, dict) or set(row) != {"dtype", "shape", "data_offsets"}:
        raise BadPackage("tensor_malformed", **where)
    dtype, shape, offsets = row["dtype"], row["shape"], row["data_offsets"]
    if type(dtype) is not str or dtype not in BITS:
        raise BadPackage("dtype_unknown", dtype=strict.shown(dtype, 40), **where)
    if not _counts(shape, RANK):
        raise BadPackage("shape_malformed", **where)
    if not _counts(offsets, 2) or len(offsets) != 2:
        raise BadPackage("offsets_malformed", **where)
    begin, end = offsets
    if begin > end or base + end > size:
        raise BadPackage("offsets_outside", begin=begin, end=end, size=size - base, **where)
    bits = math.prod(shape) * BITS[dtype]
    if bits != (end - begin) * 8:
        raise BadPackage("bytes_disagree", said=end - begin, needed=_bytes(bits), **where)
    return Entry(name, dtype, tuple(shape), base + begin, base + end)


def _bytes(bits):
    """For words only: a shape of absurd size is said as text, not as a number."""
    return -(-bits // 8) if bits < 2**63 else "2^63+"


def _counts(value, most):
    return (
        isinstance(value, list)
        and len(value) <= most
        and all(type(n) is int and 0 <= n < 2**63 for n in value)
    )


def _check_cover(found, base, size, file):
    """Every byte belongs to one tensor: no overlap, no hole, nothing behind."""
    at = base
    for entry in found:
        if entry.begin != at:
            code = "offsets_overlap" if entry.begin < at else "offsets_hole"
            raise BadPackage(code, file=file, tensor=strict.shown(entry.name))
        at = entry.end
    if at != size:
        raise BadPackage("bytes_behind", file=file, count=size - at)
