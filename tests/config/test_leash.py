"""A child never outlives its parent."""

import os
import signal
import subprocess
import sys

from tests.processes import LEASH, until


def test_a_leashed_command_dies_when_its_parent_is_killed(tmp_path):
    told = tmp_path / "pid"
    parent = subprocess.Popen(
        ["sh", "-c", f"{sys.executable} {LEASH} sh -c 'echo $$ > {told}; exec sleep 60' & wait"]
    )
    child = int(until(lambda: told.exists() and told.read_text().strip()))

    parent.send_signal(signal.SIGKILL)
    parent.wait(5)

    until(lambda: not _lives(child), patience=5)


def _lives(pid):
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
