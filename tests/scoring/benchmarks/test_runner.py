"""The near side of a run, without torch: what is refused before the harness, what it is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.benchmarks import (
    BadModel,
    HarnessFailed,
    HarnessMissing,
    Machine,
    run,
    suites,
)

FAKE = """#!{python}
import json, os, sys
request = json.load(sys.stdin)
{body}
"""


@pytest.fixture
def ask(demo_models, tmp_path):
    """``ask(body)`` runs the suite against a harness that is just these lines of Python."""

    def ask(body, *, progress=lambda *_: None, **settings):
        python = tmp_path / "python"
        python.write_text(FAKE.format(python=sys.executable, body=body))
        python.chmod(0o755)
        model, out = demo_models / "teams" / "yunseul", tmp_path / "out"
        machine = Machine(python=python, **settings)
        suite = suites.load("simsa-basic")
        return run(model, suite, out_dir=out, machine=machine, progress=progress)

    return ask


def test_a_folder_that_is_no_model_is_refused_before_anything_starts(tmp_path):
    machine = Machine(python=Path("/nothing"))

    with pytest.raises(BadModel, match=r"There is no config\.json"):
        run(tmp_path, suites.load("simsa-basic"), out_dir=tmp_path / "out", machine=machine)


def test_without_the_environment_a_run_says_so(demo_models, tmp_path):
    machine, model = Machine(python=Path("/nothing")), demo_models / "teams" / "yunseul"

    with pytest.raises(HarnessMissing, match="not there yet"):
        run(model, suites.load("simsa-basic"), out_dir=tmp_path / "out", machine=machine)


def test_an_interpreter_without_lm_eval_is_an_incomplete_environment(demo_models, tmp_path):
    machine, model = Machine(python=Path(sys.executable)), demo_models / "teams" / "yunseul"

    with pytest.raises(HarnessMissing, match="No module named"):
        run(model, suites.load("simsa-basic"), out_dir=tmp_path / "out", machine=machine)


def test_the_harness_is_told_no_secret_and_no_way_to_the_net(ask, monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("DATABASE_URL", "canary")
    monkeypatch.setenv("HTTPS_PROXY", "canary")

    with pytest.raises(HarnessFailed) as caught:
        ask("print(json.dumps(dict(os.environ)), file=sys.stderr); exit(1)", threads=2)

    told = json.loads(caught.value.log)
    assert "canary" not in told.values()
    assert (told["HF_HUB_OFFLINE"], told["HF_DATASETS_OFFLINE"]) == ("1", "1")
    assert told["OMP_NUM_THREADS"] == "2"
    assert told["HOME"] == str(tmp_path / "out" / "cache")


def test_a_harness_that_dies_is_our_failure_with_the_end_of_its_log(ask):
    with pytest.raises(HarnessFailed) as caught:
        ask("sys.exit('no room')")

    assert str(caught.value) == "The harness ended with code 1 and no answer."
    assert caught.value.log == "no room\n"


def test_a_harness_that_was_killed_may_have_lacked_memory(ask):
    with pytest.raises(HarnessFailed, match="perhaps for lack of memory"):
        ask("os.kill(os.getpid(), 9)")


@pytest.mark.parametrize("line", ["garbage", '{"kind": "answer"}', "[1]"])
def test_a_harness_that_talks_nonsense_is_not_believed(ask, line):
    with pytest.raises(HarnessFailed, match="The harness said what cannot be"):
        ask(f"print({line!r})")


def test_an_answer_to_other_questions_is_not_believed(ask):
    figures = {"value": "1", "stderr": None, "items": 1, "version": "1", "hash": "0" * 64}
    answer = {"kind": "answer", "repeats": [{"arc_easy": figures}]}
    answer |= {"model": {}, "versions": {}, "environment": {}}
    body = f"open(request['samples'], 'w').close(); print(json.dumps({answer!r}))"

    with pytest.raises(HarnessFailed, match="other questions than were asked"):
        ask(body)


def test_a_harness_that_hangs_meets_its_time_limit(ask):
    with pytest.raises(HarnessFailed, match="longer than its time limit"):
        ask("import time; time.sleep(600)", time_limit=2)


def test_progress_is_called_while_nothing_moves_and_what_it_raises_comes_out(ask):
    calls = []

    def progress(step, steps, note):
        calls.append((step, steps, note))
        if len(calls) == 5:
            raise InterruptedError("cancelled")

    said = '{"kind": "progress", "step": 3, "steps": 9, "note": "Answering"}'
    with pytest.raises(InterruptedError, match="cancelled"):
        ask(f"print({said!r}, flush=True); import time; time.sleep(600)", progress=progress)

    assert calls[0] == (0, 0, "Starting lm-eval")
    assert calls[-1] == (3, 9, "Answering")


def test_words_that_are_not_ours_never_reach_a_page(ask):
    calls = []
    said = '{"kind": "progress", "step": 12, "steps": 9, "note": "<script>"}'

    with pytest.raises(HarnessFailed):
        ask(f"print({said!r})", progress=lambda *call: calls.append(call))

    assert calls[-1] == (9, 9, "Starting lm-eval")


@pytest.mark.parametrize(
    "setting",
    [
        {"backend": "openai"},
        {"device": "tpu"},
        {"device": "cuda:x"},
        {"dtype": "int8"},
        {"threads": 0},
        {"batch_size": 0},
        {"options": {"trust_remote_code": True}},
        {"options": {"pretrained": "/elsewhere"}},
    ],
)
def test_a_machine_that_must_not_run_is_refused(setting):
    with pytest.raises(ValueError):
        Machine(python=Path("python"), **setting)


def test_the_command_line_lists_checks_and_refuses(tmp_path):
    def command(*words):
        command = [sys.executable, "-m", "scoring.benchmarks", *words]
        return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))

    assert command("suites").stdout.startswith("simsa-basic  version 1")
    assert command("check", "simsa-basic").returncode == 0
    refused = command("run", str(tmp_path), "--out", str(tmp_path / "out"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("BadModel: There is no config.json.")
