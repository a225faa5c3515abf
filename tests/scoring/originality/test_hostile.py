"""Files that lie: each is refused in words, quickly, and nothing in them is run."""

import io
import json
import os
import pickle
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest

from scoring import originality
from scoring.originality import fault_words, note_words, package
from scoring.originality.__main__ import main
from tests.scoring.originality import forge

ROW = {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}
DATA = b"\0" * 16


def file_of(table, data=DATA, length=None):
    header = table if isinstance(table, bytes) else json.dumps(table).encode()
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def with_row(**lies):
    return file_of({"a": ROW | lies})


def zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data.pkl", pickle.dumps({"a": 1}))
    return buffer.getvalue()


LIES = {
    "file_empty": b"",
    "file_too_short": b"\x01\0\0",
    "is_zip": zipped(),
    "is_pickle": pickle.dumps({"weights": list(range(50))}),
    "is_gzip": b"\x1f\x8b\x08" + b"\0" * 40,
    "is_lfs_pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    "header_too_long": file_of({"a": ROW}, length=2 << 30),
    "header_beyond_file": file_of({"a": ROW}, length=5000),
    "header_no_object": file_of(b'["a"]   ', DATA),
    "header_json_invalid": file_of(b'{"a": nul}', DATA),
    "header_json_not_utf8": file_of(b'{"\xff": 1}', DATA),
    "header_json_too_deep": file_of(b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}"),
    "header_json_too_large": file_of(b'{"a":[' + b"[]," * 3_000_000 + b"[]]}"),
    "header_json_duplicate_key": file_of(b'{"a": 1, "a": 2}', DATA),
    "metadata_malformed": file_of({"__metadata__": {"a": 1}, "a": ROW}),
    "tensor_name_malformed": file_of({"a\n": ROW}),
    "tensor_malformed": with_row(extra=1),
    "dtype_unknown": with_row(dtype="F99"),
    "shape_malformed": with_row(shape=[-2, -2]),
    "offsets_malformed": with_row(data_offsets=[0, 1e400]) and with_row(data_offsets=[0.0, 16]),
    "offsets_outside": with_row(data_offsets=[0, 1 << 40], shape=[1 << 38]),
    "bytes_disagree": with_row(shape=[1 << 62, 1 << 62]),
    "offsets_overlap": file_of({"a": ROW, "b": ROW}),
    "offsets_hole": file_of({"a": ROW | {"data_offsets": [4, 20]}}, b"\0" * 20),
    "bytes_behind": file_of({"a": ROW}, DATA + b"PK"),
    "no_tensors": file_of({}, b""),
}


def refusal(folder):
    with pytest.raises(originality.BadPackage) as caught:
        package.open_package(folder)
    assert str(caught.value)
    assert originality.say(caught.value, "ko") != str(caught.value)
    return caught.value.code


@pytest.mark.parametrize("code", LIES)
def test_a_lying_file_is_refused_in_words(tmp_path, code):
    (tmp_path / "model.safetensors").write_bytes(LIES[code])

    assert refusal(tmp_path) == code


@pytest.mark.parametrize("code", LIES)
def test_a_lying_file_is_an_answer_of_the_command(tmp_path, code):
    suspect, out = tmp_path / "suspect", tmp_path / "out.json"
    suspect.mkdir()
    (suspect / "model.safetensors").write_bytes(LIES[code])
    reference = forge.save(tmp_path / "reference", forge.vision(1))

    assert main(["compare", str(suspect), str(reference), "--json", str(out), "--quiet"]) == 0
    report = json.loads(out.read_text(), parse_constant=pytest.fail)
    assert (report["verdict"], report["fault"]["code"]) == ("rejected", code)


def test_a_byte_order_mark_is_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(file_of(b"\xef\xbb\xbf{}", DATA))

    assert refusal(tmp_path) == "header_no_object"


def test_a_truncated_file_is_refused(tmp_path):
    whole = forge.shard(forge.vision(1))
    (tmp_path / "model.safetensors").write_bytes(whole[:-100])

    assert refusal(tmp_path) == "offsets_outside"


def test_a_header_of_lists_costs_bounded_memory(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(file_of(b'{"a":[' + b"[]," * 20_000_000 + b"[]]}"))

    tracemalloc.start()
    refusal(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 150 << 20


def indexed(folder, shards):
    forge.save(folder, forge.vision(1))
    table = {"weight_map": dict(enumerate(shards)) if isinstance(shards, list) else shards}
    (folder / "model.safetensors.index.json").write_text(json.dumps(table))
    return folder


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("gone.safetensors", "shard_missing"),
        ("../model.safetensors", "shard_escapes"),
        ("/etc/passwd", "shard_escapes"),
        ("a/b.safetensors", "shard_escapes"),
        ("config.json", "shard_escapes"),
        ("model.safetensors", "index_disagrees"),
    ],
)
def test_an_index_that_lies_is_refused(tmp_path, file, code):
    assert refusal(indexed(tmp_path, {"no.such.tensor": file})) == code


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"weight_map": {"a": 1}}', b"\xff"])
def test_an_index_that_is_none_is_refused(tmp_path, body):
    forge.save(tmp_path, forge.vision(1))
    (tmp_path / "model.safetensors.index.json").write_bytes(body)

    assert refusal(tmp_path) == "index_malformed"


def test_links_that_leave_and_pipes_are_refused(tmp_path):
    secret = tmp_path / "secret.safetensors"
    secret.write_bytes(forge.shard(forge.vision(1)))
    for name, make, code in (
        ("leaves", lambda p: p.symlink_to(secret), "link_leaves"),
        ("nowhere", lambda p: p.symlink_to("gone"), "link_broken"),
        ("itself", lambda p: p.symlink_to(p), "link_broken"),
        ("pipe", os.mkfifo, "not_regular"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        make(folder / "model.safetensors")
        assert refusal(folder) == code, name


def test_a_config_that_is_a_pipe_is_left_alone(tmp_path):
    os.mkfifo(forge.save(tmp_path / "m", forge.vision(1)) / "config.json")

    model = package.open_package(tmp_path / "m")

    assert {n.code for n in model.notes} == {"not_examined", "config_missing"}


def test_one_tensor_in_two_shards_is_refused(tmp_path):
    for file in ("a.safetensors", "b.safetensors"):
        (tmp_path / file).write_bytes(forge.shard(forge.vision(1)))

    assert refusal(tmp_path) == "tensor_twice"


def test_weights_in_pickles_alone_are_refused(tmp_path):
    (tmp_path / "pytorch_model.bin").write_bytes(zipped())

    assert refusal(tmp_path) == "no_safetensors"


def test_a_folder_that_is_not_there_is_our_fault(tmp_path):
    with pytest.raises(FileNotFoundError):
        package.open_package(tmp_path / "gone")
    assert main(["compare", str(tmp_path / "gone"), str(tmp_path), "--quiet"]) == 2


def test_code_in_a_package_is_not_run(tmp_path):
    folder = forge.save(tmp_path / "m", forge.vision(1), config={"auto_map": {"AutoModel": "m.M"}})
    (folder / "m.py").write_text("raise SystemExit('run')")

    assert "code_not_run" in {n.code for n in package.open_package(folder).notes}


def test_a_config_that_contradicts_the_weights_is_noted(tmp_path):
    suspect = forge.save(tmp_path / "s", forge.language(1), config=forge.config(hidden_size=4096))
    reference = originality.Reference("r", forge.save(tmp_path / "r", forge.language(2)))

    report = originality.assess(suspect, [reference])

    assert report.verdict == "no_evidence"
    notes = [n for n in report.notes if n.code == "config_contradicts"]
    assert [(n.facts["key"], n.facts["found"]) for n in notes] == [("hidden_size", 64)]


def test_numbers_that_are_none_are_reported_and_harmless(tmp_path):
    weights = forge.language(1)
    weights["model.layers.0.mlp.up_proj.weight"][3, :5] = [np.nan, np.inf, -np.inf, np.nan, 1e38]
    weights["lm_head.weight"] = np.ones_like(weights["lm_head.weight"])
    suspect = forge.save(tmp_path / "s", weights)
    reference = originality.Reference("r", forge.save(tmp_path / "r", weights))

    report = originality.assess(suspect, [reference])

    codes = {n.code: n.facts["count"] for n in report.notes if "count" in n.facts}
    assert codes == {"values_not_finite": 4, "tensors_constant": 1}
    head = next(r for r in report.components if r.component == "head")
    assert head.verdict == "no_evidence"
    json.dumps(report.as_dict(), allow_nan=False)


def test_a_hundred_thousand_tensors_are_read(tmp_path):
    row = {"dtype": "F32", "shape": [1]}
    table = {f"t{i}": row | {"data_offsets": [4 * i, 4 * i + 4]} for i in range(100_000)}
    (tmp_path / "model.safetensors").write_bytes(file_of(table, b"\0" * 400_000))

    assert len(package.open_package(tmp_path).tensors) == 100_000


def test_an_unreadable_reference_is_rejected_and_no_more(tmp_path):
    suspect = forge.save(tmp_path / "s", forge.vision(1))
    bad, good = tmp_path / "bad", forge.save(tmp_path / "good", forge.vision(2))
    bad.mkdir()
    (bad / "model.safetensors").write_bytes(LIES["is_zip"])
    broken, sound = originality.Reference("bad", bad), originality.Reference("good", good)

    both = originality.assess(suspect, [broken, sound])
    alone = originality.assess(suspect, [broken])

    assert {(r.reference, r.verdict) for r in both.components} == {
        ("bad", "rejected"),
        ("good", "no_evidence"),
    }
    assert (both.verdict, alone.verdict) == ("no_evidence", "rejected")


def test_every_code_is_said_in_two_languages():
    for english, korean in (*fault_words.FAULTS.values(), *note_words.NOTES.values()):
        assert english.isascii() or "“" in english or "—" in english
        assert any("가" <= c <= "힣" for c in korean)
