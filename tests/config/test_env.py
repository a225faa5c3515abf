"""The environment is read strictly: a wrong value stops the start and says its name."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.fixture(autouse=True)
def _nothing_read(monkeypatch):
    monkeypatch.setattr(env, "READ", set())


def test_a_variable_wins_over_its_file_and_over_the_default(monkeypatch, tmp_path):
    file = tmp_path / "secret"
    file.write_text("from the file\n")

    assert env.text("SOME_NAME", "default") == "default"
    monkeypatch.setenv("SOME_NAME_FILE", str(file))
    assert env.text("SOME_NAME", "default") == "from the file"
    monkeypatch.setenv("SOME_NAME", "said")
    assert env.text("SOME_NAME", "default") == "said"


def test_what_is_needed_and_missing_is_named():
    with pytest.raises(ImproperlyConfigured, match="SOME_NAME_FILE"):
        env.text("SOME_NAME")


def test_a_secret_file_that_cannot_be_read_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("SOME_NAME_FILE", str(tmp_path / "gone"))

    with pytest.raises(ImproperlyConfigured, match="SOME_NAME_FILE cannot be read"):
        env.text("SOME_NAME", "default")


@pytest.mark.filterwarnings("ignore:Engine not recognized")
@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.flag("SOME_NAME", False), "perhaps"),
        (lambda: env.number("SOME_NAME", 1), "8o00"),
        (lambda: env.database("SOME_NAME", ""), "mysql://here/there"),
        (lambda: env.database("SOME_NAME", ""), "nonsense"),
        (lambda: env.storage("SOME_NAME", ""), "/a/folder"),
        (lambda: env.storage("SOME_NAME", ""), "s3://key:secret@host"),
        (lambda: env.mail("SOME_NAME", ""), "pigeon://roof"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(monkeypatch, read, value):
    monkeypatch.setenv("SOME_NAME", value)

    with pytest.raises(ImproperlyConfigured, match="SOME_NAME"):
        read()


def test_sqlite_waits_for_other_writers(monkeypatch):
    found = env.database("SOME_NAME", "sqlite:////var/db.sqlite3")

    assert found["NAME"] == "/var/db.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_object_store_says_where_we_and_where_clients_reach_it(monkeypatch):
    url = "s3://KEY:se%2Fcret@store/bucket?endpoint=http://store:9000&public=https://files.example"
    monkeypatch.setenv("SOME_NAME", url)

    options = env.storage("SOME_NAME", "")["OPTIONS"]

    assert options["access_key"], options["secret_key"] == ("KEY", "se/cret")
    assert options["bucket_name"] == "bucket"
    assert options["endpoint_url"] == "http://store:9000"
    assert env.storage_origin("SOME_NAME", "") == "https://files.example"


def test_only_a_system_that_stands_alone_makes_its_own_secret(tmp_path):
    kept = tmp_path / "secret"

    made = env.secret("SOME_NAME", kept, alone=True)

    assert len(made) >= 50
    assert env.secret("SOME_NAME", kept, alone=True) == made
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with pytest.raises(ImproperlyConfigured, match="SOME_NAME"):
        env.secret("SOME_NAME", kept, alone=False)


def test_redis_keeps_a_running_job_for_a_week_before_it_gives_it_again(monkeypatch, tmp_path):
    monkeypatch.setenv("SOME_NAME", "redis://here:6379/0")

    assert env.broker("SOME_NAME", "", tmp_path)[1] == {"visibility_timeout": 604800}
    assert env.cache("redis://here:6379/0", tmp_path)["LOCATION"] == "redis://here:6379/0"
