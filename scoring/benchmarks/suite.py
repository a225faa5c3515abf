"""A benchmark suite: which tasks, how often asked, by which metric, with which weight.

A suite is one YAML file. Unknown keys, keys given twice, numbers where a string is due and
weights that do not sum to 1 are errors, each with its place. Any change raises ``version``;
``digest`` covers the suite and, for our own tasks, every byte of their items.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictBool,
    StrictInt,
    StrictStr,
    ValidationError,
    model_validator,
)

from scoring.benchmarks.faults import BadSuite

HARNESS = "lm-eval==0.4.13"
OWN_TASKS = Path(__file__).parent / "tasks"
LARGEST = 1_000_000  # bytes of a suite file


def _exact(value: object) -> Decimal:
    """A Decimal from a plain string; a YAML number would already have passed through a float."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        raise ValueError('must be a number in quotes, such as "0.4"')
    return Decimal(value)


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise ValueError("must be more than 0")
    return value


Exact = Annotated[Decimal, BeforeValidator(_exact), AfterValidator(_positive)]
Slug = Annotated[StrictStr, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
TaskName = Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.+-]*$", max_length=120)]
Words = Annotated[StrictStr, Field(min_length=1, max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Strict):
    """What people read, in both languages."""

    ko: Words
    en: Words


class Seeds(_Strict):
    """The seeds of lm-eval, its own defaults. Repeat n uses each of them plus n - 1."""

    python: Annotated[StrictInt, Field(ge=0, lt=2**32)] = 0
    numpy: Annotated[StrictInt, Field(ge=0, lt=2**31)] = 1234
    torch: Annotated[StrictInt, Field(ge=0, lt=2**32)] = 1234
    fewshot: Annotated[StrictInt, Field(ge=0, lt=2**32)] = 1234


class Task(_Strict):
    """One lm-eval task or group, shipped with lm-eval or ours, and what it counts.

    ``metric`` is lm-eval's key, with the filter after a comma where it is not ``none``.
    ``full_scale`` is the metric's highest value: 1 for an accuracy, 100 for a BLEU.
    """

    task: TaskName
    name: Name
    shots: Annotated[StrictInt, Field(ge=0, le=100)] = 0
    metric: Annotated[StrictStr, Field(pattern=r"^[a-z0-9_@]+(,[A-Za-z0-9_.-]+)?$")] = "acc"
    weight: Exact
    full_scale: Exact = Decimal(1)

    @property
    def key(self) -> str:
        """The metric as lm-eval writes it."""
        return self.metric if "," in self.metric else f"{self.metric},none"


class Suite(_Strict):
    """A suite as its file says it, plus the digests of our own tasks it names."""

    suite: Slug
    version: Annotated[StrictStr, Field(pattern=r"^\d+(\.\d+)*$", max_length=20)]
    harness: StrictStr
    name: Name
    seeds: Seeds = Seeds()
    repeats: Annotated[StrictInt, Field(ge=1, le=100)] = 1
    chat_template: StrictBool = False
    tasks: Annotated[tuple[Task, ...], Field(min_length=1, max_length=100)]

    _own: tuple["OwnTask", ...] = PrivateAttr(default=())  # filled by ``parse``, never by the file

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.harness != HARNESS:
            raise ValueError(f"harness must be {HARNESS}, the one this project is built on")
        names = [task.task for task in self.tasks]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"named twice: {', '.join(twice)}")
        if (total := sum(task.weight for task in self.tasks)) != 1:
            raise ValueError(f"the weights sum to {total}, not to 1")
        return self

    @property
    def own(self) -> tuple["OwnTask", ...]:
        """The tasks of ours among ``tasks``."""
        return self._own

    def as_dict(self) -> dict[str, Any]:
        """The whole suite as JSON takes it, Decimals as strings, digests of our tasks included."""
        return self.model_dump(mode="json") | {"own": {o.task: o.digest for o in self.own}}

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of ``as_dict``."""
        return hashlib.sha256(canonical(self.as_dict()).encode()).hexdigest()


@dataclass(frozen=True)
class OwnTask:
    """A task of ours: a YAML file in lm-eval's words beside a JSON Lines file of items."""

    task: str
    path: Path

    @property
    def items(self) -> Path:
        return self.path.with_suffix(".jsonl")

    @property
    def digest(self) -> str:
        """SHA-256 over the SHA-256 of both files."""
        both = [hashlib.sha256(p.read_bytes()).hexdigest() for p in (self.path, self.items)]
        return hashlib.sha256("\n".join(both).encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON with one spelling: sorted keys, no blanks, text as it is, no NaN."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def parse(text: str, *, place: str, folders: tuple[Path, ...] = (OWN_TASKS,)) -> Suite:
    """The suite that ``text`` says; ``BadSuite`` names ``place`` and everything that is wrong.

    A task that stands in one of ``folders`` is ours; any other is looked for in lm-eval.
    """
    try:
        document = yaml.load(text, Loader=_OnceLoader)  # noqa: S506  a SafeLoader
        suite = Suite.model_validate(document)
    except yaml.YAMLError as error:
        raise BadSuite("%(place)s: not YAML: %(why)s", place=place, why=str(error)) from None
    except ValidationError as error:
        raise BadSuite("%(place)s: %(why)s", place=place, why=_all_of(error)) from None
    except RecursionError:
        raise BadSuite("%(place)s: nested too deeply", place=place) from None
    found = (_own(task.task, folders, place) for task in suite.tasks)
    suite._own = tuple(own for own in found if own)
    return suite


def read(path: Path) -> Suite:
    """The suite in a file; tasks of its own may lie in ``tasks/`` beside it."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadSuite("%(place)s: larger than 1 MB", place=str(path))
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSuite("%(place)s: %(why)s", place=str(path), why=str(error)) from None
    return parse(text, place=str(path), folders=(path.parent / "tasks", OWN_TASKS))


def _own(task: str, folders: tuple[Path, ...], place: str) -> OwnTask | None:
    for folder in folders:
        found = OwnTask(task, folder / f"{task}.yaml")
        if found.path.is_file() and found.items.is_file():
            return found
    if task.startswith("simsa_"):
        raise BadSuite("%(place)s: there is no task %(task)s", place=place, task=task)
    return None


def _all_of(error: ValidationError) -> str:
    return "; ".join(f"{_place(e['loc'])}{_reason(e)}" for e in error.errors(include_url=False))


def _place(loc: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return f"{path.lstrip('.')}: " if path else ""


def _reason(error: Any) -> str:
    return str(error["msg"]).removeprefix("Value error, ")


class _OnceLoader(yaml.SafeLoader):
    """A SafeLoader that refuses a key given twice and every alias (a bomb in ten lines)."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.constructor.ConstructorError(None, None, "aliases are not taken", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key, (mark, _) in zip(keys, node.value, strict=True):
            if keys.count(key) > 1:
                words = f"{key!r} is given twice"
                raise yaml.constructor.ConstructorError(None, None, words, mark.start_mark)
        return super().construct_mapping(node, deep=deep)
