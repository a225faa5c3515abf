import gzip
import io
import json
import pickle
import struct
import tarfile
import zipfile

import pytest
import zstandard
from django.utils import translation

from accounts.errors import RuleBroken
from teams import contents
from tests.factories.teams import weights


def judged(data, block=100_000):
    """The format of ``data`` when it arrives in blocks."""
    inspection = contents.Inspection(len(data))
    for at in range(0, len(data), block):
        inspection.feed(data[at : at + block])
    return inspection.close()


def refused(data, **how):
    with translation.override("en"), pytest.raises(RuleBroken) as caught:
        judged(data, **how)
    with translation.override("en"):
        return str(caught.value)


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("data.pkl", b"x")
    return out.getvalue()


def tarred():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO(b""))
    return out.getvalue()


def sentencepiece(pieces=300):
    """A ModelProto as its library writes it: pieces, then a trainer's settings."""
    out = b""
    for number in range(pieces):
        text = f"\u2581{number}".encode()
        piece = b"\x0a" + bytes([len(text)]) + text + b"\x15" + struct.pack("<f", -number)
        out += b"\x0a" + bytes([len(piece)]) + piece
    return out + b"\x12\x02\x18\x01" + b"\x1a\x02\x0a\x00"


def test_what_is_allowed_is_told_from_the_bytes():
    text = "가나다 abc\n".encode() * 20_000

    assert judged(b"") == "text"
    assert judged(text, block=7777) == "text"
    assert judged(weights(bytes(100_000))) == "safetensors"
    assert judged(sentencepiece()) == "sentencepiece"
    assert judged(gzip.compress(text)) == "gzip"
    assert judged(zstandard.ZstdCompressor(write_checksum=True).compress(text)) == "zstd"


@pytest.mark.parametrize("block", [1, 3, 1000, 10**6])
def test_blocks_may_fall_anywhere(block):
    text = "한글과 🙂 그림\n".encode() * 300
    streamed = io.BytesIO()
    with zstandard.ZstdCompressor().stream_writer(streamed, closefd=False) as out:
        out.write(text * 20)

    assert judged(text, block=block) == "text"
    assert judged(streamed.getvalue(), block=block) == "zstd"
    assert judged(gzip.compress(text), block=block) == "gzip"


def test_pickles_are_refused_whatever_they_are_called():
    thing = {"weight": list(range(50)), "run": print}

    for protocol in range(6):
        assert "pickle" in refused(pickle.dumps(thing, protocol)), protocol


def test_archives_are_refused_by_name():
    assert "ZIP" in refused(zipped())
    assert "TAR" in refused(tarred())
    assert "archive" in refused(gzip.compress(tarred()))
    assert "archive" in refused(zstandard.compress(tarred()))
    assert "archive" in refused(gzip.compress(zipped()))
    assert "GGUF" in refused(b"GGUF\x03\0\0\0" + bytes(100))
    assert "unknown" in refused(bytes(range(256)) * 10)


def test_prose_that_begins_like_a_pickle_is_still_prose():
    for words in [
        "I am.",
        "N.",
        "(a) first\n(b) second\n",
        "cat\ndog\nelephant\n",
        "abc",
        "0\n1\n2\n",
    ]:
        assert judged(words.encode()) == "text", words


def test_text_must_be_text_to_its_last_byte():
    good = b"a" * 100_000

    assert "UTF-8" in refused(good + b"\xff")
    assert "UTF-8" in refused(good + b"\0")
    assert "UTF-8" in refused(good + "가".encode()[:2])


def test_a_compressed_log_is_one_whole_stream():
    log = gzip.compress(b"step 1\n" * 1000)
    frame = zstandard.compress(b"step 1\n" * 1000)

    assert "follows" in refused(log + log)
    assert "follows" in refused(log + b"x")
    assert "cut off" in refused(log[:-10])
    assert "follows" in refused(frame + frame)
    assert "cut off" in refused(frame[:-3])
    assert "damaged" in refused(b"\x1f\x8b\x08\x00" + b"\xff" * 500)


def test_a_bomb_is_never_expanded_beyond_the_bound():
    gzip_bomb = gzip.compress(bytes(50) + b"\n" * (200 * 2**20))
    zstd_bomb = zstandard.compress(b"\n" * (200 * 2**20))

    assert "UTF-8" in refused(gzip_bomb)
    assert judged(zstd_bomb) == "zstd"
    assert judged(gzip.compress(b"\n" * (200 * 2**20))) == "gzip"


def header(told, data=b""):
    text = told if isinstance(told, bytes) else json.dumps(told).encode()
    return struct.pack("<Q", len(text)) + text + data


def tensor(start, stop, dtype="U8"):
    return {"dtype": dtype, "shape": [stop - start], "data_offsets": [start, stop]}


def test_damaged_weights_are_refused_with_the_reason():
    whole = weights(bytes(1000))

    assert "describes 1000 bytes of data, the file holds 990" in refused(whole[:-10])
    assert "claims 2000000000 bytes" in refused(struct.pack("<Q", 2 * 10**9) + b'{"a": 1}')
    assert "not JSON" in refused(header(b"{" + b"x" * 20))
    assert "not JSON" in refused(header(b'{"a":' + b"[" * 100_000))
    assert "not JSON" in refused(header(b'{"a":1,"a":2}'))
    assert "overlap or leave a hole" in refused(header({"a": tensor(2, 4)}, bytes(4)))
    overlapping = {"a": tensor(0, 4), "b": tensor(2, 6)}
    assert "overlap or leave a hole" in refused(header(overlapping, bytes(6)))
    assert "do not fit" in refused(header({"a": tensor(0, 4, "F32")}, bytes(4)))
    assert "do not fit" in refused(header({"a": tensor(0, -4)}, bytes(4)))
    assert "do not fit" in refused(header({"a": {"dtype": "U8"}}, bytes(4)))


def test_a_header_claiming_two_gigabytes_is_refused_from_the_first_bytes():
    with translation.override("en"), pytest.raises(RuleBroken, match="claims 2000000000"):
        contents.announced(struct.pack("<Q", 2 * 10**9) + b'{"a"' + bytes(500), 3 * 10**9)
