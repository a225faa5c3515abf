"""Compressed logs: one Zstandard frame or one gzip member, holding text.

Nothing is expanded without a bound: of gzip the first 64 MiB that come out, of Zstandard the
first few blocks; a Zstandard frame is walked by its block heads to its end without expanding.
"""

import io
import zlib

import zstandard
from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleBroken

EXPANDED = 64 * 2**20  # bytes that may come out of a gzip stream while it is judged
STEP = 2**20  # bytes that come out at once
GLANCE = 4096  # bytes of expanded Zstandard that are read
TAR = slice(257, 262)


class Gzip:
    """Inflate with a bound; nothing may follow the one member."""

    def __init__(self, text):
        self.inner, self.engine, self.came = text(0), zlib.decompressobj(31), 0
        self.start = b""

    def feed(self, block):
        while block and self.came < EXPANDED:
            if self.engine.eof:
                raise _broken(_("more follows after the end of the stream"))
            self._take(self._step(block))
            block = self.engine.unconsumed_tail or self.engine.unused_data

    def close(self):
        if self.came < EXPANDED and not self.engine.eof:
            raise _broken(_("the stream is cut off"))

    def _step(self, block):
        try:
            return self.engine.decompress(block, STEP)
        except zlib.error as error:
            raise _broken(_("the stream is damaged")) from error

    def _take(self, out):
        if len(self.start) < 512:
            self.start += out[:512]
            _refuse_archive(self.start)
        self.came += len(out)
        self.inner.feed(out)


class Zstd:
    """Walk frame head, block heads and checksum; glance at what comes out first."""

    def __init__(self, text):
        self.text, self.reader, self.need, self.skip = text, self._magic, 5, 0
        self.pending, self.started = bytearray(), False

    def feed(self, block):
        if not self.started:
            self.started = True
            self._glance(block)
        at = 0
        while at < len(block):
            if self.skip:
                step = min(self.skip, len(block) - at)
                self.skip, at = self.skip - step, at + step
                continue
            step = min(self.need - len(self.pending), len(block) - at)
            self.pending += block[at : at + step]
            at += step
            if len(self.pending) == self.need:
                told, self.pending = bytes(self.pending), bytearray()
                self.reader(told)

    def close(self):
        if self.reader != self._after or self.skip or self.pending:
            raise _broken(_("the stream is cut off"))

    def _magic(self, told):
        """Magic and descriptor, which says how long the rest of the frame head is."""
        descriptor = told[4]
        single = descriptor >> 5 & 1
        self.checksum = 4 * (descriptor >> 2 & 1)
        content = (single, 2, 4, 8)[descriptor >> 6]
        self.skip = (0 if single else 1) + (0, 1, 2, 4)[descriptor & 3] + content
        self.reader, self.need = self._block, 3

    def _block(self, told):
        head = int.from_bytes(told, "little")
        last, kind, size = head & 1, head >> 1 & 3, head >> 3
        if kind == 3:
            raise _broken(_("the stream is damaged"))
        self.skip = 1 if kind == 1 else size
        if last:
            self.skip += self.checksum
            self.reader, self.need = self._after, 1

    def _after(self, told):
        raise _broken(_("more follows after the end of the stream"))

    def _glance(self, head):
        try:
            out = zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(io.BytesIO(head))
            seen = out.read(GLANCE)
        except zstandard.ZstdError as error:
            raise _broken(_("the stream is damaged")) from error
        _refuse_archive(seen)
        self.text(0).feed(seen)


def _refuse_archive(seen):
    if seen[TAR] == b"ustar" or seen[:2] == b"PK" or seen[:1] == b"\x80":
        raise _broken(_("it holds an archive or a pickle, not text"))


def _broken(why):
    return RuleBroken(_("The compressed log is not accepted: %(why)s."), why=why)
