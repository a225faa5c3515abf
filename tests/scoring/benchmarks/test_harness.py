"""The far side: real lm-eval on real weights, in .venv-bench."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from scoring.benchmarks import BadModel, BadSuite, DataMissing, HarnessMissing, runner, suites
from scoring.benchmarks.suite import OWN_TASKS, parse
from scoring.demo_models import TEAMS
from tests.scoring.benchmarks.processes import children, gone, group

pytestmark = pytest.mark.bench_env
HERE = Path(__file__).parent
SUITE = """
suite: small
version: "1"
harness: lm-eval==0.4.13
name: {{ko: 작은 평가, en: Small}}
repeats: {repeats}
tasks:
  - {{task: {task}, name: {{ko: 과제, en: Task}}, shots: {shots}, weight: "1"}}
"""
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "OMP_NUM_THREADS": "1"}


@pytest.fixture
def run(machine, tmp_path):
    """``run(model)`` measures it with one suite; ``run.out`` is where the evidence lies."""

    def run(model, suite=None, *, progress=lambda *_: None, **settings):
        host = replace(machine, **settings)
        asked = suite or suites.load("simsa-basic")
        return runner.run(model, asked, out_dir=run.out, machine=host, progress=progress)

    run.out = tmp_path / "out"
    return run


@pytest.fixture(scope="session")
def stock(machine, tmp_path_factory):
    """The folder of the stock models."""
    folder = tmp_path_factory.mktemp("stock")
    subprocess.run([machine.python, HERE / "stock.py", folder], check=True, env=env())
    return folder


@pytest.fixture
def spoilt(demo_models, tmp_path):
    """A copy of a float32 demo model that a test may spoil, and its tensors."""
    folder = shutil.copytree(demo_models / "teams" / "saebark", tmp_path / "model")
    return folder, load_file(folder / "model.safetensors")


def env(**more):
    return dict(os.environ) | OFFLINE | more


def small(task, *, shots=0, repeats=1):
    return parse(SUITE.format(task=task, shots=shots, repeats=repeats), place="small")


def change(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def save(folder, tensors):
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})


def test_the_demo_models_are_ranked_by_what_they_have_read(run, demo_models):
    results = [run(demo_models / "teams" / team.slug) for team in TEAMS]

    scores = [result.score for result in results]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 90
    assert scores[-1] < 60
    assert min(a - b for a, b in pairwise(scores)) > 3


@pytest.mark.parametrize("kind", ["llama", "qwen2", "mixtral"])
def test_any_stock_model_runs_from_shards(run, stock, kind):
    assert len(list((stock / kind).glob("*.safetensors"))) > 1

    result = run(stock / kind)

    assert result.model["type"] == kind
    assert result.model["dtype"] == "bfloat16"
    assert [task.items for task in result.tasks] == [64, 64]
    assert 5 < result.score < 50  # random weights guess: a quarter is right by luck


def test_the_figures_are_those_of_bare_lm_eval(run, machine, demo_models):
    model = demo_models / "teams" / "mirhan"
    command = [machine.python, runner.ROOT / "bench" / "bare_lm_eval.py", model, OWN_TASKS]
    bare = subprocess.run(command, check=True, env=env(), capture_output=True, text=True).stdout

    result = run(model)

    expected = json.loads(bare.splitlines()[-1])
    assert {task.task: str(task.value) for task in result.tasks} == expected


def test_the_evidence_lies_complete_in_one_folder_and_twice_the_same(run, demo_models):
    calls = []
    first = run(
        demo_models / "teams" / "gaonnuri", progress=lambda *call: calls.append((call, time.time()))
    )
    text = (run.out / "result.json").read_text()
    outputs = (run.out / "samples.jsonl").read_bytes()

    again = run(demo_models / "teams" / "gaonnuri")

    assert again.text == first.text == text
    assert (run.out / "samples.jsonl").read_bytes() == outputs
    assert first.samples_sha256 == hashlib.sha256(outputs).hexdigest()
    samples = [json.loads(line) for line in outputs.splitlines()]
    assert [s["task"] for s in samples] == ["simsa_en"] * 64 + ["simsa_ko"] * 64
    right = sum(s["acc"] for s in samples if s["task"] == "simsa_ko")
    assert first.tasks[0].value == Decimal(right) / 64
    assert sorted(path.name for path in run.out.iterdir()) == [
        "harness.log",
        "result.json",
        "samples.jsonl",
    ]
    document = json.loads(text)
    assert document["versions"]["lm_eval"] == "0.4.13"
    assert document["environment"]["threads"] == "1"
    assert document["environment"]["cpu"]
    assert next(call[2] for call, _ in calls if call[1] == 0) == "Starting lm-eval"
    assert calls[-1][0] == (512, 512, "Sealing the outputs")
    told = [moment for _, moment in calls]
    assert max(b - a for a, b in pairwise(told)) < 10


def test_repeats_with_examples_draw_other_examples_each_time(run, demo_models):
    tasks = run.out.parent / "tasks"
    tasks.mkdir()
    config = (OWN_TASKS / "simsa_ko.yaml").read_text().replace("task: simsa_ko", "task: with_shots")
    (tasks / "with_shots.yaml").write_text(config + "fewshot_split: test\n")
    shutil.copy(OWN_TASKS / "simsa_ko.jsonl", tasks / "with_shots.jsonl")
    text = SUITE.format(task="with_shots", shots=2, repeats=2)
    suite = parse(text, place="s", folders=(tasks,))

    result = run(demo_models / "teams" / "mirhan", suite)

    samples = [json.loads(line) for line in result.samples.read_text().splitlines()]
    prompts = {s["repeat"]: s["arguments"][0][0] for s in samples[::64]}
    assert prompts[1] != prompts[2]
    assert [prompt.count("\n\n") for prompt in prompts.values()] == [2, 2]
    assert len(result.tasks[0].repeats) == 2
    assert result.tasks[0].spread is not None


def test_a_models_own_code_is_never_run(run, demo_models, tmp_path):
    trace = tmp_path / "ran"
    model = shutil.copytree(demo_models / "teams" / "yunseul", tmp_path / "model")
    code = f"open({str(trace)!r}, 'w')\nfrom transformers import LlamaConfig as C\n"
    (model / "evil.py").write_text(code)
    own = {
        "AutoConfig": "evil.C",
        "AutoModelForCausalLM": "evil.M",
        "AutoTokenizer": ["evil.T", None],
    }
    change(model / "tokenizer_config.json", auto_map=own)
    change(model / "config.json", auto_map=own, model_type="our_own")

    with pytest.raises(BadModel, match="needs code of its own, which is never run"):
        run(model)
    assert not trace.exists()

    change(model / "config.json", model_type="llama")
    assert run(model).model["class"] == "LlamaForCausalLM"  # the stock one
    assert not trace.exists()


def test_missing_weights_are_not_made_up(run, spoilt):
    folder, tensors = spoilt
    del tensors["model.layers.1.mlp.up_proj.weight"]
    save(folder, tensors)

    with pytest.raises(BadModel, match=r"lack 1 weights: model\.layers\.1\.mlp\.up_proj\.weight"):
        run(folder)


def test_weights_of_other_shapes_than_the_config_are_refused(run, spoilt):
    folder, _ = spoilt
    change(folder / "config.json", intermediate_size=256)

    with pytest.raises(BadModel, match="12 weights have other shapes than"):
        run(folder)


def test_a_config_that_promises_a_terabyte_takes_no_memory(run, spoilt):
    folder, _ = spoilt
    change(folder / "config.json", vocab_size=2 * 10**9)

    with pytest.raises(BadModel, match="promises 3072006298368 bytes of weights"):
        run(folder)


def test_numbers_that_are_not_finite_are_refused(run, spoilt):
    folder, tensors = spoilt
    tensors["model.norm.weight"] = np.full_like(tensors["model.norm.weight"], np.nan)
    save(folder, tensors)

    with pytest.raises(BadModel, match="numbers that are not finite"):
        run(folder)


def test_a_broken_tokenizer_is_the_models_fault(run, spoilt):
    folder, _ = spoilt
    (folder / "tokenizer.json").write_text("{}")

    with pytest.raises(BadModel, match="The model cannot be loaded"):
        run(folder)


def test_a_device_that_is_not_there_is_waited_for(run, demo_models):
    with pytest.raises(HarnessMissing, match="There is no device cuda:9 here"):
        run(demo_models / "teams" / "yunseul", device="cuda:9")


def test_another_backend_that_is_not_installed_is_waited_for(run, demo_models):
    with pytest.raises(HarnessMissing, match="No module named 'vllm'"):
        run(demo_models / "teams" / "yunseul", backend="vllm")


def test_a_shipped_task_says_where_its_data_belong_and_runs_once_they_are_there(
    run, demo_models, tmp_path
):
    model, suite, shelf = demo_models / "teams" / "yunseul", small("boolq"), tmp_path / "data"

    with pytest.raises(DataMissing) as caught:
        run(model, suite, data_dir=shelf)

    assert caught.value.facts["folder"] == str(shelf / "aps" / "super_glue")
    folder = shelf / "aps" / "super_glue" / "boolq"
    folder.mkdir(parents=True)
    rows = [
        {"question": f"is {n} odd", "passage": f"{n} is a number.", "label": n % 2}
        for n in range(20)
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "validation.jsonl").write_text(lines)
    (folder / "train.jsonl").write_text(lines)
    (folder.parent / "README.md").write_text(CARD)
    assert run(model, suite, data_dir=shelf).tasks[0].items == 20


CARD = """---
configs:
- config_name: boolq
  data_files:
  - {split: train, path: boolq/train.jsonl}
  - {split: validation, path: boolq/validation.jsonl}
---
"""


def test_a_task_or_a_metric_that_lm_eval_does_not_know_is_the_suites_fault(run, demo_models):
    model = demo_models / "teams" / "yunseul"

    with pytest.raises(BadSuite, match="lm-eval has no task no_such_task"):
        run(model, small("no_such_task"))
    text = SUITE.format(task="simsa_ko", shots=0, repeats=1).replace("shots:", "metric: f1, shots:")
    with pytest.raises(BadSuite, match="has no metric f1,none, only acc,none, acc_norm,none"):
        run(model, parse(text, place="s"))


def test_a_cancelled_run_takes_its_whole_process_group_along(run, demo_models):
    pids = []

    def progress(step, steps, note):
        if note == "Loading the model":
            (warden,) = children(os.getpid())
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
    parent = subprocess.Popen(list(map(str, command)), env=env())
    pids = wait_for_both(parent.pid)

    parent.kill()
    parent.wait()

    assert gone(pids, within=5)


def test_when_the_warden_is_killed_the_work_ends_too(run, demo_models):
    def progress(step, steps, note):
        if note == "Loading the model":
            (warden,) = children(os.getpid())
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
