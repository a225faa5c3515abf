"""The demo models, and the benchmark environment that some tests cannot do without."""

from pathlib import Path

import pytest

from scoring import demo_models as demo
from scoring.benchmarks import Machine

PYTHON = Path(__file__).parents[3] / ".venv-bench" / "bin" / "python"


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
