"""A benchmark run as rows for people."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from scoring import benchmarks


@dataclass(frozen=True)
class Figure:
    """One task of a run."""

    said: dict
    name: str

    @property
    def percent(self):
        """The value and its error on a scale of 100."""
        return self._of_hundred(self.said["value"])

    @property
    def percent_error(self):
        error = self.said["stderr"]
        return None if error is None else self._of_hundred(error)

    def _of_hundred(self, value):
        return 100 * Decimal(value) / Decimal(self.said.get("full_scale") or 1)


def figures(run):
    """The tasks in the order of the suite, named as the suite names them."""
    names = _names(run.suite)
    tasks = run.figures.get("tasks", [])
    return [Figure(said, names.get(said["task"], said["task"])) for said in tasks]


def title(suite):
    """What people call a suite; its own id if it is no longer shipped."""
    try:
        name = benchmarks.suites.load(suite).name
    except benchmarks.BadSuite:
        return suite
    return getattr(name, _language())


def score(run):
    """The suite's score, 0 to 100, or None for a run that could not be made."""
    said = run.figures.get("score")
    return None if said is None else Decimal(said)


def _names(suite):
    try:
        tasks = benchmarks.suites.load(suite).tasks
    except benchmarks.BadSuite:
        return {}
    return {task.task: getattr(task.name, _language()) for task in tasks}


def _language():
    return "en" if get_language() == "en" else "ko"
