"""Clauses 11 and 14(1): from raw values to points, parts, totals and means, rounded as declared."""

from dataclasses import dataclass
from decimal import Decimal

from competition.regulation import articles
from competition.regulation.document.parts import Benchmark, Criterion, OutsideIndex, Panel, Part
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Figure
from competition.regulation.tallying import judged, measured, rated
from competition.regulation.tallying.gathering import Facts
from competition.regulation.tallying.ledger import Ledger, refer
from scoring.rubric import Rounding, Words, added, eye, mean, rounded, scaled, step

Values = dict[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Points:
    """An entry's points: by criterion, by part, in total. None where something is missing."""

    criteria: Values
    parts: Values
    total: Decimal | None


def score(rulebook: Rulebook, facts: Facts, ledger: Ledger) -> dict[str, Points]:
    """Points of every entry that is scored, whether or not it passes the gates."""
    criteria = {
        criterion.id: _criterion(rulebook, criterion, place, facts, ledger)
        for place, criterion in enumerate(rulebook.criteria(), 1)
    }
    return {entry: _sums(rulebook, entry, criteria, ledger) for entry in facts.scored}


def _criterion(rulebook, criterion, place, facts, ledger) -> Values:
    raws = {e: _raw(rulebook, criterion, place, e, facts, ledger) for e in facts.scored}
    field = {entry: raw for entry, raw in raws.items() if raw is not None}
    return {entry: _converted(rulebook, criterion, place, entry, field, ledger) for entry in raws}


def _raw(rulebook, criterion, place, entry, facts: Facts, ledger) -> Decimal | None:
    producer, key = criterion.producer, (entry, criterion.id)
    match producer:
        case Benchmark() | OutsideIndex():
            runs = facts.measurements.get(key, [])
            return measured.raw(rulebook, criterion, producer, entry, runs, ledger)
        case Panel():
            votes = facts.ratings.get(key, [])
            return rated.raw(criterion, producer, entry, votes, ledger, place)
        case _:
            sheets = facts.sheets.get(entry, [])
            return judged.raw(criterion, rulebook.rounding, entry, sheets, ledger, place)


def _converted(rulebook, criterion: Criterion, place, entry, field, ledger) -> Decimal | None:
    """Clause 11(2): the criterion's formula; then the rounding step, if it belongs here."""
    if entry not in field:
        return None
    exact = scaled(criterion.scaler, field[entry], criterion.points, field)
    rounding = rulebook.rounding
    value = _at("criterion", rounding, exact)
    raw = ledger.figures[f"{entry}/raw/{criterion.id}"]
    ledger.unrounded[f"{entry}/criterion/{criterion.id}"] = exact
    ledger.enter(
        f"{entry}/criterion/{criterion.id}",
        value,
        kind="criterion",
        entry=entry,
        label=criterion.names.words,
        formula=criterion.scaler.words(),
        expression=criterion.scaler.numbers(field[entry], criterion.points, field),
        sources=[refer(raw)],
        exact=exact,
        rounding=_step("criterion", rounding),
        clause=articles.item(articles.FORMULA, place),
    )
    return value


def _at(level: str, rounding: Rounding, value: Decimal) -> Decimal:
    """``value``, rounded if this is the level at which the rulebook rounds."""
    return rounded(value, rounding.mode, rounding.digits) if rounding.at == level else value


def _step(level: str, rounding: Rounding) -> Words | None:
    return step(rounding.mode, rounding.digits) if rounding.at == level else None


def _sums(rulebook: Rulebook, entry: str, criteria: dict[str, Values], ledger) -> Points:
    own = {id: values[entry] for id, values in criteria.items()}
    parts = {part.id: _part(rulebook, part, entry, own, ledger) for part in rulebook.parts}
    figures = [ledger.figures.get(f"{entry}/part/{part.id}") for part in rulebook.parts]
    label = Words("총점", "Total")
    formula = Words("부문 점수의 합", "sum of the parts")
    total = _sum(rulebook, "total", f"{entry}/total", entry, label, formula, figures, ledger)
    return Points(own, parts, total)


def _part(rulebook, part: Part, entry, own: Values, ledger) -> Decimal | None:
    figures = [ledger.figures.get(f"{entry}/criterion/{c.id}") for c in part.criteria]
    formula = Words("평가지표 점수의 합", "sum of the criteria")
    id = f"{entry}/part/{part.id}"
    return _sum(rulebook, "part", id, entry, part.names.words, formula, figures, ledger)


def _sum(rulebook, level, id, entry, label, formula, figures, ledger) -> Decimal | None:
    if any(figure is None for figure in figures):
        return None
    exact = added(figure.carried for figure in figures)
    ledger.unrounded[id] = added(ledger.unrounded[figure.id] for figure in figures)
    value = _at(level, rulebook.rounding, exact)
    ledger.enter(
        id,
        value,
        kind=level,
        entry=entry,
        label=label,
        formula=formula,
        expression=" + ".join(eye(figure.value) for figure in figures),
        sources=[refer(figure) for figure in figures],
        exact=exact,
        rounding=_step(level, rulebook.rounding),
        clause=articles.TOTAL,
    )
    return value


def summaries(rulebook: Rulebook, scores: dict[str, Points], ledger: Ledger):
    """Clause 11(6): the mean and the highest value of the total, every part and every criterion."""
    keys = ["total", *(f"part/{p.id}" for p in rulebook.parts)]
    keys += [f"criterion/{c.id}" for c in rulebook.criteria()]
    means: dict[str, Decimal] = {}
    tops: dict[str, Decimal] = {}
    for key in keys:
        figures = [f for e in scores if (f := ledger.figures.get(f"{e}/{key}")) is not None]
        if figures:
            name = key.split("/")[-1]
            means[name] = _mean(rulebook.rounding, key, figures, ledger)
            tops[name] = _top(key, figures, ledger)
    return means, tops


def _mean(rounding: Rounding, key: str, figures: list[Figure], ledger: Ledger) -> Decimal:
    """Of the rounded values or of the exact ones, as the rulebook says."""
    before = rounding.mean_of == "exact"
    values = [ledger.unrounded[f.id] if before else f.carried for f in figures]
    exact = mean(values)
    value = rounded(exact, rounding.mode, rounding.mean_digits)
    label, count = figures[0].label, len(figures)
    ledger.enter(
        f"mean/{key}",
        value,
        kind="mean",
        label=Words(f"{label.ko} 평균", f"{label.en}, mean"),
        formula=Words("평가를 받은 팀 점수의 합 ÷ 팀 수", "sum over the scored entries ÷ number"),
        expression=f"({' + '.join(eye(v) for v in values)}) ÷ {count}",
        sources=[refer(figure) for figure in figures],
        exact=exact,
        rounding=step(rounding.mode, rounding.mean_digits),
        clause=articles.MEANS,
    )
    return value


def _top(key: str, figures: list[Figure], ledger: Ledger) -> Decimal:
    value = max(figure.value for figure in figures)
    label = figures[0].label
    ledger.enter(
        f"top/{key}",
        value,
        kind="top",
        label=Words(f"{label.ko} 최고점", f"{label.en}, highest"),
        formula=Words("평가를 받은 팀 점수 가운데 가장 높은 값", "highest of the scored entries"),
        sources=[refer(figure) for figure in figures],
        clause=articles.MEANS,
    )
    return value
