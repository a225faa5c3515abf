"""Clause 13(2): only sealed facts that fit the rulebook count; others are refused."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from competition.regulation.document.canonical import digest
from competition.regulation.document.parts import Evaluators, Item, Panel
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.inputs import Finding, Measurement, Rating, Sheet, TallyInputs
from competition.regulation.results import Problem
from scoring.rubric import plain

Check = Callable[[Rulebook, TallyInputs], Iterator[Problem]]


def contradictions(rulebook: Rulebook, inputs: TallyInputs) -> list[Problem]:
    """Everything in the inputs that cannot be under this rulebook."""
    checks: tuple[Check, ...] = (_bound, _unknown, _repeated, _measured, _scored, _rated, _ticked)
    return [problem for check in checks for problem in check(rulebook, inputs)]


def _bound(rulebook: Rulebook, inputs: TallyInputs) -> Iterator[Problem]:
    if inputs.rulebook != digest(rulebook):
        yield Problem(
            "rulebook",
            "입력 자료가 다른 규정에 따른 것입니다(규정 해시가 다릅니다).",
            "These inputs belong to another rulebook (its digest differs).",
        )


def _unknown(rulebook: Rulebook, inputs: TallyInputs) -> Iterator[Problem]:
    entries = {entry.code for entry in inputs.entries}
    named_entries = {row.entry for row in inputs.findings}
    named_entries |= {row.entry for row in inputs.sheets}
    named_entries |= {row.entry for row in inputs.measurements}
    named_entries |= {row.entry for row in inputs.ratings}
    for code in sorted(named_entries - entries):
        yield _no_such(code, "참가팀", "entry")
    criteria = {c.id for c in rulebook.criteria()}
    named = {row.criterion for row in inputs.measurements}
    named |= {row.criterion for row in inputs.ratings}
    for code in sorted(named - criteria):
        yield _no_such(code, "평가지표", "criterion")
    gates = {gate.id for gate in rulebook.gates}
    for code in sorted({finding.gate for finding in inputs.findings} - gates):
        yield _no_such(code, "최소기준", "gate")


def _no_such(code: str, ko: str, en: str) -> Problem:
    return Problem(code, f"모르는 {ko} ‘{code}’입니다.", f"There is no {en} “{code}”.")


def _repeated(rulebook: Rulebook, inputs: TallyInputs) -> Iterator[Problem]:
    keys: list[tuple[str, ...]] = [("entry", e.code) for e in inputs.entries]
    keys += [_measurement(m) for m in inputs.measurements]
    keys += [("sheet", s.entry, s.evaluator) for s in inputs.sheets if s.state == "sealed"]
    keys += [("rating", r.entry, r.criterion, r.rater) for r in inputs.ratings]
    keys += [_finding(f) for f in inputs.findings]
    for key in sorted(key for key, times in Counter(keys).items() if times > 1):
        place = " / ".join(key)
        yield Problem(place, "같은 자료가 두 번 들어 있습니다.", "This row is given twice.")


def _measurement(row: Measurement) -> tuple[str, ...]:
    return ("measurement", row.entry, row.criterion, row.metric, str(row.run))


def _finding(row: Finding) -> tuple[str, ...]:
    return ("finding", row.entry, row.gate, row.source, row.component, row.reference)


def _measured(rulebook: Rulebook, inputs: TallyInputs) -> Iterator[Problem]:
    producers = {c.id: c.producer for c in rulebook.criteria()}
    for row in inputs.measurements:
        producer = producers.get(row.criterion)
        place = " / ".join(_measurement(row)[1:])
        if isinstance(producer, Panel | Evaluators):
            yield Problem(place, "기계로 측정하는 지표가 아닙니다.", "Not a measured criterion.")
        elif producer and producer.metrics and row.metric not in {m.id for m in producer.metrics}:
            yield _no_such(row.metric, "측정 항목", "metric")
        if row.target is not None and row.target <= 0:
            yield Problem(place, "목표값은 0보다 커야 합니다.", "A target must be above 0.")


def _scored(rulebook: Rulebook, inputs: TallyInputs) -> Iterator[Problem]:
    fits = {item.id: _steps(item, c.producer) for c, item in _lines(rulebook)}
    for sheet in inputs.sheets:
        if sheet.state == "sealed" and sheet.digest is None:
            yield Problem(
                _sheet(sheet), "봉인된 평가표에 해시가 없습니다.", "A sealed sheet has no digest."
            )
        for id, score in sheet.scores.items():
            if id not in fits:
                yield _no_such(id, "세부항목", "item")
            elif score not in fits[id]:
                yield _off(f"{_sheet(sheet)} / {id}", plain(score))


def _sheet(sheet: Sheet) -> str:
    return f"{sheet.entry} / {sheet.evaluator}"


def _off(place: str, score: str) -> Problem:
    return Problem(
        place,
        f"점수 {score}은(는) 정해진 범위나 간격을 벗어납니다.",
        f"The score {score} is outside the bounds or off the steps of the form.",
    )


def _lines(rulebook: Rulebook) -> Iterator[tuple]:
    for criterion in rulebook.criteria():
        for item in criterion.leaves():
            yield criterion, item


def _steps(item: Item, producer) -> frozenset:
    scale = item.scale
    if scale is not None:
        return steps(scale.low, scale.high, scale.step)
    return steps(item.points * 0, item.points, producer.step)


def steps(low, high, step) -> frozenset:
    """All scores the form allows, from the lowest to the highest."""
    allowed, score = [], low
    while score <= high:
        allowed.append(score)
        score += step
    return frozenset(allowed)


def _rated(rulebook: Rulebook, inputs: TallyInputs) -> Iterator[Problem]:
    panels = {c.id: c.producer for c in rulebook.criteria() if isinstance(c.producer, Panel)}
    fits = {id: steps(p.scale.low, p.scale.high, p.scale.step) for id, p in panels.items()}
    for row in inputs.ratings:
        if row.criterion not in fits:
            if any(c.id == row.criterion for c in rulebook.criteria()):
                yield _no_panel(row)
        elif row.rating not in fits[row.criterion]:
            yield _off(f"{row.entry} / {row.criterion} / {row.rater}", plain(row.rating))


def _no_panel(row: Rating) -> Problem:
    return Problem(
        f"{row.entry} / {row.criterion} / {row.rater}",
        "평가단이 평가하는 지표가 아닙니다.",
        "Not a criterion of a user panel.",
    )


def _ticked(rulebook: Rulebook, inputs: TallyInputs) -> Iterator[Problem]:
    gates = {gate.id for gate in rulebook.gates}
    gates |= {"majority"} if rulebook.cut and rulebook.cut.majority else set()
    ticked: Iterable[str] = {tick.split(".")[0] for s in inputs.sheets for tick in s.ticks}
    for gate in sorted(set(ticked) - gates):
        yield _no_such(gate, "최소기준", "gate")
