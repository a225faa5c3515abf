import io
import struct

import lz4.frame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams.hub import xet


def packed(data, scheme):
    body = data
    if scheme == xet.GROUPED:
        body = b"".join(data[offset::4] for offset in range(4))
    if scheme:
        body = lz4.frame.compress(body)
    head = bytes([0]) + len(body).to_bytes(3, "little") + bytes([scheme])
    return head + len(data).to_bytes(3, "little") + body


def word(number):
    return struct.pack("<4Q", number, 0, 0, number)


def shard(*files, end=xet.END):
    """``files``: (sha256 as 32 bytes or None, [(xorb, size, first, last)])."""
    out = bytes(48)
    for sha256, terms in files:
        flags = xet.VERIFIED | (xet.HAS_SHA256 if sha256 else 0)
        out += bytes(32) + struct.pack("<IIQ", flags, len(terms), 0)
        for xorb, size, first, last in terms:
            out += word(xorb) + struct.pack("<4I", 0, size, first, last)
        out += bytes(48 * len(terms))
        if sha256:
            out += sha256 + bytes(16)
    return io.BytesIO(out + end + bytes(16))


@given(st.binary(min_size=1, max_size=3000), st.sampled_from([xet.PLAIN, xet.LZ4, xet.GROUPED]))
def test_a_chunk_comes_out_as_it_went_in(data, scheme):
    xorb = io.BytesIO(packed(b"before", 0) + packed(data, scheme) + packed(b"after", 1))

    assert list(xet.chunks(xorb, 1, 2)) == [data]


def test_a_file_is_put_together_from_runs_of_several_xorbs():
    xorbs = {
        xet.name(word(1)): packed(b"aa", 0) + packed(b"bb", 1) + packed(b"cccc", 2),
        xet.name(word(2)): packed(b"dd", 0),
    }
    named = shard((b"\x01" * 32, [(1, 6, 1, 3), (2, 2, 0, 1)]), (None, [(2, 2, 0, 1)]))

    recipes = list(xet.recipes(named))

    assert [(r.sha256, r.size) for r in recipes] == [("01" * 32, 8)]
    pieces = xet.plain(recipes[0], lambda name: io.BytesIO(xorbs[name]))
    assert b"".join(pieces) == b"bbccccdd"


def test_what_does_not_fit_is_damaged():
    whole = packed(b"abcd", 1)
    lying = whole[:5] + (2).to_bytes(3, "little") + whole[8:]
    for xorb in (whole[:-1], lying, whole[:4] + b"\x07" + whole[5:], packed(b"", 0)[:5]):
        with pytest.raises(xet.Damaged):
            list(xet.chunks(io.BytesIO(xorb), 0, 1))
    with pytest.raises(xet.Damaged):
        list(xet.chunks(io.BytesIO(whole), 0, 2))
    with pytest.raises(xet.Damaged):
        list(xet.recipes(shard((b"\x01" * 32, [(1, 1, 5, 3)]))))
    with pytest.raises(xet.Damaged):
        list(xet.recipes(shard((b"\x01" * 32, [(1, 1, 0, 1)]), end=b"")))


def test_a_chunk_that_would_swell_is_stopped_at_its_named_size():
    bomb = lz4.frame.compress(bytes(200 * 2**20))
    head = bytes([0]) + len(bomb).to_bytes(3, "little") + bytes([1]) + (10).to_bytes(3, "little")

    with pytest.raises(xet.Damaged, match="11 bytes where 10"):
        list(xet.chunks(io.BytesIO(head + bomb), 0, 1))
