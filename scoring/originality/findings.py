"""Evidence of all pairs into the rows of the report: Holm over the family, then the table."""

from dataclasses import dataclass

from scoring.originality import words
from scoring.originality.decision import decide, stands, threshold
from scoring.originality.evidence import Evidence, interval
from scoring.originality.faults import BadPackage
from scoring.originality.layouts import ORDER
from scoring.originality.report import (
    DERIVED,
    INCONCLUSIVE,
    NO_EVIDENCE,
    REJECTED,
    Band,
    Finding,
    LayerMatch,
    Note,
    Part,
)
from scoring.originality.stats import CONFIDENCE, holm
from scoring.originality.studied import Studied

GRAVITY = (NO_EVIDENCE, REJECTED, INCONCLUSIVE, DERIVED)


@dataclass(frozen=True)
class Compared:
    """What one reference gave: evidence by component, or the fault that prevented it."""

    reference: str
    evidence: dict[str, Evidence] | None
    fault: BadPackage | None
    not_tested: tuple[Note, ...] = ()


def findings(component_bytes: dict[str, int], compared: list[Compared]) -> tuple[Finding, ...]:
    """One row for each component and reference; components in their usual order."""
    readable = [c for c in compared if c.evidence is not None]
    family = {
        (c.reference, i, name): e.log10_p
        for i, c in enumerate(readable)
        for name, e in c.evidence.items()
        if e.layers
    }
    adjusted = holm(family)
    layers = sum(len(e.layers) for c in readable for e in c.evidence.values())
    names = {*component_bytes, *(n for c in readable for n in c.evidence)}
    rows = []
    for name in (n for n in ORDER if n in names):
        for c in compared:
            if c.fault:
                rows.append(_rejected(name, c))
                continue
            key = (c.reference, readable.index(c), name)
            evidence = c.evidence.get(name) or Evidence(name)
            size = component_bytes.get(name, 0)
            rows.append(_finding(evidence, c, adjusted.get(key, 0.0), layers, size))
    return tuple(rows)


def _rejected(name, compared):
    why = Note("reference_unreadable", {"why": words.say(compared.fault.note)})
    return Finding(name, compared.reference, REJECTED, reason=why, tests=())


def _finding(evidence, compared, log10_p, family, size):
    found = [la for la in evidence.layers if stands(la, family)]
    decision = decide(evidence, log10_p, found)
    effect = _effect(evidence, found)
    exact_bytes = evidence.exact_bytes
    reused = max(exact_bytes, sum(la.nbytes for la in found))
    return Finding(
        evidence.component,
        compared.reference,
        decision.verdict,
        decision.grade,
        **effect,
        log10_p=log10_p if evidence.layers else None,
        share=min(1.0, reused / size) if size else None,
        exact_bytes=exact_bytes,
        exact_tensors=len(evidence.exact),
        alignment=_alignment(evidence, found),
        tests=evidence.tests,
        layers=_layer_rows(evidence, found),
        halves=evidence.halves,
        reason=decision.reason,
        missing=decision.missing,
        not_tested=compared.not_tested,
    )


def _effect(evidence, found):
    """rho, its interval, z and the band of unrelated weights: over the layers found, or all."""
    layers = found or evidence.layers
    if not layers:
        exact = 1.0 if evidence.exact else None
        return {"rho": exact, "rho_low": exact, "rho_high": exact}
    weight = sum(la.nbytes for la in layers) or 1
    rho = sum(la.rho * la.nbytes for la in layers) / weight
    spread = sum(la.spread**2 for la in layers) ** 0.5 / len(layers)
    error = sum(la.error**2 for la in layers) ** 0.5 / len(layers)
    low, high = interval(rho, spread, error)
    z = sum(la.z for la in layers) / len(layers) ** 0.5
    band = Band(-CONFIDENCE * spread, CONFIDENCE * spread, threshold(spread))
    return {"rho": min(rho, 1.0), "rho_low": low, "rho_high": high, "z": z, "null": band}


def _alignment(evidence, found):
    layers = found or ()
    if layers:
        return max(layers, key=lambda la: la.rho).alignment
    return "identity" if evidence.exact else None


def _layer_rows(evidence, found):
    rows = {}
    for la in evidence.layers:
        if la.suspect is not None and la.reference is not None:
            stands_alone = la in found
            row = LayerMatch(la.suspect, la.reference, la.rho, la.z, la.exact, stands_alone)
            key = (la.tower, la.suspect)
            rows[key] = row
    for m in evidence.exact:
        if m.layer is not None and m.reference_layer is not None and m.whole:
            kept = rows.get((m.tower, m.layer))
            if kept is None or not kept.found:
                z = kept.z if kept else 0.0
                row = LayerMatch(m.layer, m.reference_layer, 1.0, z, True, True)
                rows[m.tower, m.layer] = row
    return tuple(rows[k] for k in sorted(rows))


def parts(suspect: Studied, rows: tuple[Finding, ...]) -> tuple[Part, ...]:
    """Each component of the suspect with the gravest of its findings."""
    pairs = list(zip(suspect.model.tensors, suspect.anatomy.places, strict=True))
    found = []
    for name in ORDER:
        mine = [(t, p) for t, p in pairs if p.component == name]
        if not mine:
            continue
        worst = max((r for r in rows if r.component == name), key=_gravity, default=None)
        tested = sum(r.verdict != REJECTED for r in rows if r.component == name)
        found.append(
            Part(
                name,
                len(mine),
                sum(t.nbytes for t, _ in mine),
                sum(t.size for t, _ in mine),
                len({(p.tower, p.layer) for _, p in mine if p.layer is not None}),
                worst.verdict if worst else NO_EVIDENCE,
                worst.grade if worst else None,
                worst.reference if worst else None,
                tested,
            )
        )
    return tuple(found)


def _gravity(row):
    grade = "CBA".find(row.grade) if row.grade else -1
    return GRAVITY.index(row.verdict), grade, row.rho or 0.0


def whole_verdict(rows: tuple[Finding, ...], compared: list[Compared]) -> str:
    """The gravest finding; ``rejected`` only where nothing could be compared at all."""
    if compared and all(c.fault for c in compared):
        return REJECTED
    if any(r.verdict == DERIVED for r in rows):
        return DERIVED
    if any(r.verdict == INCONCLUSIVE for r in rows):
        return INCONCLUSIVE
    return NO_EVIDENCE
