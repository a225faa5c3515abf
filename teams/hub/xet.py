"""The Xet road's two formats: a xorb is a row of packed chunks, a shard says which make which file.

Pure: files and bytes, no Django. Memory is bounded by one chunk. Every number in them comes
from a stranger, so each is checked before it is believed; ``Damaged`` says what was wrong.
"""

import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from lz4.frame import LZ4FrameDecompressor

XORB_LIMIT = 80 * 2**20  # bytes; 64 MiB of chunks and their heads are usual
SHARD_LIMIT = 256 * 2**20
CHUNK_LIMIT = 16 * 2**20  # three bytes hold no more
PLAIN, LZ4, GROUPED = 0, 1, 2
END = b"\xff" * 32
HEAD = 48
VERIFIED, HAS_SHA256 = 1 << 31, 1 << 30


class Damaged(Exception):
    """The bytes are not what the format says."""


class Term(NamedTuple):
    """A run of chunks: ``first`` (included) to ``last`` (not) of one xorb, ``size`` bytes plain."""

    xorb: str
    size: int
    first: int
    last: int


class Recipe(NamedTuple):
    """How one file is put together."""

    sha256: str
    terms: list[Term]

    @property
    def size(self):
        return sum(term.size for term in self.terms)


def recipes(shard: BinaryIO) -> Iterator[Recipe]:
    """Every file a shard names that says its SHA-256."""
    _exactly(shard, HEAD)
    while (head := _exactly(shard, HEAD))[:32] != END:
        flags, count = struct.unpack("<II", head[32:40])
        terms = [_term(_exactly(shard, HEAD)) for _ in range(count)]
        if flags & VERIFIED:
            for _ in range(count):
                _exactly(shard, HEAD)
        if flags & HAS_SHA256:
            yield Recipe(name(_exactly(shard, HEAD)[:32]), terms)


def name(digest: bytes) -> str:
    """How the protocol writes a hash: four little-endian words in hexadecimal."""
    return "".join(f"{word:016x}" for word in struct.unpack("<4Q", digest))


def plain(recipe: Recipe, opened: Callable[[str], BinaryIO]) -> Iterator[bytes]:
    """The bytes of a file, chunk by chunk, out of xorbs that ``opened`` finds by name."""
    for term in recipe.terms:
        xorb, came = opened(term.xorb), 0
        xorb.seek(0)
        for chunk in chunks(xorb, term.first, term.last):
            came += len(chunk)
            yield chunk
        if came != term.size:
            raise Damaged(f"xorb {term.xorb} gives {came} bytes where {term.size} were named")


def chunks(xorb: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    """Chunks ``first`` to ``last`` of a xorb, unpacked; the ones before are skipped."""
    for number in range(last):
        head = _exactly(xorb, 8)
        packed, scheme = int.from_bytes(head[1:4], "little"), head[4]
        size = int.from_bytes(head[5:8], "little")
        if number < first:
            xorb.seek(packed, 1)
            continue
        chunk = _unpacked(_exactly(xorb, packed), scheme, size)
        if len(chunk) != size:
            raise Damaged(f"chunk {number} has {len(chunk)} bytes where {size} were named")
        yield chunk


def _unpacked(data, scheme, size):
    if scheme == PLAIN:
        return data
    if scheme not in {LZ4, GROUPED}:
        raise Damaged(f"packing {scheme} is not known")
    try:
        flat = LZ4FrameDecompressor().decompress(data, max_length=size + 1)
    except (RuntimeError, ValueError) as error:
        raise Damaged(f"a chunk is not an LZ4 frame: {error}") from error
    return flat if scheme == LZ4 else _ungrouped(flat)


def _ungrouped(flat):
    """Bytes 0, 4, 8… came first, then 1, 5, 9…: put them back in turn."""
    out, at = bytearray(len(flat)), 0
    for offset in range(4):
        count = len(range(offset, len(flat), 4))
        out[offset::4] = flat[at : at + count]
        at += count
    return bytes(out)


def _term(entry):
    _flags, size, first, last = struct.unpack("<4I", entry[32:48])
    if first > last or last > 2**20:
        raise Damaged("a run of chunks ends before it begins")
    return Term(name(entry[:32]), size, first, last)


def _exactly(file, count):
    data = file.read(count)
    if len(data) != count:
        raise Damaged("the end is missing")
    return data
