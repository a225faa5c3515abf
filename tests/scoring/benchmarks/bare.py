"""lm-eval with nothing of ours but the task files. Runs in .venv-bench: ``bare.py MODEL TASKS``."""

import json
import sys
from pathlib import Path

import lm_eval
import yaml
from lm_eval.tasks import TaskManager

tasks = []
for path in sorted(Path(sys.argv[2]).glob("simsa_*.yaml")):
    config = yaml.safe_load(path.read_text())
    config["dataset_kwargs"] = {"data_files": {"test": str(path.with_suffix(".jsonl"))}}
    tasks.append(config)
found = lm_eval.simple_evaluate(
    model="hf",
    model_args={"pretrained": sys.argv[1], "dtype": "auto"},
    tasks=tasks,
    task_manager=TaskManager(include_defaults=False),
    device="cpu",
    batch_size=32,
)
print(json.dumps({name: repr(float(r["acc,none"])) for name, r in found["results"].items()}))
