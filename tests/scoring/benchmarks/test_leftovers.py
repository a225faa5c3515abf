"""Whoever ends first, and however: no part of a harness is left running."""

import os
import subprocess
import sys
import time

import pytest

from tests.scoring.benchmarks.processes import children, gone, group

pytestmark = pytest.mark.bench_env


def test_a_cancelled_run_takes_its_whole_process_group_along(run, demo_models):
    pids = []

    def progress(step, steps, note):
        if note == "Loading the model":
            warden = max(children(os.getpid()))  # a browser of another test may live beside it
            pids.extend(group(warden))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        run(demo_models / "teams" / "yunseul", progress=progress)

    assert len(pids) >= 2  # the warden and the one that works
    assert gone(pids, within=5)


def test_when_the_parent_is_killed_nothing_is_left_after_five_seconds(
    machine, demo_models, tmp_path
):
    command = [sys.executable, "-m", "scoring.benchmarks", "run", demo_models / "teams" / "yunseul"]
    command += ["--out", tmp_path / "out", "--python", machine.python]
    parent = subprocess.Popen(list(map(str, command)), env=dict(os.environ))
    pids = wait_for_both(parent.pid)

    parent.kill()
    parent.wait()

    assert gone(pids, within=5)


def test_when_the_warden_is_killed_the_work_ends_too(run, demo_models):
    def progress(step, steps, note):
        if note == "Loading the model":
            warden = max(children(os.getpid()))  # a browser of another test may live beside it
            pids.extend(group(warden))
            os.kill(warden, 9)

    pids = []
    with pytest.raises(Exception, match="perhaps for lack of memory"):
        run(demo_models / "teams" / "yunseul", progress=progress)
    assert gone(pids, within=5)


def wait_for_both(parent, patience=60):
    """The warden and the one that works, once lm-eval is on its way."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        for warden in children(parent):
            if len(pids := group(warden)) >= 2:
                time.sleep(1)  # into the imports
                return pids
        time.sleep(0.1)
    raise TimeoutError("the harness did not start")
