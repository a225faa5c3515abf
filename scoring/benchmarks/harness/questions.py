"""Finds the tasks of a suite: ours beside their items, lm-eval's own by name with data put here."""

from pathlib import Path
from typing import Any

import datasets
import yaml
from lm_eval.tasks import TaskManager

from scoring.benchmarks.faults import BadSuite, DataMissing, HarnessFailed

LOCAL = {"json", "csv", "parquet", "text", "arrow"}  # loaders that need no repository


def load(request: dict[str, Any]) -> dict[str, Any]:
    """lm-eval's own dictionary of tasks and groups, shots and seeds set."""
    own, asked = request["own"], request["suite"]["tasks"]
    shipped = [task["task"] for task in asked if task["task"] not in own]
    manager = TaskManager(include_defaults=bool(shipped))
    if unknown := sorted(set(shipped) - set(manager.all_tasks)):
        raise BadSuite("lm-eval has no task %(tasks)s.", tasks=", ".join(unknown))
    shelf = Path(request["data_dir"]) if request["data_dir"] else None
    loaded = {t["task"]: _load(manager, t, own.get(t["task"]), shelf) for t in asked}
    seeds = request["suite"]["seeds"]
    for task in asked:
        for leaf in loaded[task["task"]]["tasks"].values():
            _set_shots(leaf, task, seeds["fewshot"])
    return _together(loaded)


def _load(manager: Any, task: dict[str, Any], own: str | None, shelf: Path | None) -> Any:
    if own:
        return manager.load([_own(Path(own))])
    return _with_local_data(task["task"], shelf, lambda: manager.load([task["task"]]))


def _own(path: Path) -> dict[str, Any]:
    """A task of ours as lm-eval wants it inline. Plain YAML: it can name no function."""
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config["dataset_kwargs"] = {"data_files": {"test": str(path.with_suffix(".jsonl"))}}
    return config


def _with_local_data(task: str, shelf: Path | None, load: Any) -> Any:
    """Run ``load`` with every Hub dataset taken from ``shelf/OWNER/NAME`` instead of the net."""
    real = datasets.load_dataset

    def local(path: str, *args: Any, **options: Any) -> Any:
        if path in LOCAL:
            return _only_files_here(real, task, path, *args, **options)
        folder = shelf / path if shelf else None
        if folder is None or not folder.is_dir():
            raise _missing(task, path, folder)
        return real(str(folder), *args, **options)

    datasets.load_dataset = local
    try:
        return load()
    except (DataMissing, HarnessFailed):
        raise
    except Exception as error:
        raise HarnessFailed(
            "Task %(task)s cannot be set up: %(why)s", task=task, why=f"{error!r}"[:600]
        ) from error
    finally:
        datasets.load_dataset = real


def _only_files_here(real: Any, task: str, path: str, *args: Any, **options: Any) -> Any:
    if "://" in str(options.get("data_files")):
        raise _missing(task, str(options["data_files"])[:200], None)
    return real(path, *args, **options)


def _missing(task: str, dataset: str, folder: Path | None) -> DataMissing:
    return DataMissing(
        "lm-eval's task %(task)s needs the dataset %(dataset)s, which is not on this machine. "
        "Put a copy of its repository at %(folder)s.",
        task=task,
        dataset=dataset,
        folder=str(folder or f"(the benchmark data folder)/{dataset}"),
    )


def _set_shots(leaf: Any, task: dict[str, Any], seed: int) -> None:
    """As lm-eval does it: a task that fixes zero examples cannot be given any."""
    if leaf.get_config("num_fewshot") == 0 and task["shots"]:
        raise BadSuite(
            "Task %(task)s takes no examples; the suite says %(shots)s.",
            task=leaf.task_name,
            shots=task["shots"],
        )
    leaf.set_config(key="num_fewshot", value=task["shots"])
    leaf.set_fewshot_seed(seed=seed)


def _together(loaded: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {"tasks": {}, "groups": {}, "group_map": {}}
    for one in loaded.values():
        for part, entries in whole.items():
            if part == "tasks" and (twice := entries.keys() & one[part].keys()):
                raise BadSuite("Asked twice: %(tasks)s", tasks=", ".join(sorted(twice)))
            entries.update(one.get(part, {}))
    return whole
