import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import translation

from accounts.models import Account
from tests import processes
from tests.factories import teams
from tests.factories.accounts import ProgrammeFactory

HF = Path(sys.executable).with_name("hf")


@pytest.fixture
def team(db):
    """A consortium with a lead (who reads English), an open submission, in one programme."""
    consortium = teams.ConsortiumFactory(programme=ProgrammeFactory(), slug="yunseul")
    lead = teams.member(consortium, language="en")
    submission = teams.SubmissionFactory(consortium=consortium)
    return SimpleNamespace(consortium=consortium, lead=lead, submission=submission)


@pytest.fixture
def in_english():
    """Sentences are matched in the language of the code."""
    with translation.override("en"):
        yield


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def serving(log, **variables):
    """A real gunicorn on the test database."""
    port, words = free_port(), ["-m", "gunicorn", "-c", "python:config.webserver", "config.wsgi"]
    variables |= {"HOST": "127.0.0.1", "PORT": port, "WEB_WORKERS": 1}
    with processes.running(*words, log=log, **variables) as process:
        processes.until(lambda: _answers(port))
        yield SimpleNamespace(url=f"http://127.0.0.1:{port}", process=process, log=log)


@pytest.fixture(scope="session")
def _server(django_db_setup, django_db_blocker, tmp_path_factory):
    """One server for all tests of this process."""
    with django_db_blocker.unblock(), serving(tmp_path_factory.mktemp("hub") / "log") as server:
        yield server


@pytest.fixture
def hub(_server, transactional_db, team, tmp_path):
    """The running hub and a client: ``hub.hf("upload", …)`` runs the real one, isolated."""
    secret = teams.submit_token(team.lead)
    return Client(_server, team, tmp_path, secret)


class Client:
    def __init__(self, server, team, folder, secret):
        self.server, self.folder, self.secret = server, folder, secret
        self.submission, self.lead, self.consortium = team.submission, team.lead, team.consortium
        self.repo = team.submission.repo

    def environment(self, *, lfs=False, secret=None, home="hf"):
        """Nothing but the address and the token; the home is this test's alone."""
        named = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "DJANGO"))}
        named |= {"HF_ENDPOINT": self.server.url, "HF_TOKEN": secret or self.secret}
        named |= {"HF_HOME": str(self.folder / home), "COLUMNS": "400", "NO_COLOR": "1"}
        return named | ({"HF_HUB_DISABLE_XET": "1"} if lfs else {})

    def start(self, *words, **how):
        """The client, running; its output on one pipe."""
        command = [str(HF), *map(str, words)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen(command, env=self.environment(**how), **pipes)

    def hf(self, *words, **how):
        """Run the client to its end: ``.code`` and ``.said``."""
        process = self.start(*words, **how)
        said, _nothing = process.communicate(timeout=300)
        return SimpleNamespace(code=process.returncode, said=said)

    def upload(self, folder, *more, **how):
        return self.hf("upload", self.repo, folder, ".", *more, **how)

    def download(self, to, **how):
        return self.hf("download", self.repo, "--local-dir", to, **how)

    def speak(self, language):
        """The lead reads another language from now on."""
        Account.objects.filter(pk=self.lead.pk).update(language=language)


def contents(folder):
    """Every file below ``folder`` but the client's own notes, as path and bytes."""
    found = (path for path in Path(folder).rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    return {name: data for name, data in names.items() if not name.startswith(".cache/")}


def write(folder, files):
    """Write ``files`` (path to bytes) below ``folder`` and return it."""
    for path, data in files.items():
        target = Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return Path(folder)
