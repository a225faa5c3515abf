"""What our benchmark costs beside bare lm-eval, on the same model and tasks in one run.

``./dev bench benchmark [--rounds N]``. Three ways, in turn: our job, from the claim to the sealed
evidence; lm-eval by its Python interface (nothing read that is not needed, so the strictest
comparison); lm-eval's own command line. The smallest model is used, where whatever we add weighs
most. Exit 1 when ours takes more than 1.10 times bare lm-eval, or when the figures differ.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

import django
import yaml

from scoring import demo_models
from scoring.benchmarks.runner import ROOT
from scoring.benchmarks.suite import OWN_TASKS
from scoring.demo_models import making

LIMIT = 1.10
BARE = Path(__file__).with_name("bare_lm_eval.py")
Way = Callable[[], Callable[[], dict[str, str]]]  # makes ready, then does what is timed
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="./dev bench benchmark")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--python", type=Path, default=ROOT / ".venv-bench" / "bin" / "python")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for foreign in ("DATABASE_URL", "STORAGE_URL", "CELERY_BROKER_URL", "BENCH_DEVICE"):
            os.environ.pop(foreign, None)
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.base"}
        django.setup()
        ways = _ways(Path(folder), arguments.python)
        for way in ways.values():
            way()()  # once for the caches of the disk
        times = _measure(ways, arguments.rounds)
    return _judge(times)


def _ways(folder: Path, python: Path) -> dict[str, Way]:
    from bench import benchmark_job as job  # noqa: PLC0415  after django.setup

    model = folder / "models" / "teams" / demo_models.TEAMS[-1].slug
    making.write(demo_models.TEAMS[-1], model, demo_models.SEED)
    included = _included(folder / "tasks")
    command: list[str | Path] = [
        python,
        "-m",
        "lm_eval",
        "run",
        "--model",
        "hf",
        "--tasks",
        "simsa_ko,simsa_en",
    ]
    command += ["--model_args", f"pretrained={model},dtype=auto", "--include_path", included]
    command += ["--device", "cpu", "--batch_size", "32", "--log_samples", "--output_path"]
    bare: list[str | Path] = [python, BARE, model, OWN_TASKS]
    samples, team, numbers = folder / "samples.json", job.consortium(python), count()
    return {
        "our job": lambda: partial(job.work, job.want(team, model, next(numbers))),
        "lm-eval, Python": lambda: lambda: _figures(_bare([*bare, samples])),
        "lm-eval, command": lambda: lambda: _no_figures(_bare([*command, folder / "cli"])),
    }


def _measure(ways: dict[str, Way], rounds: int) -> dict[str, list[float]]:
    """Seconds of each way in each round; the ways take turns, so a busy moment hits them all."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        said = {}
        for name, way in ways.items():
            work = way()
            began = time.perf_counter()
            said[name] = work()
            times[name].append(time.perf_counter() - began)
        print(f"round {number + 1}: " + ", ".join(f"{n} {t[-1]:.2f} s" for n, t in times.items()))
        if len({json.dumps(s, sort_keys=True) for s in said.values() if s}) != 1:
            sys.exit(f"the figures differ: {said}")
    return times


def _judge(times: dict[str, list[float]]) -> int:
    typical = {name: median(seconds) for name, seconds in times.items()}
    bare = typical["lm-eval, Python"]
    for name, seconds in typical.items():
        print(f"{name:18} {seconds:6.2f} s  {seconds / bare:5.2f} x")
    ratio = typical["our job"] / bare
    load = os.getloadavg()[0]
    print(f"our job / bare lm-eval = {ratio:.2f} (at most {LIMIT}); load {load:.1f}, medians")
    return int(ratio > LIMIT)


def _bare(command: list[str | Path]) -> str:
    env = dict(os.environ) | OFFLINE | ONE_THREAD
    words = [str(word) for word in command]
    done = subprocess.run(words, check=True, env=env, capture_output=True, text=True)  # noqa: S603
    return done.stdout


def _figures(printed: str) -> dict[str, str]:
    figures: dict[str, str] = json.loads(printed.splitlines()[-1])
    return figures


def _no_figures(printed: str) -> dict[str, str]:
    return {}  # it prints a rounded table


def _included(folder: Path) -> Path:
    """Our tasks with the path of their items written in, as lm-eval's command line needs it."""
    folder.mkdir()
    for path in OWN_TASKS.glob("*.yaml"):
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
        config["dataset_kwargs"] = {"data_files": {"test": str(path.with_suffix(".jsonl"))}}
        (folder / path.name).write_text(yaml.safe_dump(config), encoding="utf-8")
    return folder


if __name__ == "__main__":
    sys.exit(main())
