"""Reading: from a text to a rulebook or to tally inputs, or a refusal in words."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from competition.regulation.document.parts import Item
from competition.regulation.document.refusals import (
    InputsRefused,
    Refused,
    RulebookRefused,
    in_words,
)
from competition.regulation.document.rulebook import SCHEMA, Rulebook
from competition.regulation.inputs import INPUTS_SCHEMA, TallyInputs
from competition.regulation.results import Problem
from scoring.rubric import Strict

MEGABYTE = 1024 * 1024
RULEBOOK_LIMIT, INPUTS_LIMIT = MEGABYTE, 256 * MEGABYTE
ITEMS_LIMIT, DEPTH_LIMIT = 1000, 4
SHOWN = 50
Document = TypeVar("Document", bound=Strict)


def parse(text: str | bytes) -> Rulebook:
    """The rulebook written in ``text`` (JSON). Raises ``RulebookRefused`` with all that is wrong.

    A draft with gaps is read; ``readiness`` tells what it lacks.
    """
    rulebook = _read(text, Rulebook, SCHEMA, RULEBOOK_LIMIT, RulebookRefused)
    if problems := [*_twice(rulebook), *_too_much(rulebook)]:
        raise RulebookRefused(problems[:SHOWN])
    return rulebook


def parse_inputs(text: str | bytes) -> TallyInputs:
    """The tally inputs written in ``text`` (JSON). Raises ``InputsRefused``."""
    return _read(text, TallyInputs, INPUTS_SCHEMA, INPUTS_LIMIT, InputsRefused)


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of a rulebook."""
    return Rulebook.model_json_schema(by_alias=True)


def inputs_schema() -> dict[str, Any]:
    """The published JSON Schema of tally inputs."""
    return TallyInputs.model_json_schema(by_alias=True)


def _read(
    text: str | bytes, model: type[Document], schema: str, limit: int, refused: type[Refused]
) -> Document:
    if problem := _look(text, schema, limit):
        raise refused([problem])
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise refused([in_words(e) for e in found[:SHOWN]]) from None


def _look(text: str | bytes, schema: str, limit: int) -> Problem | None:
    """What can be said before the document is read in full: size, JSON, schema."""
    if len(text) > limit:
        return Problem(
            "",
            f"문서가 너무 큽니다({len(text):,}바이트). {limit // MEGABYTE} MB까지 읽습니다.",
            f"The document is too large ({len(text):,} bytes); at most {limit // MEGABYTE} MB.",
        )
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        return Problem("", "너무 깊이 겹쳐 있습니다.", "Nested too deeply.")
    except _Twice as twice:
        key = twice.args[0]
        return Problem(key, "같은 이름이 두 번 적혀 있습니다.", "This key is given twice.")
    except ValueError as error:  # bad JSON, bad UTF-8, NaN
        return Problem("", f"JSON으로 읽을 수 없습니다: {error}", f"Not valid JSON: {error}")
    return _schema_problem(found, schema)


def _schema_problem(found: Any, schema: str) -> Problem | None:
    given = found.get("schema") if isinstance(found, dict) else None
    if given == schema:
        return None
    said = f"‘{given}’" if isinstance(given, str) else "없음"
    told = f"“{given}”" if isinstance(given, str) else "none"
    return Problem(
        "schema",
        f"모르는 형식 판({said[:80]})입니다. 이 프로그램은 ‘{schema}’만 읽습니다. "
        "문서를 이 판에 맞게 고치거나, 그 판을 아는 프로그램으로 여십시오.",
        f"Unknown schema version ({told[:80]}). This program reads “{schema}” only: rewrite the "
        "document for it, or open it with a program that knows its version.",
    )


class _Twice(ValueError):
    """An object names a key twice: two readers could see two documents."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        key, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise _Twice(key)
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number here")


def _twice(rulebook: Rulebook) -> Iterator[Problem]:
    ids = ["total", "handed_in_at"]  # words of the rules themselves
    ids += [part.id for part in rulebook.parts] + [gate.id for gate in rulebook.gates]
    for criterion in rulebook.criteria():
        ids += [criterion.id, *(item.id for item in _all(criterion.items))]
    for id, times in Counter(ids).items():
        if times > 1:
            yield Problem(
                id,
                f"식별자 ‘{id}’이(가) {times}번 쓰였습니다. 식별자는 서로 달라야 합니다.",
                f"The id “{id}” is used {times} times. Ids must differ.",
            )


def _too_much(rulebook: Rulebook) -> Iterator[Problem]:
    items = sum(1 for c in rulebook.criteria() for _ in _all(c.items))
    if items > ITEMS_LIMIT:
        yield Problem(
            "parts",
            f"세부항목이 너무 많습니다({items}개). {ITEMS_LIMIT}개까지 쓸 수 있습니다.",
            f"Too many items ({items}); at most {ITEMS_LIMIT}.",
        )
    for criterion in rulebook.criteria():
        if _depth(criterion.items) > DEPTH_LIMIT:
            yield Problem(
                criterion.id,
                f"세부항목이 {DEPTH_LIMIT}단계보다 깊습니다.",
                f"The items are nested deeper than {DEPTH_LIMIT} levels.",
            )


def _all(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.items)


def _depth(items: tuple[Item, ...]) -> int:
    return 1 + max(_depth(item.items) for item in items) if items else 0
