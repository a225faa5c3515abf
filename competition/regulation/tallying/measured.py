"""Clause 8: raw values of what machines measured. Runs are aggregated, metrics weighted."""

from decimal import Decimal

from competition.regulation import articles
from competition.regulation.document.parts import Benchmark, Criterion, Metric, OutsideIndex
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.document.texts import Name
from competition.regulation.inputs import Measurement
from competition.regulation.results import Source
from competition.regulation.tallying.ledger import RAW, Ledger, refer
from scoring.rubric import (
    Ratio,
    Words,
    added,
    aggregated,
    enough,
    expression,
    eye,
    over,
    plain,
    ratio_to_target,
    times,
)

Producer = Benchmark | OutsideIndex


def raw(
    rulebook: Rulebook,
    criterion: Criterion,
    producer: Producer,
    entry: str,
    rows: list[Measurement],
    ledger: Ledger,
) -> Decimal | None:
    """The weighted mean of the metrics. Where one was not measured: None, or as if it were 0,
    as the rulebook says (clause 8(4)).
    """
    zero = rulebook.treatment.no_measurement == "zero"
    metrics = producer.metrics or _declared(rows)
    figures = [_metric(criterion, metric, entry, rows, ledger, zero=zero) for metric in metrics]
    if not figures or any(figure.value is None for figure in figures):
        _not_measured(criterion, entry, ledger)
        return None
    weights = [metric.weight for metric in metrics]
    value = over(
        added(times(f.exact, w) for f, w in zip(figures, weights, strict=True)), added(weights)
    )
    terms = " + ".join(
        f"{plain(w)} × {eye(f.value)}" for f, w in zip(figures, weights, strict=True)
    )
    ledger.enter(
        f"{entry}/raw/{criterion.id}",
        value,
        kind="raw",
        entry=entry,
        label=Words(f"{criterion.names.ko} 원점수", f"{criterion.names.en}, raw value"),
        formula=Words("측정값의 가중평균", "weighted mean of the metrics"),
        expression=f"({terms}) ÷ {plain(added(weights))}",
        sources=map(refer, figures),
        clause=articles.BENCHMARKS,
        unit=RAW,
    )
    return value


def _declared(rows: list[Measurement]) -> tuple[Metric, ...]:
    """Where each team has metrics of its own, those that were measured, with equal weight."""
    names = sorted({row.metric for row in rows})
    return tuple(Metric(id=n, names=Name(ko=n, en=n), weight=Decimal(1)) for n in names)


def _metric(criterion, metric, entry, rows, ledger, *, zero):
    own = [row for row in rows if row.metric == metric.id]
    values = [_counted(criterion, row) for row in own]
    value = aggregated(criterion.aggregator, values) if _enough(criterion, values) else None
    value = Decimal(0) if value is None and zero else value
    words = criterion.aggregator.words()
    return ledger.enter(
        f"{entry}/metric/{criterion.id}/{metric.id}",
        value,
        kind="metric",
        entry=entry,
        label=metric.names.words,
        formula=Words(f"측정값의 {words.ko}", f"{words.en} of the runs"),
        expression=expression(criterion.aggregator, values),
        sources=[_source(row) for row in own],
        clause=articles.RUNS,
        unit=RAW,
    )


def _enough(criterion: Criterion, values: list[Decimal]) -> bool:
    return enough(len(values), criterion.aggregator)


def _counted(criterion: Criterion, row: Measurement) -> Decimal:
    """The raw value, or with declared targets its ratio to the target."""
    scaler = criterion.scaler
    if isinstance(scaler, Ratio) and scaler.target is None and row.target is not None:
        return ratio_to_target(row.raw, row.target, scaler.cap)
    return row.raw


def _source(row: Measurement) -> Source:
    target = None
    if row.target is not None:
        target = Words(f"목표값 {plain(row.target)}", f"target {plain(row.target)}")
    label = Words(f"{row.metric} {row.run}회차", f"{row.metric}, run {row.run}")
    return Source(label, row.raw, digest=row.digest, note=target)


def _not_measured(criterion: Criterion, entry: str, ledger: Ledger) -> None:
    ledger.lacks(
        f"{entry} / {criterion.id}",
        f"{entry}: ‘{criterion.names.ko}’의 측정값이 모두 갖추어지지 않았습니다.",
        f"{entry}: “{criterion.names.en}” has not been measured in full.",
    )
