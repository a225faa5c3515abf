"""Which processes live: what a test that kills must look at."""

import time
from pathlib import Path


def gone(pids, *, within):
    """Whether none of ``pids`` runs any more, at the latest ``within`` seconds from now."""
    end = time.monotonic() + within
    while any(_runs(pid) for pid in pids):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def group(leader):
    """Every living process whose group is ``leader``'s."""
    found = [(int(path.name), _stat(path)) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid, stat in found if stat and stat[0] != "Z" and stat[2] == str(leader)]


def children(parent):
    """Every living process whose parent is ``parent``."""
    found = [(int(path.name), _stat(path)) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid, stat in found if stat and stat[0] != "Z" and stat[1] == str(parent)]


def _runs(pid):
    stat = _stat(Path("/proc") / str(pid))
    return bool(stat) and stat[0] != "Z"  # a zombie has ended; its parent has not asked yet


def _stat(path):
    """State, parent and group of a process, or None."""
    try:
        return (path / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
