"""Clients that die, servers that die, disks that fill up: what is kept, and what goes on."""

import os
import resource
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from teams.actions import intake, submissions
from tests import processes
from tests.factories import teams
from tests.teams.conftest import contents, write

pytestmark = pytest.mark.django_db(transaction=True)
ROADS = [pytest.param(False, id="xet"), pytest.param(True, id="lfs")]
MIB = 2**20


@pytest.fixture
def large(tmp_path):
    """A folder of 200 MB that no packing makes smaller."""
    files = {f"model-{n}.safetensors": teams.weights(os.urandom(50 * MIB)) for n in range(4)}
    return write(tmp_path / "m", files)


def under_way(hub):
    """Something has arrived, but not everything."""
    stored = hub.submission.xorbs.filter(stored_at__isnull=False).count()
    return stored + hub.submission.blobs.count() > 0


def left_over(hub):
    """Files the store began to write for this submission and did not finish."""
    own = Path(settings.VAR_DIR, "files", "submissions", str(hub.submission.pk))
    return list(own.rglob(".part-*"))


@pytest.mark.parametrize("lfs", ROADS)
def test_a_killed_client_run_again_sends_only_the_rest(hub, large, tmp_path, lfs):
    process = hub.start("upload", hub.repo, large, ".", lfs=lfs)
    processes.until(lambda: under_way(hub), every=0.01)
    process.kill()
    process.communicate()
    assert hub.submission.commits.count() == 0
    first = dict(hub.submission.blobs.values_list("sha256", "stored_at"))

    again = hub.upload(large, lfs=lfs)
    hub.download(tmp_path / "copy")

    assert again.code == 0, again.said
    assert contents(tmp_path / "copy") == contents(large)
    kept = dict(hub.submission.blobs.filter(sha256__in=first).values_list("sha256", "stored_at"))
    assert kept == first
    processes.until(lambda: left_over(hub) == [])


def workers(process):
    """The processes that answer requests: the youngest generation below the server's."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(status.parent.name))
    generation = [process.pid]
    while below := [pid for parent in generation for pid in parents.get(parent, [])]:
        generation = below
    return generation


@pytest.mark.parametrize("lfs", ROADS)
def test_a_server_killed_in_mid_upload_is_back_before_the_client_gives_up(
    hub, large, tmp_path, lfs
):
    process = hub.start("upload", hub.repo, large, ".", lfs=lfs)
    processes.until(lambda: under_way(hub), every=0.01)
    for pid in workers(hub.server.process):
        os.kill(pid, signal.SIGKILL)
    died = time.monotonic()

    said, _nothing = process.communicate(timeout=120)
    took = time.monotonic() - died

    assert process.returncode == 0, said
    assert took < 60
    hub.download(tmp_path / "copy")
    assert contents(tmp_path / "copy") == contents(large)
    intake.clear(submissions.seal(teams.past_deadline(hub.submission)))
    assert left_over(hub) == []


@contextmanager
def no_room(hub, size):
    """No file of the server may grow beyond ``size`` bytes, as on a disk that is full there."""
    pids = workers(hub.server.process)
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
    for pid, (_soft, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("lfs", ROADS)
def test_a_disk_that_fills_up_is_said_and_nothing_half_is_kept(hub, tmp_path, lfs):
    folder = write(tmp_path / "m", {"model.safetensors": teams.weights(os.urandom(40 * MIB))})

    with no_room(hub, 16 * MIB):
        full = hub.upload(folder, lfs=lfs)
    kept = hub.submission.blobs.count(), left_over(hub)
    again = hub.upload(folder, lfs=lfs)

    assert full.code == 1
    assert "507" in full.said
    assert kept == (0, [])
    assert again.code == 0, again.said
