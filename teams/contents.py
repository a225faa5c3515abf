"""What handed-in bytes may be, told from the bytes alone; the extension says nothing.

``announced`` judges the first bytes (the client sends 512 before anything else);
``Inspection`` is fed the whole content once, in blocks, and keeps a bounded part of it.
"""

import pickletools
import re
import struct
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleBroken
from teams import streams, weights

HEAD = 64 * 1024  # bytes kept to be judged
SENTENCEPIECE_LIMIT = 32 * 2**20
STRANGE = bytes({*range(32)} - set(b"\t\n\r\f\b\x1b"))  # controls no text needs
NAMED = (  # first bytes, at which place, what that is
    (b"PK\x03\x04", 0, _("a ZIP archive (PyTorch .bin and .pt files are ZIP archives of pickles)")),
    (b"PK\x05\x06", 0, _("a ZIP archive")),
    (b"PK\x07\x08", 0, _("a ZIP archive")),
    (b"ustar", 257, _("a TAR archive")),
    (b"7z\xbc\xaf\x27\x1c", 0, _("a 7z archive")),
    (b"Rar!\x1a\x07", 0, _("a RAR archive")),
    (b"\xfd7zXZ\x00", 0, _("an xz stream")),
    (b"1AY&SY", 4, _("a bzip2 stream")),
    (b"\x04\x22\x4d\x18", 0, _("an LZ4 stream")),
    (b"GGUF", 0, _("a GGUF file")),
    (b"\x93NUMPY", 0, _("a NumPy array")),
    (b"\x89HDF\r\n\x1a\n", 0, _("an HDF5 file")),
    (b"\x7fELF", 0, _("a program")),
    (b"MZ\x90\x00", 0, _("a program")),
    (b"%PDF-", 0, _("a PDF (documents are handed in on the page of the submission)")),
)
PICKLE = _("a pickle, which runs code when it is opened")


def announced(head: bytes, size: int) -> str:
    """The permitted format (a ``Blob.Format``) that these first bytes announce, or RuleBroken."""
    if what := _named(head):
        raise _not_allowed(what)
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return "zstd"
    if _is_text(head, whole=len(head) >= size):
        return "text"
    if head[8:9] == b"{":
        weights.header_length(head, size)
        return "safetensors"
    if head[:1] == b"\x0a" and head[2:3] == b"\x0a":
        return "sentencepiece"
    raise _not_allowed(_("of an unknown kind"))


def _named(head):
    for magic, at, what in NAMED:
        if head[at : at + len(magic)] == magic:
            return what
    return PICKLE if _is_pickle(head) else None


def _not_allowed(what):
    return RuleBroken(
        _(
            "The content is %(what)s. Allowed are safetensors, UTF-8 text, a SentencePiece"
            " model, and single .zst or .gz streams of text."
        ),
        what=what,
    )


def _is_pickle(head):
    """Protocol 2 and later say so; 0 and 1 are recognised by running their grammar, not them."""
    if head[:1] == b"\x80" and head[1:2] in b"\x02\x03\x04\x05":
        return True
    names = []
    try:
        for opcode, _argument, _at in pickletools.genops(head):
            names.append(opcode.name)
    except (ValueError, IndexError, struct.error) as error:
        if "unknown" in str(error):  # an opcode there is none of; the others say: cut off
            return False
        ended = False
    else:
        ended = True
    acts = {"GLOBAL", "INST", "REDUCE", "PUT", "BINPUT", "BUILD"}.intersection(names)
    return bool(acts) and (ended or len(names) >= 12)


def _is_text(block, *, whole):
    """UTF-8 without control characters; the end may be cut inside a character."""
    if block.translate(None, STRANGE) != block:
        return False
    try:
        block.decode()
    except UnicodeDecodeError as error:
        return not whole and error.reason == "unexpected end of data"
    return True


class Inspection:
    """Feed every block of a content of ``size`` bytes, then ``close`` for its format.

    RuleBroken as soon as the content is not what it announced. Keeps at most a head, a
    safetensors header or a SentencePiece model in memory.
    """

    def __init__(self, size: int):
        self.size, self.head = size, b""
        self.check: Any = None

    def feed(self, block: bytes):
        if self.check is not None:
            return self.check.feed(block)
        self.head += block
        if len(self.head) >= HEAD:
            self._begin()

    def close(self) -> str:
        if self.check is None:
            self._begin()
        self.check.close()
        return self.format

    def _begin(self):
        self.format = announced(self.head, self.size)
        self.check = CHECKS[self.format](self.size)
        self.check.feed(self.head)
        self.head = b""


class Text:
    """UTF-8 to the last byte."""

    def __init__(self, size):
        self.rest = b""

    def feed(self, block):
        block = self.rest + block
        cut = len(block) - _unfinished(block)
        self.rest = block[cut:]
        if not _is_text(block[:cut], whole=True):
            raise _not_allowed(_("not UTF-8 text to its end"))

    def close(self):
        if self.rest:
            raise _not_allowed(_("not UTF-8 text to its end"))


def _unfinished(block):
    """How many bytes at the end begin a character that goes on in the next block."""
    for back in range(1, min(4, len(block)) + 1):
        byte = block[-back]
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back < length else 0
        if byte < 0x80:
            return 0
    return 0


class SentencePiece:
    """A ModelProto: fields 1 to 5, each with its length, the first of them pieces."""

    def __init__(self, size):
        self.model = bytearray()
        if size > SENTENCEPIECE_LIMIT:
            raise _not_allowed(_("of an unknown kind"))

    def feed(self, block):
        self.model += block

    def close(self):
        at, fields = 0, []
        while at < len(self.model):
            found = re.compile(rb"([\x0a\x12\x1a\x22\x2a])([\x80-\xff]{0,4}[\x00-\x7f])").match(
                self.model, at
            )
            if not found:
                raise _not_allowed(_("of an unknown kind"))
            fields.append(found[1])
            at = found.end() + _varint(found[2])
        if at != len(self.model) or fields[:1] != [b"\x0a"] or b"\x12" not in fields:
            raise _not_allowed(_("of an unknown kind"))


def _varint(digits):
    return sum((digit & 0x7F) << 7 * place for place, digit in enumerate(digits))


CHECKS = {
    "text": Text,
    "sentencepiece": SentencePiece,
    "safetensors": weights.Safetensors,
    "zstd": lambda size: streams.Zstd(Text),
    "gzip": lambda size: streams.Gzip(Text),
}
