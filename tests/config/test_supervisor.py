"""The whole system in the foreground: what dies starts again, and nothing is left behind."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from configparser import RawConfigParser
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config import supervisor
from jobs import kinds
from tests.processes import ROOT, until


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def system(tmp_path):
    """``system()`` is ``python -m config.supervisor`` on an empty database that is not embedded."""
    started = []
    facts = {
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "VAR_DIR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite3",
        "PORT": str(free_port()),
        "BENCH_PYTHON": sys.executable,  # so that no environment is installed beside the test
    }

    def start():
        words = [sys.executable, "-m", "config.supervisor"]
        with open(tmp_path / "said", "ab") as out:
            streams = {"stdout": out, "stderr": out, "start_new_session": True}
            process = subprocess.Popen(words, cwd=ROOT, env=os.environ | facts, **streams)
        started.append(process)
        process.var, process.said = Path(facts["VAR_DIR"]), tmp_path / "said"
        process.page = f"http://127.0.0.1:{facts['PORT']}/healthz"
        return process

    yield start
    for process in started:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait(10)


def children(pid):
    """Process ids below ``pid``."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True).stdout
    parents = dict(map(int, line.split()) for line in told.splitlines())
    below = {child for child, parent in parents.items() if parent == pid}
    return below.union(*(children(child) for child in below))


def alive(pids):
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


def worker_of(process, queue):
    """The process id of the worker that serves ``queue``, or None."""
    for pid in children(process.pid):
        with suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            parent = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[1])
            if f"{queue}@%h".encode() in words and parent == process.pid:
                return pid
    return None


def answers(page):
    try:
        return urlopen(page, timeout=2).read() == b"ok\n"
    except OSError:
        return False


@pytest.mark.worker
def test_the_whole_system_comes_up_mends_itself_and_leaves_nothing_behind(system):
    run = system()
    until(lambda: answers(run.page), patience=120)
    killed = until(lambda: worker_of(run, "benchmark"), patience=60)

    os.kill(killed, signal.SIGKILL)
    until(lambda: worker_of(run, "benchmark") not in {None, killed}, patience=60)
    until(lambda: b"Ctrl-C ends everything" in run.said.read_bytes(), patience=60)

    assert system().wait(60) == 1
    assert b"another ./dev run uses" in run.said.read_bytes()

    below, asked = children(run.pid), time.monotonic()
    run.send_signal(signal.SIGINT)
    run.wait(20)
    assert time.monotonic() - asked < 20
    assert alive(below) == set()

    again = system()
    until(lambda: worker_of(again, "originality"), patience=60)
    below = children(again.pid)
    again.kill()
    again.wait(5)
    until(lambda: not alive(below), patience=10)


def test_a_taken_port_is_said_in_words(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit) as end:
            supervisor.require_port("127.0.0.1", taken.getsockname()[1])

    assert "cannot listen on 127.0.0.1" in str(end.value)


def test_every_queue_has_a_worker_and_every_process_ends_with_its_group(tmp_path):
    told = RawConfigParser()
    told.read_string(supervisor.configuration(tmp_path))
    programs = [told[name] for name in told.sections() if name.startswith("program:")]

    assert {f"program:worker-{queue}" for queue in kinds.QUEUES} <= set(told.sections())
    assert {program["killasgroup"] for program in programs} == {"true"}
    assert all(str(settings.BASE_DIR / "config" / "leash.py") in p["command"] for p in programs)


def test_a_demonstration_that_broke_off_is_begun_anew(tmp_path, monkeypatch):
    called = []
    monkeypatch.setattr(supervisor, "call_command", lambda *words, **facts: called.append(words))
    monkeypatch.setattr(settings, "EMBEDDED", True)
    (tmp_path / "db.sqlite3").write_text("half")
    (tmp_path / "demo.unfinished").touch()

    supervisor.prepare(tmp_path)

    assert called == [("migrate",), ("demo", "--autoplay-start")]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_ever_loaded_into_a_database_that_was_named(tmp_path, monkeypatch):
    called = []
    monkeypatch.setattr(supervisor, "call_command", lambda *words, **facts: called.append(words))
    monkeypatch.setattr(settings, "EMBEDDED", False)

    supervisor.prepare(tmp_path)

    assert called == [("migrate",)]


def test_a_database_remembers_whether_it_is_up_to_date(tmp_path, db):
    database = tmp_path / "db.sqlite3"
    assert not supervisor.is_migrated(database)

    done = MigrationRecorder(connection).applied_migrations()
    with closing(sqlite3.connect(database)) as link, link:
        link.execute("CREATE TABLE django_migrations (app, name)")
        link.executemany("INSERT INTO django_migrations VALUES (?, ?)", done)
    assert supervisor.is_migrated(database)

    with closing(sqlite3.connect(database)) as link, link:
        link.execute("DELETE FROM django_migrations WHERE app = 'competition'")
    assert not supervisor.is_migrated(database)
