"""Clause 10: ratings by user panels, aggregated over the members whose answers are valid."""

from decimal import Decimal

from competition.regulation import articles
from competition.regulation.document.parts import Criterion, Panel
from competition.regulation.inputs import Rating
from competition.regulation.results import Source
from competition.regulation.tallying.ledger import RAW, Ledger
from scoring.rubric import Mean, Words, added, aggregated, enough, expression, needed, plain

INVALID = Words("유효하지 않은 응답", "not a valid answer")


def raw(
    criterion: Criterion,
    panel: Panel,
    entry: str,
    rows: list[Rating],
    ledger: Ledger,
    place: int,
) -> Decimal | None:
    """The panel's value; None when too few answers count."""
    values = {row.rater: _value(criterion, panel, row) for row in rows}
    counted = [value for value in values.values() if value is not None]
    if not enough(len(counted), criterion.aggregator):
        _too_few(criterion, entry, len(counted), ledger)
        return None
    value = aggregated(criterion.aggregator, counted)
    words = criterion.aggregator.words()
    ledger.enter(
        f"{entry}/raw/{criterion.id}",
        value,
        kind="raw",
        entry=entry,
        label=Words(f"{criterion.names.ko} 집계값", f"{criterion.names.en}, aggregated"),
        formula=Words(f"평점의 {words.ko}", f"{words.en} of the ratings"),
        expression=_expression(criterion, counted),
        sources=[_source(row, values[row.rater]) for row in rows],
        clause=articles.item(articles.AGGREGATION, place),
        unit=RAW,
    )
    return value


def _value(criterion: Criterion, panel: Panel, row: Rating) -> Decimal | None:
    """The rating; one that is not valid counts nothing, the lowest or zero, as declared."""
    if row.valid:
        return row.rating
    declared = {"not_counted": None, "lowest": panel.scale.low, "zero": Decimal(0)}
    return declared[criterion.aggregator.incomplete]


def _expression(criterion: Criterion, counted: list[Decimal]) -> str:
    """Many ratings: their sum, not every one of them; each stands among the sources."""
    if len(counted) <= 20 or not isinstance(criterion.aggregator, Mean):
        return expression(criterion.aggregator, counted)
    return f"{plain(added(counted))} ÷ {len(counted)}"


def _source(row: Rating, value: Decimal | None) -> Source:
    label = Words(f"평가단원 {row.rater}", f"panel member {row.rater}")
    note = None if row.valid else INVALID
    return Source(
        label,
        value,
        digest=row.digest,
        note=note,
        counted=value is not None,
        person=row.rater,
    )


def _too_few(criterion: Criterion, entry: str, count: int, ledger: Ledger) -> None:
    need = needed(criterion.aggregator)
    ko, en = criterion.names.ko, criterion.names.en
    ledger.lacks(
        f"{entry} / {criterion.id}",
        f"{entry}: ‘{ko}’에 유효한 응답이 {count}명으로, {need}명에 미치지 못합니다.",
        f"{entry}: “{en}” has {count} valid answers; {need} are needed.",
    )
