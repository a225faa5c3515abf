"""From evidence to verdict: a pure table, in the order of its lines, the gravest first.

Effect size and probability decide together, never one alone; what was found must show in both
of two disjoint halves and, where there are several kinds of tensor, in more than one. More
evidence of reuse never makes a verdict milder.
"""

import math
from dataclasses import dataclass

from scoring.originality.evidence import Evidence, LayerEvidence
from scoring.originality.report import DERIVED, INCONCLUSIVE, NO_EVIDENCE, Note

ALPHA = 1e-6  # for all tests of one report together
DOUBT = 1e-4  # from here a middling effect is not brushed aside
HALF = 1e-4  # each half on its own
RHO_FLOOR = 0.02  # no smaller effect counts, however improbable
DEVIATIONS = 6.0  # nor one within so many standard deviations of unrelated weights
RHO_B = 0.5
TRAINED = 0.8  # agreement in what was trained, from which a shared seed is ruled out
ALIKE = 0.9  # effects from here are beyond what a shared seed leaves after training
UNREAD = 1e-3  # share of bytes that may stay in formats only compared as bytes


@dataclass(frozen=True)
class Decision:
    verdict: str
    grade: str | None
    reason: Note
    missing: tuple[Note, ...] = ()


def threshold(spread: float) -> float:
    return max(RHO_FLOOR, DEVIATIONS * spread)


def stands(layer: LayerEvidence, family: int) -> bool:
    """Whether one layer shows reuse by itself, among ``family`` layers tested."""
    return (
        layer.log10_p + math.log10(max(family, 1)) <= math.log10(ALPHA)
        and layer.rho >= threshold(layer.spread)
        and _replicated(layer.halves)
        and (layer.agreeing >= 2 or layer.roles == 1 or layer.rho >= RHO_B)
    )


def _replicated(halves):
    bound = math.log10(HALF)
    return len(halves) == 2 and all(h.log10_p <= bound and h.rho > 0 for h in halves)


def decide(evidence: Evidence, holm_log10_p: float, found: list[LayerEvidence]) -> Decision:
    """``found``: the layers that stand by themselves."""
    if evidence.component == "norm":
        return Decision(NO_EVIDENCE, None, Note("norms_never_decide"))
    if evidence.exact:
        facts = {"tensors": len(evidence.exact), "bytes": evidence.exact_bytes}
        return Decision(DERIVED, "A", Note("derived_by_bytes", facts))
    effect, limit = _effect(evidence, found)
    shown = {"rho": f"{effect:.3f}", "threshold": f"{limit:.3f}"}
    proven = bool(found) or _proven(evidence, holm_log10_p, limit)
    if proven and _maybe_seed(evidence, effect):
        missing = (Note("ask_seed"), Note("ask_training_record"))
        return Decision(INCONCLUSIVE, None, Note("maybe_shared_seed"), missing)
    if proven:
        grade = "A" if any(la.exact for la in found) else "B" if effect >= RHO_B else "C"
        return Decision(DERIVED, grade, Note("derived_by_effect", shown))
    return _unproven(evidence, holm_log10_p, effect, limit, shown)


def _effect(evidence, found):
    """The mean effect over the layers found, else over all; and the threshold it must pass."""
    layers = found or evidence.layers
    weight = sum(la.nbytes for la in layers)
    if not weight:
        return 0.0, RHO_FLOOR
    rho = sum(la.rho * la.nbytes for la in layers) / weight
    spread = math.sqrt(sum(la.spread**2 for la in layers)) / len(layers)
    return rho, threshold(spread)


def _proven(evidence, holm_log10_p, limit):
    """Many layers together show what none shows alone."""
    return (
        holm_log10_p <= math.log10(ALPHA)
        and evidence.rho >= limit
        and _replicated(evidence.halves)
        and len(evidence.layers) > 1
    )


def _maybe_seed(evidence, effect):
    """Alike, but not in what training added."""
    return evidence.trained is not None and evidence.trained < TRAINED and effect < ALIKE


def _unproven(evidence, holm_log10_p, effect, limit, facts):
    if evidence.unread > UNREAD:
        share = Note("coverage_low", {"share": f"{1 - evidence.unread:.1%}"})
        return Decision(INCONCLUSIVE, None, share, (Note("ask_plain_weights"),))
    if holm_log10_p <= math.log10(DOUBT) and effect >= limit / 2:
        missing = (Note("ask_training_record"),)
        return Decision(INCONCLUSIVE, None, Note("not_replicated"), missing)
    if holm_log10_p <= math.log10(DOUBT):
        return Decision(NO_EVIDENCE, None, Note("effect_below_threshold", facts))
    reason = Note("nothing_found") if evidence.layers else Note("nothing_alike")
    return Decision(NO_EVIDENCE, None, reason)
