"""lm-eval with nothing of ours but the task files: what a benchmark is measured against.

Runs in .venv-bench, by its path: ``bare_lm_eval.py MODEL TASKS [SAMPLES]``. Every ``simsa_*`` task
in the folder TASKS is asked; the outputs go to SAMPLES if it is given; figures are printed.
"""

import json
import sys
from pathlib import Path

import lm_eval
import yaml
from lm_eval.tasks import TaskManager
from lm_eval.utils import handle_non_serializable

model, folder, *samples = sys.argv[1:]
tasks = []
for path in sorted(Path(folder).glob("simsa_*.yaml")):
    config = yaml.safe_load(path.read_text())
    config["dataset_kwargs"] = {"data_files": {"test": str(path.with_suffix(".jsonl"))}}
    tasks.append(config)
found = lm_eval.simple_evaluate(
    model="hf",
    model_args={"pretrained": model, "dtype": "auto"},
    tasks=tasks,
    task_manager=TaskManager(include_defaults=False),
    device="cpu",
    batch_size=32,
)
if samples:
    text = json.dumps(found["samples"], default=handle_non_serializable, ensure_ascii=False)
    Path(samples[0]).write_text(text)
print(json.dumps({name: repr(float(r["acc,none"])) for name, r in found["results"].items()}))
