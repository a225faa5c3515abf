"""The demo models, and the benchmark environment that some tests cannot do without."""

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from scoring import demo_models as demo
from scoring.benchmarks import Machine, runner, suites

HERE = Path(__file__).parent
PYTHON = Path(__file__).parents[3] / ".venv-bench" / "bin" / "python"
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="session")
def demo_models(tmp_path_factory):
    """The folder that holds ``teams/`` and ``references/``."""
    folder = tmp_path_factory.mktemp("demo_models")
    demo.make(folder)
    return folder


@pytest.fixture(scope="session")
def machine():
    """The harness of this checkout; without it these tests fail, they are never skipped."""
    if not PYTHON.exists():
        pytest.fail(f"{PYTHON} is missing: run ./dev test, which installs .venv-bench", False)
    return Machine(python=PYTHON)


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
    subprocess.run(
        [machine.python, HERE / "stock.py", folder], check=True, env=dict(os.environ) | OFFLINE
    )
    return folder
