"""Whether bytes are a safetensors file whose header and length agree. Nothing is loaded.

The examination reads the same files far more closely; the door refuses what cannot be meant:
a truncated file, a header that lies about its length, offsets with holes or past the end.
"""

import json
import math

from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleBroken

HEADER_LIMIT = 100 * 10**6  # bytes; the format's own limit
PARSED = 4 * 2**20  # longer headers are left to the examination: the door stays small
WIDTHS = {"BOOL": 1, "U8": 1, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1, "I16": 2, "U16": 2, "F16": 2}
WIDTHS |= {"BF16": 2, "I32": 4, "U32": 4, "F32": 4, "I64": 8, "U64": 8, "F64": 8}


def header_length(head: bytes, size: int) -> int:
    """Bytes of the header, as the first eight say, if a file of ``size`` bytes can hold it."""
    length = int.from_bytes(head[:8], "little")
    if length > HEADER_LIMIT or 8 + length > size:
        raise _damaged(
            _("its header claims %(length)s bytes, the file has %(size)s"), length=length, size=size
        )
    return length


def check(header: bytes, data: int) -> None:
    """The header describes exactly ``data`` bytes, without holes or overlaps."""
    end = 0
    for name, tensor in sorted(_tensors(header).items(), key=_offset):
        start, stop = _span(name, tensor)
        if start != end or stop < start:
            raise _damaged(_("the data of “%(name)s” overlap or leave a hole"), name=name[:100])
        end = stop
    if end != data:
        raise _damaged(
            _("its header describes %(end)s bytes of data, the file holds %(data)s"),
            end=end,
            data=data,
        )


class Safetensors:
    """Keeps the header (4 MiB at most) while the data pass by."""

    def __init__(self, size):
        self.size, self.header, self.length = size, bytearray(), None

    def feed(self, block):
        if self.length is None:
            self.length = header_length(block, self.size)
            self.wanted = 8 + self.length if self.length <= PARSED else 0
        if len(self.header) < self.wanted:
            self.header += block[: self.wanted - len(self.header)]

    def close(self):
        if self.wanted:
            check(bytes(self.header[8:]), self.size - self.wanted)


def _tensors(header):
    try:
        told = json.loads(header, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise _damaged(_("its header is not JSON, or names something twice")) from error
    if not isinstance(told, dict):
        raise _damaged(_("its header is not a JSON object"))
    told.pop("__metadata__", None)
    return told


def _once(pairs):
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a name stands twice")
    return told


def _offset(item):
    name, tensor = item
    return _span(name, tensor)


def _span(name, tensor):
    """Where the data of a tensor begin and end, if type, shape and offsets fit together."""
    try:
        start, stop = tensor["data_offsets"]
        shape, width = tensor["shape"], WIDTHS.get(tensor["dtype"])
        fits = all(type(n) is int and n >= 0 for n in (start, stop, *shape))
        fits = fits and (width is None or math.prod(shape) * width == stop - start)
    except (TypeError, KeyError, ValueError):
        fits = False
    if not fits:
        raise _damaged(_("type, shape and offsets of “%(name)s” do not fit"), name=name[:100])
    return start, stop


def _damaged(why, **facts):
    return RuleBroken(_("The safetensors file is damaged: %(why)s."), why=_Filled(why, facts))


class _Filled:
    """A reason that is put into words when the whole sentence is."""

    def __init__(self, words, facts):
        self.words, self.facts = words, facts

    def __str__(self):
        return str(self.words) % self.facts
