"""Runs a suite on a model folder: checks the folder, starts the harness, believes nothing."""

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from scoring.benchmarks import faults, folder
from scoring.benchmarks.child import Child, LineTooLong
from scoring.benchmarks.machine import Machine
from scoring.benchmarks.result import (
    Answer,
    Fault,
    Progress,
    Result,
    summarise,
    understand,
)
from scoring.benchmarks.suite import Suite

ROOT = Path(__file__).resolve().parents[2]  # the folder that holds the package ``scoring``
BEAT = 1.0  # seconds between two calls of ``progress`` while nothing moves
TAIL = 4000  # characters of the log that go with a failure

# English message ids; whoever shows one translates it.
NOTES = (
    "Starting lm-eval",
    "Preparing the tasks",
    "Loading the model",
    "Answering",
    "Sealing the outputs",
)
PASSED_ON = re.compile(r"PATH|LD_LIBRARY_PATH|TMPDIR|TZ|(CUDA|NVIDIA|NCCL|VLLM)_\w+")

Tell = Callable[[int, int, str], object]


def silent(step: int, steps: int, note: str) -> None:
    """A ``progress`` for whoever does not listen."""


def run(
    model_dir: Path, suite: Suite, *, out_dir: Path, machine: Machine, progress: Tell = silent
) -> Result:
    """Ask ``suite`` of the model in ``model_dir`` and leave the evidence in ``out_dir``.

    ``progress(step, steps, note)`` is called at least every ``BEAT`` seconds; whatever it raises
    ends the harness with its whole process group and is raised from here. Raises ``BadModel``,
    ``HarnessMissing``, ``DataMissing``, ``BadSuite`` or ``HarnessFailed``.
    """
    started = time.monotonic()
    model_dir, out_dir = Path(model_dir).resolve(), Path(out_dir).resolve()
    out_dir.mkdir(parents=True, exist_ok=True)
    progress(0, 0, NOTES[0])
    folder.check(model_dir)
    _check_harness(machine.python)
    answer = _ask(_request(model_dir, suite, out_dir, machine), out_dir, machine, progress)
    result = _seal(suite, answer, out_dir / "samples.jsonl")
    (out_dir / "result.json").write_text(result.text, encoding="utf-8")
    shutil.rmtree(out_dir / "cache", ignore_errors=True)
    spent = Decimal(str(round(time.monotonic() - started, 3)))
    return replace(result, seconds=spent)


def _check_harness(python: Path) -> None:
    if not os.access(python, os.X_OK):
        raise faults.HarnessMissing("The benchmark environment is not there yet.")


def _ask(request: str, out_dir: Path, machine: Machine, progress: Tell) -> Answer:
    command = [
        str(machine.python),
        "-P",
        "-s",
        "-m",
        "scoring.benchmarks.harness",
        str(os.getpid()),
    ]
    log = out_dir / "harness.log"
    deadline = time.monotonic() + machine.time_limit if machine.time_limit else None
    with Child(command, text=request, env=_environment(out_dir, machine), log=log) as child:
        try:
            if answer := _listen(child, deadline, progress):
                return answer
        except (ValueError, LineTooLong) as error:
            raise _failed("The harness said what cannot be: %(why)s", log, why=error) from error
        raise _ended(child.ended(), log)


def _listen(child: Child, deadline: float | None, progress: Tell) -> Answer | None:
    """The answer, or None if the harness ended without one; a fault it told is raised."""
    stand, spoken = (0, 0, NOTES[0]), 0.0
    for line in child.lines(every=BEAT):
        said = understand(line) if line is not None else None
        if isinstance(said, Answer):
            return said
        if isinstance(said, Fault):
            raise getattr(faults, said.fault)(said.words, **said.facts)
        if isinstance(said, Progress):
            stand = (min(said.step, said.steps), said.steps, _known(said.note))
        now = time.monotonic()
        if deadline and now > deadline:
            raise faults.HarnessFailed("The harness took longer than its time limit.")
        if said or now - spoken >= BEAT:
            spoken = now
            progress(*stand)
    return None


def _known(note: str) -> str:
    return note if note in NOTES else NOTES[0]


def _seal(suite: Suite, answer: Answer, samples: Path) -> Result:
    with samples.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        tasks = summarise(suite, answer)
    except ValueError as error:
        log = samples.with_name("harness.log")
        raise _failed("The harness said what cannot be: %(why)s", log, why=error) from error
    return Result(
        suite=suite.suite,
        suite_version=suite.version,
        suite_digest=suite.digest,
        tasks=tasks,
        versions=answer.versions,
        environment=answer.environment,
        model=answer.model,
        samples_sha256=digest,
        samples=samples,
        seconds=Decimal(0),
    )


def _request(model_dir: Path, suite: Suite, out_dir: Path, machine: Machine) -> str:
    document = suite.as_dict()
    for said, task in zip(document["tasks"], suite.tasks, strict=True):
        said["key"] = task.key
    host = {name: getattr(machine, name) for name in
            ("backend", "device", "dtype", "batch_size", "threads", "options")}  # fmt: skip
    request: dict[str, Any] = {
        "model": str(model_dir),
        "suite": document,
        "own": {own.task: str(own.path.resolve()) for own in suite.own},
        "samples": str(out_dir / "samples.jsonl"),
        "machine": host,
        "data_dir": str(Path(machine.data_dir).resolve()) if machine.data_dir else None,
    }
    return json.dumps(request)


def _environment(out_dir: Path, machine: Machine) -> dict[str, str]:
    """What the harness may know: no secret of ours, no way to the net, one thread setting."""
    cache = out_dir / "cache"
    cache.mkdir(exist_ok=True)
    threads = dict.fromkeys(
        ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(machine.threads)
    )
    offline = dict.fromkeys(("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE", "TRANSFORMERS_OFFLINE"), "1")
    ours = {
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
        "PYTHONUNBUFFERED": "1",
        "HOME": str(cache),
        "HF_HOME": str(cache / "hf"),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "LC_ALL": "C.UTF-8",
    }
    passed = {name: value for name, value in os.environ.items() if PASSED_ON.fullmatch(name)}
    return passed | ours | threads | offline


def _ended(code: int, log: Path) -> faults.BenchmarkError:
    if code == 128 + 9:
        return _failed("The harness was killed, perhaps for lack of memory.", log)
    return _failed("The harness ended with code %(code)s and no answer.", log, code=code)


def _failed(words: str, log: Path, **facts: object) -> faults.HarnessFailed:
    tail = log.read_text(encoding="utf-8", errors="replace")[-TAIL:]
    return faults.HarnessFailed(words, log=tail, **{k: str(v) for k, v in facts.items()})
