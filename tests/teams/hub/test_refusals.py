"""What the terminal says when the door says no."""

import pickle
import struct
import time
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import ApiToken
from teams.actions import consortia, submissions
from teams.models import Submission
from tests import processes
from tests.factories import teams
from tests.factories.accounts import holder
from tests.teams.conftest import write

pytestmark = pytest.mark.django_db(transaction=True)
ROADS = [pytest.param(False, id="xet"), pytest.param(True, id="lfs")]


def refused(hub, tmp_path, files, **how):
    """What the client prints about a folder it cannot hand in; nothing of it may be kept."""
    up = hub.upload(write(tmp_path / "m", files), **how)
    assert up.code == 1, up.said
    assert not hub.submission.files.exists()
    return up.said


@pytest.mark.parametrize("lfs", ROADS)
def test_a_pickle_called_safetensors(hub, tmp_path, lfs):
    said = refused(hub, tmp_path, {"model.safetensors": pickle.dumps([1] * 10**6)}, lfs=lfs)

    assert "model.safetensors: The content is a pickle, which runs code" in said
    assert not hub.submission.blobs.exists()


def test_each_refusal_is_named_with_its_file_at_once(hub, tmp_path):
    files = {
        "a.zip": b"PK\x03\x04" + bytes(100),
        "b.safetensors": struct.pack("<Q", 2 * 10**9) + b'{"a": 1}' + bytes(99),
        "c.gguf": b"GGUF" + bytes(100),
        "d.bin": bytes(range(256)),
        "good.txt": b"good",
    }

    said = refused(hub, tmp_path, files)

    assert "a.zip: The content is a ZIP archive" in said
    assert "b.safetensors: The safetensors file is damaged: its header claims 2000000000" in said
    assert "c.gguf: The content is a GGUF file" in said
    assert "d.bin: The content is of an unknown kind" in said
    assert "good.txt" not in said


@pytest.mark.parametrize("lfs", ROADS)
def test_weights_that_are_cut_off(hub, tmp_path, lfs):
    """Only the whole file shows it, so this is said after the bytes have come."""
    cut = teams.weights(bytes(2 * 2**20))[:-5]

    said = refused(hub, tmp_path, {"model.safetensors": cut}, lfs=lfs)

    assert "damaged: its header describes 2097152 bytes of data, the file holds 2097147" in said
    assert not hub.submission.blobs.exists()


def test_names_that_are_one_name_elsewhere(hub, tmp_path):
    said = refused(hub, tmp_path, {"Config.json": b"{}", "config.json": b"{}"})

    assert "Config.json and config.json are the same name on some computers" in said


def test_a_korean_name_in_both_of_its_spellings(hub, tmp_path):
    apart, together = "\u1112\u1161\u11ab.txt", "한.txt"

    said = refused(hub, tmp_path, {apart: b"1", together: b"2"})

    assert "the same name" in said


def test_a_name_with_a_backslash_or_a_control_character(hub, tmp_path):
    said = refused(hub, tmp_path, {"a\\b.txt": b"1", "c\td.txt": b"2"})

    assert said.count("a backslash, a control character or an invisible one") == 2


def test_more_than_the_quota(hub, tmp_path):
    submissions.amend_terms(hub.submission, {"quota_bytes": 1000, "max_file_bytes": 900}, by=None)

    said = refused(hub, tmp_path, {"a.txt": b"a" * 901, "b.txt": b"b" * 200})

    assert "a.txt has 901 bytes; one file may have 900." in said
    assert "1,101 bytes together; 1,000 are allowed." in said


def close(submission):
    Submission.objects.filter(pk=submission.pk).update(closes_at=now() - timedelta(seconds=1))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_after_the_deadline_with_time_and_clause(hub, tmp_path, language):
    hub.speak(language)
    close(hub.submission)

    said = refused(hub, tmp_path, {"a.txt": b"1"})

    assert {"ko": "접수가 마감되었습니다.", "en": "Hand-in is closed."}[language] in said
    assert "KST" in said
    assert "9(2)" in said


def test_before_the_opening(hub, tmp_path):
    later = {"opens_at": now() + timedelta(hours=1)}
    submissions.amend_terms(hub.submission, later, by=None)

    assert "Hand-in opens at" in refused(hub, tmp_path, {"a.txt": b"1"})


@pytest.mark.parametrize("lfs", ROADS)
def test_a_deadline_crossed_in_mid_upload(hub, tmp_path, lfs):
    folder = write(tmp_path / "m", {"model.safetensors": teams.weights(b"0123" * 60 * 2**20)})
    before = len(hub.server.log.read_text())
    process = hub.start("upload", hub.repo, folder, ".", lfs=lfs)
    processes.until(lambda: hub.submission.xorbs.exists() or hub.submission.uploads.exists())
    close(hub.submission)

    said, _nothing = process.communicate(timeout=120)

    assert process.returncode == 1
    assert "Hand-in closed at" in said, said + hub.server.log.read_text()[before:]
    assert "9(2)" in said
    assert not hub.submission.files.exists()


def test_an_extension_lets_the_same_client_finish(hub, tmp_path):
    folder = write(tmp_path / "m", {"model.safetensors": teams.weights(b"0123" * 60 * 2**20)})
    process = hub.start("upload", hub.repo, folder, ".")
    processes.until(lambda: hub.submission.xorbs.exists())
    close(hub.submission)
    process.communicate(timeout=120)
    extended = {"closes_at": now() + timedelta(hours=1)}
    submissions.amend_terms(hub.submission, extended, by=None)

    again = hub.upload(folder)

    assert again.code == 0, again.said
    assert hub.submission.files.count() == 1


def test_pull_requests_and_branches_are_not_offered(hub, tmp_path):
    folder = write(tmp_path / "m", {"a.txt": b"1"})

    assert "Leave out --create-pr" in hub.upload(folder, "--create-pr").said
    assert hub.upload(folder, "--revision", "mine").code == 1


def test_a_repository_of_others_is_no_repository(hub, tmp_path):
    other = teams.SubmissionFactory(consortium=teams.ConsortiumFactory(slug="gaon"))
    folder = write(tmp_path / "m", {"a.txt": b"1"})

    foreign = hub.hf("upload", other.repo, folder, ".").said
    absent = hub.hf("upload", "gaon/stage-9", folder, ".").said

    assert "There is no such submission. Yours: yunseul/stage-2" in foreign
    assert foreign.partition("Error:")[2] == absent.partition("Error:")[2]
    lost = [hub.hf("download", repo).said for repo in (other.repo, "gaon/stage-9")]
    assert lost[0].replace("stage-2", "stage-9") == lost[1]


def test_a_token_that_only_reads(hub, tmp_path):
    ApiToken.objects.update(scope="read")

    said = refused(hub, tmp_path, {"a.txt": b"1"})

    assert "does not allow this" in said
    assert hub.download(tmp_path / "copy").code == 0


def test_a_token_that_was_revoked_or_never_was(hub, tmp_path):
    assert hub.hf("auth", "whoami", secret="simsa_nothing").code == 1
    ApiToken.objects.update(revoked_at=now())

    assert hub.hf("auth", "whoami").code == 1
    refused(hub, tmp_path, {"a.txt": b"1"})


def test_who_left_the_team_has_left_its_repository(hub, tmp_path):
    teams.member(hub.consortium)
    consortia.end_membership(hub.lead.memberships.get(), by=None)

    refused(hub, tmp_path, {"a.txt": b"1"})


def test_a_signatory_reads_and_an_organiser_reads_only_when_it_is_closed(hub, tmp_path):
    hub.upload(write(tmp_path / "m", {"a.txt": b"1"}))
    signatory = teams.submit_token(teams.member(hub.consortium, role="signatory"))
    organiser = teams.submit_token(holder(hub.submission.programme))

    assert hub.download(tmp_path / "1", secret=signatory).code == 0
    assert hub.upload(tmp_path / "m", secret=signatory).code == 1
    assert hub.download(tmp_path / "2", secret=organiser).code == 1
    submissions.seal(teams.past_deadline(hub.submission))
    assert hub.download(tmp_path / "2", secret=organiser).code == 0


def test_a_full_disk_is_said_before_anything_is_sent(hub, tmp_path):
    """1.5 TB of holes, more than this machine has room for."""
    huge = {"quota_bytes": 10**18, "max_file_bytes": 5 * 10**10}
    submissions.amend_terms(hub.submission, huge, by=None)
    folder = tmp_path / "m"
    folder.mkdir()
    for number in range(30):
        with (folder / f"{number}.txt").open("wb") as file:
            file.write(b"a" * 600)
            file.truncate(49 * 10**9)
    start = time.monotonic()

    up = hub.hf("upload", hub.repo, folder, ".")

    assert "disk has no room" in up.said
    assert time.monotonic() - start < 30
