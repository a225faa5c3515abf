"""Run a command that dies when its parent dies: ``leash.py [--parent PID] [--nice N] CMD ARG…``.

A child of a killed process would go on alone: a second benchmark on the same GPU, a web server
on the port. The kernel's parent-death signal survives ``exec``, so the command needs to know
nothing. PID says who the parent should be: it may be gone before we start. Nothing of ours is
imported: this is run as a file, in milliseconds.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent=None):
    """Ask the kernel to kill this process when its parent ends (Linux; elsewhere nothing)."""
    if not sys.platform.startswith("linux"):
        return
    parent = parent or os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before the kernel knew
        os._exit(1)


def main(words):
    parent = None
    while words[0] in {"--nice", "--parent"}:
        option, value, *words = words
        if option == "--nice":
            os.nice(int(value))
        else:
            parent = int(value)
    die_with_parent(parent)
    os.execvp(words[0], words)  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
