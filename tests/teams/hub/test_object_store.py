"""The same client against a server whose bytes lie in S3: they go there directly."""

import os

import boto3
import pytest
from moto.server import ThreadedMotoServer

from teams import storage
from teams.actions import intake, submissions
from teams.queries import packages
from tests.factories import teams
from tests.teams.conftest import Client, contents, free_port, serving, write

pytestmark = pytest.mark.django_db(transaction=True)
ROADS = [pytest.param(False, id="xet"), pytest.param(True, id="lfs")]


@pytest.fixture(scope="module")
def store():
    """An S3 of this process, with an empty bucket."""
    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    names = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    origin = f"http://127.0.0.1:{port}"
    client = boto3.client("s3", endpoint_url=origin, region_name="us-east-1", **names)
    client.create_bucket(Bucket="weights")
    client.url = f"s3://key:secret@127.0.0.1:{port}/weights?endpoint={origin}"
    yield client
    server.stop()


@pytest.fixture
def hub(store, transactional_db, team, tmp_path):
    with serving(tmp_path / "server.log", STORAGE_URL=store.url) as server:
        yield Client(server, team, tmp_path, teams.submit_token(team.lead))


def keys(store, submission):
    listed = store.list_objects_v2(Bucket="weights", Prefix=f"submissions/{submission.pk}/")
    return [entry["Key"].split("/")[2] for entry in listed.get("Contents", [])]


@pytest.mark.parametrize("lfs", ROADS)
def test_bytes_go_to_the_store_and_come_back(hub, store, tmp_path, lfs):
    sent = {
        "config.json": b"{}",
        "small.safetensors": teams.weights(os.urandom(2**20)),
        "large.safetensors": teams.weights(os.urandom(70 * 2**20)),
        "한글.txt": "가".encode(),
    }
    folder = write(tmp_path / "m", sent)

    up = hub.upload(folder, lfs=lfs)
    down = hub.download(tmp_path / "copy", lfs=lfs)

    assert (up.code, down.code) == (0, 0), up.said + down.said + hub.server.log.read_text()[-3000:]
    assert contents(tmp_path / "copy") == sent
    assert keys(store, hub.submission).count("contents") == 4
    assert "arriving" not in keys(store, hub.submission)
    assert (keys(store, hub.submission).count("xorbs") > 0) is not lfs


@pytest.mark.parametrize("lfs", ROADS)
def test_what_is_not_allowed_is_not_kept_there_either(hub, store, tmp_path, lfs):
    cut = teams.weights(bytes(2 * 2**20))[:-5]

    up = hub.upload(write(tmp_path / "m", {"model.safetensors": cut}), lfs=lfs)

    assert up.code == 1
    assert "the file holds 2097147" in up.said
    assert "contents" not in keys(store, hub.submission)
    assert not hub.submission.blobs.exists()


def test_documents_and_packages_use_the_store_too(store, team, settings, tmp_path):
    origin = store.meta.endpoint_url
    options = {"bucket_name": "weights", "endpoint_url": origin, "region_name": "us-east-1"}
    options |= {"access_key": "key", "secret_key": "secret", "addressing_style": "path"}
    backend = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": backend}
    settings.STORAGE_ORIGIN = origin

    document = teams.document(team.submission)
    teams.handed_in(team.submission, {"a/b.txt": b"1"}, tmp_path)

    with storage.store().open(document.key) as file:
        assert file.read() == teams.PDF
    with packages.checked_out(team.submission) as folder:
        assert contents(folder) == {"a/b.txt": b"1"}
    intake.clear(submissions.seal(teams.past_deadline(team.submission)))
    assert sorted(keys(store, team.submission)) == ["contents", "documents"]
