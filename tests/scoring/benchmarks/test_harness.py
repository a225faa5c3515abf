"""The far side: real lm-eval on real weights, in .venv-bench."""

import hashlib
import json
import os
import shutil
import subprocess
import time
from decimal import Decimal
from itertools import pairwise

import pytest

from scoring.benchmarks import BadSuite, DataMissing, HarnessMissing, runner
from scoring.benchmarks.suite import OWN_TASKS, parse
from scoring.demo_models import TEAMS
from tests.scoring.benchmarks.conftest import OFFLINE

pytestmark = pytest.mark.bench_env
SUITE = """
suite: small
version: "1"
harness: lm-eval==0.4.13
name: {{ko: 작은 평가, en: Small}}
repeats: {repeats}
tasks:
  - {{task: {task}, name: {{ko: 과제, en: Task}}, shots: {shots}, weight: "1"}}
"""


def small(task, *, shots=0, repeats=1):
    return parse(SUITE.format(task=task, shots=shots, repeats=repeats), place="small")


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
    bare = subprocess.run(
        command, check=True, env=dict(os.environ) | OFFLINE, capture_output=True, text=True
    ).stdout

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
