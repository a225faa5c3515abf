"""Runs lm-eval on a model that was handed in. Pure: no Django, and torch only in a child process.

``run(model_dir, suite, out_dir=…, machine=Machine(python=…), progress=…)`` gives a ``Result``.
"""

from scoring.benchmarks import suites
from scoring.benchmarks.faults import (
    BadModel,
    BadSuite,
    BenchmarkError,
    DataMissing,
    HarnessFailed,
    HarnessMissing,
)
from scoring.benchmarks.machine import Machine
from scoring.benchmarks.result import VERSION, Result, TaskResult
from scoring.benchmarks.runner import NOTES, run
from scoring.benchmarks.suite import Suite, Task

__all__ = [
    "NOTES",
    "VERSION",
    "BadModel",
    "BadSuite",
    "BenchmarkError",
    "DataMissing",
    "HarnessFailed",
    "HarnessMissing",
    "Machine",
    "Result",
    "Suite",
    "Task",
    "TaskResult",
    "run",
    "suites",
]
