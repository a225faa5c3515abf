"""What a run found, as frozen data with one spelling, and the check of what the harness said.

The harness is another process that has just opened files from strangers: nothing it says is
taken before it was validated here.
"""

import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, TypeAdapter

from scoring.benchmarks.suite import Suite, Task, canonical

VERSION = "1"  # of this engine; raised when the same answers would give another result
DIGITS = 28  # significant digits of means and roots

Number = Annotated[Decimal, Field(allow_inf_nan=False)]
Fact = Annotated[StrictStr, Field(max_length=2000)]
Facts = Annotated[dict[Annotated[StrictStr, Field(max_length=80)], Fact], Field(max_length=60)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Progress(_Said):
    """So many of so many requests are answered."""

    kind: Literal["progress"]
    step: Annotated[StrictInt, Field(ge=0)]
    steps: Annotated[StrictInt, Field(ge=0)]
    note: Fact


class Fault(_Said):
    """Why there will be no answer; ``fault`` is the name of one of our own exceptions."""

    kind: Literal["fault"]
    fault: Literal["BadSuite", "BadModel", "HarnessMissing", "DataMissing", "HarnessFailed"]
    words: Fact
    facts: Facts


class Figures(_Said):
    """One task in one repeat."""

    value: Number
    stderr: Annotated[Number, Field(ge=0)] | None
    items: Annotated[StrictInt, Field(gt=0)]
    version: Fact
    hash: Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")]


class Answer(_Said):
    """Everything that was asked, once for each repeat."""

    kind: Literal["answer"]
    repeats: Annotated[list[dict[StrictStr, Figures]], Field(min_length=1)]
    model: Facts
    versions: Facts
    environment: Facts


MESSAGE: TypeAdapter[Progress | Fault | Answer] = TypeAdapter(
    Annotated[Progress | Fault | Answer, Field(discriminator="kind")]
)


@dataclass(frozen=True)
class TaskResult:
    """One task over all repeats, in the metric's own unit.

    ``value`` is the mean of ``repeats``. ``stderr`` is the error from the choice of items,
    which repeats do not lessen: the root of the mean of the squares. ``spread`` is the standard
    deviation between repeats, None for one repeat.
    """

    task: str
    metric: str
    weight: Decimal
    full_scale: Decimal
    shots: int
    value: Decimal
    stderr: Decimal | None
    spread: Decimal | None
    repeats: tuple[Decimal, ...]
    items: int
    task_hash: str
    version: str


@dataclass(frozen=True)
class Result:
    """A suite run on a model. ``text`` is canonical and names neither clock nor path."""

    suite: str
    suite_version: str
    suite_digest: str
    tasks: tuple[TaskResult, ...]
    versions: dict[str, str]
    environment: dict[str, str]
    model: dict[str, str]
    samples_sha256: str
    samples: Path = field(compare=False)
    seconds: Decimal = field(compare=False)

    @property
    def score(self) -> Decimal:
        """0 to 100, unrounded: 100 × the sum of weight × value ÷ full scale."""
        return 100 * sum((t.weight * t.value / t.full_scale for t in self.tasks), Decimal(0))

    @property
    def text(self) -> str:
        """Canonical JSON, Decimals as plain strings: what is kept as evidence."""
        return canonical(self.as_dict())

    @property
    def digest(self) -> str:
        """SHA-256 of ``text``."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """Everything but ``seconds`` and the place of the outputs."""
        return {
            "engine": VERSION,
            "suite": {
                "id": self.suite, "version": self.suite_version, "digest": self.suite_digest
            },
            "score": plain(self.score),
            "tasks": [_task(t) for t in self.tasks],
            "model": self.model,
            "versions": self.versions,
            "environment": self.environment,
            "samples_sha256": self.samples_sha256,
        }  # fmt: skip


def plain(number: Decimal | None) -> str | None:
    """A Decimal without exponent and without zeros at its end."""
    if number is None:
        return None
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _task(result: TaskResult) -> dict[str, Any]:
    return {
        "task": result.task,
        "metric": result.metric,
        "weight": plain(result.weight),
        "full_scale": plain(result.full_scale),
        "shots": result.shots,
        "value": plain(result.value),
        "stderr": plain(result.stderr),
        "spread": plain(result.spread),
        "repeats": [plain(value) for value in result.repeats],
        "items": result.items,
        "task_hash": result.task_hash,
        "version": result.version,
    }


def understand(line: bytes) -> Progress | Fault | Answer:
    """One message of the harness; ``ValueError`` if it is none."""
    return MESSAGE.validate_python(json.loads(line))


def summarise(suite: Suite, answer: Answer) -> tuple[TaskResult, ...]:
    """The figures of each task of the suite; ``ValueError`` if they are not what was asked for."""
    asked = {task.task for task in suite.tasks}
    if len(answer.repeats) != suite.repeats or any(r.keys() != asked for r in answer.repeats):
        raise ValueError("the harness answered other questions than were asked")
    return tuple(_summary(t, [repeat[t.task] for repeat in answer.repeats]) for t in suite.tasks)


def _summary(task: Task, figures: list[Figures]) -> TaskResult:
    if any(f.value < 0 or f.value > task.full_scale for f in figures):
        raise ValueError(f"{task.task}: {task.key} lies outside 0 to {task.full_scale}")
    if len({(f.items, f.version) for f in figures}) != 1:
        raise ValueError(f"{task.task}: the repeats asked different items")
    values = tuple(f.value for f in figures)
    with localcontext(prec=DIGITS):
        return TaskResult(
            task=task.task,
            metric=task.key,
            weight=task.weight,
            full_scale=task.full_scale,
            shots=task.shots,
            value=_mean(values),
            stderr=_root_mean_square([f.stderr for f in figures]),
            spread=_spread(values),
            repeats=values,
            items=figures[0].items,
            task_hash=figures[0].hash,
            version=figures[0].version,
        )


def _mean(values: tuple[Decimal, ...]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _root_mean_square(errors: list[Decimal | None]) -> Decimal | None:
    known = [error for error in errors if error is not None]
    if len(known) < len(errors):
        return None
    return known[0] if len(known) == 1 else _mean(tuple(e * e for e in known)).sqrt()


def _spread(values: tuple[Decimal, ...]) -> Decimal | None:
    if len(values) < 2:
        return None
    mean = _mean(values)
    return (sum(((v - mean) ** 2 for v in values), Decimal(0)) / (len(values) - 1)).sqrt()
