"""Clause 12: the gates. A finding is adverse by the rulebook, but it fails only by a ruling."""

from competition.regulation import articles
from competition.regulation.document.deciding import Gate
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.inputs import Finding, Sheet
from competition.regulation.results import GateResult, Held
from competition.regulation.tallying.gathering import Facts
from competition.regulation.tallying.ledger import Ledger
from competition.regulation.vocabulary import COMPONENTS, VERDICTS, named
from scoring.rubric import Words


def examine(rulebook: Rulebook, facts: Facts, ledger: Ledger) -> dict[str, tuple[GateResult, ...]]:
    """How each scored entry stands at every gate, in the order of the rulebook."""
    return {
        entry: tuple(_at(gate, entry, facts, ledger) for gate in rulebook.gates)
        for entry in facts.scored
    }


def _at(gate: Gate, entry: str, facts: Facts, ledger: Ledger) -> GateResult:
    findings = [f for f in facts.findings.get(entry, []) if f.gate == gate.id]
    sealed = [s for s in facts.sheets.get(entry, []) if s.state == "sealed"]
    ticks = sum(1 for sheet in sealed if ticked(sheet, gate))
    decisive = [f for f in findings if is_adverse(gate, f)]
    passed, clause, reason = _standing(gate, decisive, ticks)
    if passed is None:
        _await(gate, entry, ledger)
    return GateResult(
        gate=gate.id,
        passed=passed,
        clause=clause,
        reason=reason,
        ticks=ticks,
        threshold=gate.ticks_fail,
        counted_sheets=len(sealed),
        findings=tuple(_held(gate, f) for f in findings),
    )


def ticked(sheet: Sheet, gate: Gate) -> bool:
    """Whether the evaluator finds at least one aspect of the standard missed."""
    return any(tick.split(".")[0] == gate.id for tick in sheet.ticks)


def is_adverse(gate: Gate, finding: Finding) -> bool:
    """Clause 12(3): a failing or unclear verdict, or ticks: for the team's reply and a ruling."""
    return finding.source == "ticks" or finding.verdict in (*gate.fails, *gate.unclear)


def _standing(gate: Gate, decisive: list[Finding], ticks: int):
    """Failed if any ruling says so; else held while one is awaited; else passed."""
    if failing := [f for f in decisive if f.ruling and not f.ruling.passed]:
        return False, articles.GATE_FAILED, _failed(gate, failing)
    if any(f.ruling is None for f in decisive) or _unruled_ticks(gate, decisive, ticks):
        return None, articles.RULING, _awaited(gate)
    return True, articles.GATE_PASSED, _passed(gate, decisive)


def _unruled_ticks(gate: Gate, decisive: list[Finding], ticks: int) -> bool:
    reached = gate.ticks_fail is not None and ticks >= gate.ticks_fail
    return reached and not any(f.source == "ticks" for f in decisive)


def _failed(gate: Gate, failing: list[Finding]) -> Words:
    ko = " ".join(_ruled(f).ko for f in failing)
    en = " ".join(_ruled(f).en for f in failing)
    return Words(f"{gate.names.ko} 미충족. {ko}", f"{gate.names.en}: not met. {en}")


def _ruled(finding: Finding) -> Words:
    said, ruling = _subject(finding), finding.ruling
    if ruling is None:
        return said
    return Words(
        f"{said.ko}. 판단 이유: {ruling.reason.ko}",
        f"{said.en}. Reason of the ruling: {ruling.reason.en}",
    )


def _subject(finding: Finding) -> Words:
    """What was found, on what, against what."""
    if finding.source == "ticks":
        return Words(
            "평가위원 미충족 표시가 기준 수에 이르렀습니다",
            "The evaluators' ticks reached the threshold",
        )
    part, verdict = named(COMPONENTS, finding.component), named(VERDICTS, finding.verdict)
    against_ko = f"(비교 대상: {finding.reference})" if finding.reference else ""
    against_en = f", against {finding.reference}" if finding.reference else ""
    return Words(
        f"구성요소 ‘{part.ko}’의 판정은 ‘{verdict.ko}’입니다{against_ko}",
        f"The verdict on the {part.en} is “{verdict.en}”{against_en}",
    )


def _passed(gate: Gate, decisive: list[Finding]) -> Words:
    if decisive:
        ko, en = (" ".join(_ruled(f).says(lang) for f in decisive) for lang in ("ko", "en"))
        return Words(f"{gate.names.ko} 충족. {ko}", f"{gate.names.en}: met. {en}")
    return Words(f"{gate.names.ko} 충족.", f"{gate.names.en}: met.")


def _awaited(gate: Gate) -> Words:
    return Words(
        f"{gate.names.ko}에 대한 소명과 판단을 기다리고 있습니다.",
        f"{gate.names.en}: the team's reply and the ruling are awaited.",
    )


def _await(gate: Gate, entry: str, ledger: Ledger) -> None:
    ledger.lacks(
        f"{entry} / {gate.id}",
        f"{entry}: {gate.names.ko}에 대한 판단이 아직 없습니다.",
        f"{entry}: {gate.names.en} has not been ruled on.",
    )


def _held(gate: Gate, finding: Finding) -> Held:
    ruling = finding.ruling
    return Held(
        source=finding.source,
        component=finding.component,
        reference=finding.reference,
        verdict=finding.verdict,
        digest=finding.digest,
        adverse=is_adverse(gate, finding),
        passed=ruling.passed if ruling else None,
        reason=ruling.reason.words if ruling else None,
    )


def failed(results: tuple[GateResult, ...]) -> GateResult | None:
    """The first gate that was failed, if any."""
    return next((r for r in results if r.passed is False), None)


def awaited(results: tuple[GateResult, ...]) -> GateResult | None:
    """The first gate whose ruling is awaited, if any."""
    return next((r for r in results if r.passed is None), None)
