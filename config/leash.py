"""Run a command that dies when its parent dies: ``python config/leash.py [--nice N] CMD ARG…``.

A child of a killed process would go on alone: a second benchmark on the same GPU, a web server
on the port. The kernel's parent-death signal survives ``exec``, so the command needs to know
nothing. Imports nothing of ours: it is run as a file, in milliseconds.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent():
    """Ask the kernel to kill this process when its parent ends (Linux; elsewhere nothing)."""
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went between the two lines
        os._exit(1)


def main(words):
    if words[:1] == ["--nice"]:
        os.nice(int(words[1]))
        words = words[2:]
    die_with_parent()
    os.execvp(words[0], words)  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
