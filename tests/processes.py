"""Real processes against the database of the running test: workers, servers, commands."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
LEASH = ROOT / "config" / "leash.py"


def environment(**more):
    """The variables with which another process sees the rows and files of this test."""
    return os.environ | {"DATABASE_URL": database_url()} | {k: str(v) for k, v in more.items()}


def database_url():
    """The test database as an address."""
    now = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{now['NAME']}"
    who = f"{quote(now['USER'])}:{quote(now['PASSWORD'])}@" if now["USER"] else ""
    if socket := now["OPTIONS"].get("host"):
        return f"postgres://{who}/{now['NAME']}?host={quote(socket, safe='')}"
    return f"postgres://{who}{now['HOST']}:{now['PORT'] or 5432}/{now['NAME']}"


@contextmanager
def running(*words, log, **variables):
    """The project's Python with ``words``, in a process group that ends with the block."""
    command = [sys.executable, str(LEASH), sys.executable, *map(str, words)]
    with open(log, "ab") as out:
        process = subprocess.Popen(
            command,
            env=environment(**variables),
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        end(process)


def end(process, patience=10):
    """Ask the process to stop; whatever of its group is left then is killed."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(patience)


def until(question, patience=30, every=0.1):
    """Ask again until the answer is true; return it, or fail when patience ends."""
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        if answer := question():
            return answer
        time.sleep(every)
    raise AssertionError(f"not true within {patience} s: {question.__doc__ or question}")
