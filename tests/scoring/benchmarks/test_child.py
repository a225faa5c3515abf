import os
import sys
import time

import pytest

from scoring.benchmarks.child import Child, LineTooLong
from tests.scoring.benchmarks.processes import gone


def child(tmp_path, code, text=""):
    command = [sys.executable, "-c", code]
    return Child(command, text=text, env=dict(os.environ), log=tmp_path / "log")


def test_each_line_comes_whole_and_silence_is_told(tmp_path):
    code = "import time; print('on', end='', flush=True); time.sleep(1); print('e\\ntwo')"

    with child(tmp_path, code) as process:
        heard = list(process.lines(every=0.1))

    assert [line for line in heard if line is not None] == [b"one", b"two"]
    assert heard.count(None) >= 3


def test_the_text_is_handed_over_and_the_error_stream_kept(tmp_path):
    code = "import sys; text = sys.stdin.read(); print(len(text)); sys.stderr.write('why'); exit(3)"

    with child(tmp_path, code, text="가" * 100_000) as process:
        assert list(filter(None, process.lines(every=1))) == [b"100000"]
        assert process.ended() == 3

    assert (tmp_path / "log").read_text() == "why"


def test_a_child_that_ends_before_it_was_spoken_to_is_no_error_of_ours(tmp_path):
    with child(tmp_path, "exit(5)", text="x" * 10_000_000) as process:
        assert list(process.lines(every=1)) == []
        assert process.ended() == 5


def test_what_was_killed_counts_as_128_and_the_signal(tmp_path):
    with child(tmp_path, "import os; os.kill(os.getpid(), 9)") as process:
        assert list(process.lines(every=1)) == []
        assert process.ended() == 137


def test_an_endless_line_is_not_gathered(tmp_path):
    code = "import sys\nwhile True: sys.stdout.write('x' * 100000)"

    with pytest.raises(LineTooLong), child(tmp_path, code) as process:
        list(process.lines(every=1))


def test_the_whole_group_is_gone_after_the_block(tmp_path):
    code = (
        "import subprocess, sys, time\n"
        "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print(other.pid, flush=True)\n"
        "time.sleep(600)"
    )

    started = time.monotonic()
    with child(tmp_path, code) as process:
        grandchild = int(next(filter(None, process.lines(every=1))))

    assert gone([process.process.pid, grandchild], within=5)
    assert time.monotonic() - started < 10
