"""The unchanged client against the running server, on both of its roads."""

import os
import unicodedata

import pytest

from tests.factories.teams import weights
from tests.teams.conftest import contents, write

pytestmark = pytest.mark.django_db(transaction=True)
ROADS = [pytest.param(False, id="xet"), pytest.param(True, id="lfs")]


def package(seed=b"1", megabytes=3):
    return {
        "config.json": b'{"model_type": "llama"}',
        "README.md": "---\nlicense: mit\n---\n# 모형\n".encode(),
        "model-00001-of-00002.safetensors": weights(os.urandom(megabytes * 2**20)),
        "model-00002-of-00002.safetensors": weights(seed * 2**20),
        "문서/한글 이름.txt": "가나다".encode(),
        "empty.txt": b"",
    }


@pytest.mark.parametrize("lfs", ROADS)
def test_what_is_uploaded_comes_back_byte_for_byte(hub, tmp_path, lfs):
    sent = package()
    folder = write(tmp_path / "m", sent)

    up = hub.upload(folder, lfs=lfs)
    down = hub.download(tmp_path / "copy", lfs=lfs)

    assert (up.code, down.code) == (0, 0), up.said + down.said
    assert contents(tmp_path / "copy") == sent
    assert hub.submission.commits.count() == 1


@pytest.mark.parametrize("lfs", ROADS)
def test_an_unchanged_folder_makes_no_second_commit(hub, tmp_path, lfs):
    folder = write(tmp_path / "m", package())
    hub.upload(folder, lfs=lfs)

    again = hub.upload(folder, lfs=lfs)

    assert again.code == 0, again.said
    assert hub.submission.commits.count() == 1


@pytest.mark.parametrize("lfs", ROADS)
def test_a_changed_file_replaces_and_a_deleted_one_goes(hub, tmp_path, lfs):
    sent = package()
    folder = write(tmp_path / "m", sent)
    hub.upload(folder, lfs=lfs)
    sent["config.json"] = b'{"model_type": "qwen2"}'
    sent["model-00002-of-00002.safetensors"] = weights(b"other" * 300_000)
    del sent["empty.txt"]
    (folder / "empty.txt").unlink()
    write(folder, sent)

    up = hub.upload(folder, "--delete", "*", lfs=lfs)
    hub.download(tmp_path / "copy", lfs=lfs)

    assert up.code == 0, up.said
    assert contents(tmp_path / "copy") == sent


def test_one_road_continues_what_the_other_began(hub, tmp_path):
    sent = package()
    folder = write(tmp_path / "m", sent)
    hub.upload(folder)

    again = hub.upload(folder, lfs=True, home="other")

    assert again.code == 0
    assert hub.submission.commits.count() == 1


def test_a_large_file_goes_in_parts(hub, tmp_path):
    sent = {"model.safetensors": weights(os.urandom(150 * 2**20))}
    folder = write(tmp_path / "m", sent)

    up = hub.upload(folder, lfs=True)
    hub.download(tmp_path / "copy", lfs=True)

    assert up.code == 0, up.said
    assert contents(tmp_path / "copy") == sent
    assert not hub.submission.uploads.exists()


def test_two_hundred_megabytes_on_the_road_the_client_takes_by_itself(hub, tmp_path):
    sent = {"model.safetensors": weights(os.urandom(200 * 2**20))}
    folder = write(tmp_path / "m", sent)

    up = hub.upload(folder)
    hub.download(tmp_path / "copy")

    assert up.code == 0, up.said
    assert contents(tmp_path / "copy") == sent


def test_hangul_taken_apart_is_kept_put_together(hub, tmp_path):
    apart = unicodedata.normalize("NFD", "한글.txt")
    folder = write(tmp_path / "m", {apart: b"1"})

    first, second = hub.upload(folder), hub.upload(folder)
    hub.download(tmp_path / "copy")

    assert (first.code, second.code) == (0, 0)
    assert contents(tmp_path / "copy") == {"한글.txt": b"1"}
    assert hub.submission.commits.count() == 1


def test_what_a_computer_adds_by_itself_stays_behind_and_is_said(hub, tmp_path):
    folder = write(tmp_path / "m", {"a.txt": b"1", ".DS_Store": b"\0\0\0\1Bud1", ".env": b"KEY=1"})

    up = hub.upload(folder)

    assert up.code == 0, up.said
    assert "2 file(s) left out" in up.said
    assert list(hub.submission.files.values_list("path", flat=True)) == ["a.txt"]


def test_an_older_commit_can_still_be_fetched(hub, tmp_path):
    hub.upload(write(tmp_path / "m", {"a.txt": b"1"}))
    first = hub.submission.commits.get().oid
    hub.upload(write(tmp_path / "m", {"a.txt": b"2", "b.txt": b"3"}))

    down = hub.hf("download", hub.repo, "--revision", first, "--local-dir", tmp_path / "old")

    assert down.code == 0, down.said
    assert contents(tmp_path / "old") == {"a.txt": b"1"}


def test_the_client_is_told_who_it_is(hub):
    said = hub.hf("auth", "whoami").said

    assert "yunseul" in said
