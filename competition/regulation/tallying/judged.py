"""Clause 9: evaluators' sheets. Items add up to a sheet, sheets are aggregated over evaluators."""

from dataclasses import dataclass, replace
from decimal import Decimal

from competition.regulation import articles
from competition.regulation.document.parts import Criterion, Item
from competition.regulation.inputs import Sheet
from competition.regulation.results import Figure, Source
from competition.regulation.tallying.ledger import POINTS, RAW, Ledger, refer
from scoring.rubric import (
    Rounding,
    Words,
    added,
    aggregated,
    enough,
    expression,
    eye,
    kept,
    needed,
    over,
    plain,
    rounded,
    step,
    times,
)
from scoring.rubric import mean as mean_of

ZERO = Decimal(0)
NOT_COUNTED = {
    "voided": Words("무효(제9조제6항)", "voided (Article 9(6))"),
    "unsealed": Words("봉인되지 않음(제9조제7항)", "never sealed (Article 9(7))"),
    "conflict": Words("이해충돌로 제외(제9조제2항)", "excluded for a conflict (Article 9(2))"),
    "incomplete": Words("빠진 항목 있음(제11조제4항)", "incomplete (Article 11(4))"),
    "trimmed": Words("최고·최저 제외", "left out as highest or lowest"),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """One sealed sheet: the points of every line, and their sum."""

    sheet: Sheet
    points: tuple[Decimal, ...]
    total: Decimal

    @property
    def place(self) -> tuple:
        """Ascending; equal sums by the lines, then by evaluator: always one order."""
        return (self.total, self.points, self.sheet.evaluator)


def raw(
    criterion: Criterion,
    rounding: Rounding,
    entry: str,
    sheets: list[Sheet],
    ledger: Ledger,
    place: int,
) -> Decimal | None:
    """The committee's value; None when too few sheets count."""
    scored, others = _valid(criterion, sheets)
    if not enough(len(scored), criterion.aggregator):
        _too_few(criterion, entry, len(scored), ledger)
        return None
    scored.sort(key=lambda s: s.place)
    places = _places(criterion, len(scored))
    value = aggregated(criterion.aggregator, [s.total for s in scored])
    sources = [
        _entered(criterion, entry, s, ledger, counted=i in places) for i, s in enumerate(scored)
    ]
    words = criterion.aggregator.words()
    counted = scored[places.start : places.stop]
    ledger.enter(
        f"{entry}/raw/{criterion.id}",
        value,
        kind="raw",
        entry=entry,
        label=Words(f"{criterion.names.ko} 집계값", f"{criterion.names.en}, aggregated"),
        formula=Words(f"평가표 점수의 {words.ko}", f"{words.en} of the sheets"),
        expression=expression(criterion.aggregator, [s.total for s in scored]),
        sources=[*sources, *others],
        clause=articles.item(articles.AGGREGATION, place),
        unit=RAW,
    )
    _items(criterion, entry, counted, ledger, rounding)
    return value


def _places(criterion: Criterion, count: int) -> range:
    below = count < needed(criterion.aggregator)
    return range(count) if below else kept(count, criterion.aggregator)


def _valid(criterion: Criterion, sheets: list[Sheet]) -> tuple[list[Scored], list[Source]]:
    """Sealed sheets with all their lines; and the others, each with why it does not count."""
    scored, others = [], []
    for sheet in sheets:
        if sheet.state != "sealed":
            others.append(_left_out(sheet, sheet.state))
        elif _incomplete(criterion, sheet):
            others.append(_left_out(sheet, "incomplete"))
        else:
            points = tuple(_points(criterion, item, sheet) for item in criterion.leaves())
            scored.append(Scored(sheet, points, added(points)))
    return scored, others


def _incomplete(criterion: Criterion, sheet: Sheet) -> bool:
    if criterion.aggregator.incomplete != "not_counted":
        return False
    return any(item.id not in sheet.scores for item in criterion.leaves())


def _points(criterion: Criterion, item: Item, sheet: Sheet) -> Decimal:
    """Score × points ÷ highest score; a gap counts the lowest score or zero, as declared."""
    lowest = item.scale.low if item.scale and criterion.aggregator.incomplete == "lowest" else ZERO
    score = sheet.scores.get(item.id, lowest)
    return score if item.scale is None else over(times(score, item.points), item.scale.high)


def _left_out(sheet: Sheet, why: str) -> Source:
    label = Words(f"평가위원 {sheet.evaluator}", f"evaluator {sheet.evaluator}")
    return Source(
        label,
        None,
        digest=sheet.digest or "",
        note=NOT_COUNTED[why],
        counted=False,
        person=sheet.evaluator,
    )


def _entered(criterion, entry, scored, ledger, *, counted) -> Source:
    sheet = scored.sheet
    digest = sheet.digest or ""
    lines = zip(criterion.leaves(), scored.points, strict=True)
    figure = ledger.enter(
        f"{entry}/sheet/{sheet.evaluator}/{criterion.id}",
        scored.total,
        kind="sheet",
        entry=entry,
        label=Words(
            f"평가위원 {sheet.evaluator}의 평가표", f"sheet of evaluator {sheet.evaluator}"
        ),
        formula=Words("세부항목 점수의 합", "sum of the items"),
        expression=" + ".join(plain(p) for p in scored.points),
        sources=[Source(_title(item), points, digest=digest) for item, points in lines],
        clause=articles.FORM,
        unit=POINTS,
    )
    note = None if counted else NOT_COUNTED["trimmed"]
    return replace(refer(figure, counted=counted, note=note), digest=digest, person=sheet.evaluator)


def _title(item: Item) -> Words:
    return item.names.words


def _items(criterion: Criterion, entry, counted: list[Scored], ledger, rule: Rounding) -> None:
    """What the team is told about each line: its mean over the sheets that count."""
    places = {item.id: place for place, item in enumerate(criterion.leaves())}
    for item in criterion.items:
        _item(item, places, entry, counted, ledger, rule)


def _item(item: Item, places: dict[str, int], entry, counted, ledger, rule) -> Figure:
    if item.items:
        lines = [_item(line, places, entry, counted, ledger, rule) for line in item.items]
        return _heading(item, entry, lines, ledger, rule)
    points = [scored.points[places[item.id]] for scored in counted]
    exact = mean_of(points)
    return ledger.enter(
        f"{entry}/item/{item.id}",
        rounded(exact, rule.mode, rule.mean_digits),
        kind="item",
        exact=exact,
        rounding=step(rule.mode, rule.mean_digits),
        entry=entry,
        label=item.names.words,
        formula=Words("집계된 평가표의 산술평균", "mean of the sheets that count"),
        expression=f"({' + '.join(plain(p) for p in points)}) ÷ {len(points)}",
        sources=[_line_source(scored, p) for scored, p in zip(counted, points, strict=True)],
        clause=articles.FORM,
    )


def _heading(item: Item, entry, lines: list[Figure], ledger, rule: Rounding) -> Figure:
    exact = added(line.exact for line in lines)
    return ledger.enter(
        f"{entry}/item/{item.id}",
        rounded(exact, rule.mode, rule.mean_digits),
        kind="item",
        exact=exact,
        rounding=step(rule.mode, rule.mean_digits),
        entry=entry,
        label=item.names.words,
        formula=Words("세부항목 점수의 합", "sum of the items"),
        expression=" + ".join(eye(line.value) for line in lines),
        sources=map(refer, lines),
        clause=articles.FORM,
    )


def _line_source(scored: Scored, points: Decimal) -> Source:
    code, digest = scored.sheet.evaluator, scored.sheet.digest or ""
    label = Words(f"평가위원 {code}", f"evaluator {code}")
    return Source(label, points, digest=digest, person=code)


def _too_few(criterion: Criterion, entry: str, count: int, ledger: Ledger) -> None:
    need = needed(criterion.aggregator)
    ko, en = criterion.names.ko, criterion.names.en
    ledger.lacks(
        f"{entry} / {criterion.id}",
        f"{entry}: ‘{ko}’에 유효한 평가표가 {count}장으로, {need}장에 미치지 못합니다.",
        f"{entry}: “{en}” has {count} valid sheets; {need} are needed.",
    )
