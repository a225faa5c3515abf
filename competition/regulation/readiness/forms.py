"""The scoring form: lines that can be scored in the declared steps, with anchors that fit."""

from collections.abc import Iterator

from competition.regulation.document.parts import (
    Criterion,
    Evaluators,
    Item,
    Panel,
    Scale,
)
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Problem
from scoring.rubric import plain


def lines(rulebook: Rulebook) -> Iterator[Problem]:
    """Every criterion of a committee has a form, every scale has steps, every anchor a place."""
    for part in rulebook.parts:
        for criterion in part.criteria:
            place = f"parts/{part.id}/{criterion.id}"
            yield from _form(place, criterion)


def _form(place: str, criterion: Criterion) -> Iterator[Problem]:
    producer = criterion.producer
    if isinstance(producer, Panel):
        yield from _scale(place, producer.scale)
    if isinstance(producer, Evaluators):
        yield from _sheet(place, criterion, producer)
    elif criterion.items:
        yield Problem(
            place,
            "세부항목은 평가위원이 평가하는 지표에만 둘 수 있습니다.",
            "Only a criterion scored by evaluators can have items.",
        )


def _sheet(place: str, criterion: Criterion, producer: Evaluators) -> Iterator[Problem]:
    if not criterion.items:
        yield Problem(place, "평가표에 세부항목이 없습니다.", "The scoring form has no items.")
    if producer.step <= 0:
        yield Problem(place, "점수 간격은 0보다 커야 합니다.", "The step must be above 0.")
        return
    for item in criterion.leaves():
        yield from _line(f"{place}/{item.id}", item, producer)


def _line(place: str, item: Item, producer: Evaluators) -> Iterator[Problem]:
    if item.scale is not None:
        yield from _scale(place, item.scale)
    elif item.points % producer.step:
        yield Problem(
            place,
            f"배점 {plain(item.points)}점은 {plain(producer.step)}점 간격으로 줄 수 없습니다.",
            f"{plain(item.points)} points cannot be given in steps of {plain(producer.step)}.",
        )
    if not item.anchors:
        yield Problem(place, "점수의 기준(앵커)이 없습니다.", "The line has no anchors.")
    yield from _anchors(place, item)


def _anchors(place: str, item: Item) -> Iterator[Problem]:
    low, high = (item.scale.low, item.scale.high) if item.scale else (0, item.points)
    for anchor in item.anchors:
        if not low <= anchor.at <= high:
            yield Problem(
                place,
                f"기준 {plain(anchor.at)}점은 점수 범위를 벗어납니다.",
                f"The anchor at {plain(anchor.at)} lies outside the scale.",
            )


def _scale(place: str, scale: Scale) -> Iterator[Problem]:
    if scale.step <= 0 or scale.low >= scale.high or (scale.high - scale.low) % scale.step:
        yield Problem(
            place,
            "척도가 맞지 않습니다. 최저점이 최고점보다 작고 간격이 그 사이를 나누어야 합니다.",
            "The scale does not work: the lowest must be below the highest, in whole steps.",
        )
