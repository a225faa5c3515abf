"""Asks the questions and says what came out: one evaluation for each repeat."""

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any

import numpy as np
import torch
from lm_eval.evaluator import evaluate
from lm_eval.utils import handle_non_serializable, hash_string

from scoring.benchmarks.faults import BadSuite, HarnessFailed
from scoring.benchmarks.harness import loading, questions
from scoring.benchmarks.harness.meter import Meter

BOOTSTRAP = 1000  # resamples, for metrics whose error has no formula
KINDS = ("loglikelihood", "loglikelihood_rolling", "generate_until")


def answer(request: dict[str, Any], meter: Meter) -> dict[str, Any]:
    """Run the suite on the model; outputs go to ``samples.jsonl``, the figures are returned."""
    suite = request["suite"]
    meter.turn("Preparing the tasks")
    tasks = questions.load(request)
    meter.turn("Loading the model")
    lm = loading.load(request)
    meter.watch(lm)
    _count(lm, tasks, meter, suite["repeats"], request["model"])
    meter.turn("Answering")
    with Path(request["samples"]).open("w", encoding="utf-8") as file:
        repeats = [_once(lm, tasks, suite, n, file) for n in range(suite["repeats"])]
    meter.turn("Sealing the outputs")
    return {"repeats": repeats, "model": _describe(lm)}


def _once(lm: Any, tasks: Any, suite: dict[str, Any], number: int, file: Any) -> dict[str, Any]:
    _sow({name: seed + number for name, seed in suite["seeds"].items()}, tasks)
    found = evaluate(
        lm=lm,
        task_dict=tasks,
        bootstrap_iters=BOOTSTRAP,
        apply_chat_template=suite["chat_template"],
        fewshot_as_multiturn=suite["chat_template"],
    )
    for line in _lines(found["samples"], number + 1):
        file.write(line + "\n")
    return {task["task"]: _figures(found, task) for task in suite["tasks"]}


def _sow(seeds: dict[str, int], tasks: dict[str, Any]) -> None:
    random.seed(seeds["python"])
    np.random.seed(seeds["numpy"])  # lm-eval and its metrics draw from it
    torch.manual_seed(seeds["torch"])
    for leaf in tasks["tasks"].values():
        leaf.set_fewshot_seed(seed=seeds["fewshot"])


def _count(lm: Any, tasks: Any, meter: Meter, repeats: int, folder: str) -> None:
    """Have each request method tell the meter, and tell apart whose fault a failure is."""
    for kind in KINDS:
        setattr(lm, kind, _counted(getattr(lm, kind), tasks, meter, repeats, folder))


def _counted(ask: Any, tasks: Any, meter: Meter, repeats: int, folder: str) -> Any:
    @wraps(ask)
    def counted(requests: list[Any], *args: Any, **options: Any) -> Any:
        asked = sum(i.repeats for leaf in tasks["tasks"].values() for i in leaf.instances)
        meter.steps = asked * repeats
        meter.begin(len(requests))
        try:
            answers = ask(requests, *args, **options)
        except Exception as error:
            words = "The model cannot answer: %(why)s"
            raise loading.told_apart(error, words, folder) from error
        meter.end()
        return answers

    return counted


def _lines(samples: dict[str, list[dict[str, Any]]], repeat: int) -> Iterator[str]:
    for task in sorted(samples):
        for sample in sorted(samples[task], key=lambda s: (str(s["filter"]), s["doc_id"])):
            yield json.dumps(
                {"repeat": repeat, "task": task} | sample,
                sort_keys=True,
                ensure_ascii=False,
                default=handle_non_serializable,
            )


def _figures(found: dict[str, Any], task: dict[str, Any]) -> dict[str, Any]:
    """Value and standard error as lm-eval gives them, spelt exactly; the hash is lm-eval's own."""
    name, key = task["task"], task["key"]
    results = found["results"].get(name) or found.get("groups", {}).get(name) or {}
    if key not in results:
        keys = ", ".join(sorted(k for k in results if "," in k and "stderr" not in k))
        raise BadSuite("Task %(task)s has no metric %(metric)s, only %(keys)s.",
                       task=name, metric=key, keys=keys)  # fmt: skip
    metric, _, chosen = key.partition(",")
    leaves = _leaves(found, name)
    return {
        "value": _exact(results[key], name),
        "stderr": _exact_or_none(results.get(f"{metric}_stderr,{chosen}")),
        "items": sum(found["n-samples"][leaf]["effective"] for leaf in leaves),
        "version": str(found["versions"].get(name)),
        "hash": hash_string("".join(_hashes(found, leaves))),
    }


def _leaves(found: dict[str, Any], name: str) -> list[str]:
    inside = found["group_subtasks"].get(name)
    return [name] if not inside else [leaf for n in inside for leaf in _leaves(found, n)]


def _hashes(found: dict[str, Any], leaves: list[str]) -> Iterator[str]:
    for leaf in leaves:
        for sample in found["samples"][leaf]:
            yield sample["doc_hash"] + sample["prompt_hash"] + sample["target_hash"]


def _exact(value: Any, task: str) -> str:
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        raise HarnessFailed("Task %(task)s came out as %(value)s.", task=task, value=str(value))
    return format(number, "f")


def _exact_or_none(value: Any) -> str | None:
    if not isinstance(value, int | float | np.floating) or not np.isfinite(value):
        return None  # lm-eval writes "N/A" where a metric has no error
    return format(Decimal(repr(float(value))), "f")


def _describe(lm: Any) -> dict[str, str]:
    model = getattr(lm, "model", None)
    if not isinstance(model, torch.nn.Module):
        return {"class": type(lm).__name__}
    return {
        "class": type(model).__name__,
        "tokenizer": type(lm.tokenizer).__name__,
        "type": str(model.config.model_type),
        "parameters": str(sum(p.numel() for p in model.parameters())),
        "dtype": str(model.dtype).removeprefix("torch."),
    }
