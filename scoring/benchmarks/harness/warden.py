"""Two processes, so that nothing outlives whoever asked.

The first becomes the warden: it does nothing but wait. When its parent dies, by whatever
signal, the kernel tells it, and it kills the whole process group, helpers of the backend
included. The second does the work, and dies by the kernel's hand when the warden does.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def guard(parent: int) -> None:
    """Return in the working process only; the warden never returns. Call before any thread."""
    signal.signal(signal.SIGTERM, _end_all)
    _die_with(parent, signal.SIGTERM)
    warden = os.getpid()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _die_with(warden, signal.SIGKILL)
        return
    _wait(child)


def _die_with(parent: int, number: signal.Signals) -> None:
    """Have the kernel send ``number`` when ``parent`` ends; it may have ended already.

    The kernel means the parent's thread that started us; ``runner.run`` waits in that thread.
    """
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        _end_all()


def _wait(child: int) -> None:
    os.close(0)
    os.close(1)  # or the reader would wait for us, too
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _end_all(*_: object) -> None:
    if os.getpgrp() in (os.getpid(), os.getppid()):
        os.killpg(0, signal.SIGKILL)
    sys.exit(1)
