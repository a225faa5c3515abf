"""From signals to evidence: roles make a layer, layers make a component. Pure arithmetic."""

import math
import statistics
from collections import defaultdict
from dataclasses import dataclass

from scoring.originality.exact import Match
from scoring.originality.report import Half
from scoring.originality.signals import Signal
from scoring.originality.stats import CONFIDENCE, corrected, fisher, log10_tail, z_of

CERTAIN = -12.0  # log10 p from which the larger effect, not the smaller p, picks the partner
LANGUAGE = {"embed", "head", "attn", "ffn", "router", "other"}


@dataclass(frozen=True)
class LayerEvidence:
    """What speaks for reuse in one layer, at its best partner. ``suspect`` None: no layer."""

    tower: str
    suspect: int | None
    reference: int | None
    rho: float
    z: float
    log10_p: float
    spread: float
    error: float
    halves: tuple[Half, ...]
    roles: int  # kinds of tensor that took part
    agreeing: int  # of them, those that show it each on its own
    nbytes: int
    test: str
    alignment: str
    exact: bool = False


@dataclass(frozen=True)
class Evidence:
    """One component against one reference."""

    component: str
    layers: tuple[LayerEvidence, ...] = ()
    exact: tuple[Match, ...] = ()
    rho: float = 0.0
    z: float = 0.0
    log10_p: float = 0.0
    spread: float = 0.0
    error: float = 0.0
    halves: tuple[Half, ...] = ()
    trained: float | None = None
    unread: float = 0.0  # share of bytes in formats that could only be compared as bytes
    tests: tuple[str, ...] = ("exact",)

    @property
    def exact_bytes(self) -> int:
        return sum(m.nbytes for m in self.exact)


def gather(signals: list[Signal], matches: list[Match], unread: dict) -> dict[str, Evidence]:
    """Evidence by component."""
    by_component = defaultdict(list)
    for signal in signals:
        by_component[_component(signal)].append(signal)
    exact = defaultdict(list)
    for match in matches:
        exact[match.component].append(match)
    trained = _trained(by_component)
    names = {*by_component, *exact}
    return {
        name: _evidence(name, by_component[name], exact[name], trained, unread.get(name, 0.0))
        for name in sorted(names)
    }


def _component(signal):
    """A tensor whose own name says nothing takes the component of what it was made from."""
    strong = signal.exact or signal.pairing.log10_p < CERTAIN
    return signal.kin if signal.component == "other" and signal.kin and strong else signal.component


def _trained(by_component):
    """The median agreement in what was trained, the language model as one."""
    found = defaultdict(list)
    for name, signals in by_component.items():
        key = "language" if name in LANGUAGE else name
        found[key] += [s.trained for s in signals if s.trained is not None]
    medians = {k: statistics.median(v) for k, v in found.items() if len(v) >= 2}
    return {name: medians.get("language" if name in LANGUAGE else name) for name in by_component}


def _evidence(name, signals, exact, trained, unread):
    layers = tuple(_layers(signals))
    tests = tuple(t for t in TESTS if t == "exact" or any(s.test == t for s in signals))
    common = {"exact": tuple(exact), "unread": unread, "tests": tests}
    if not layers:
        return Evidence(name, **common)
    weight = len(layers)
    spread = math.sqrt(sum(la.spread**2 for la in layers)) / weight
    error = math.sqrt(sum(la.error**2 for la in layers)) / weight
    log10_p = min(
        fisher(la.log10_p for la in layers),
        corrected(min(la.log10_p for la in layers), weight),
    )
    log10_p = corrected(log10_p, 2)
    rho = sum(la.rho for la in layers) / weight
    z = sum(la.z for la in layers) / math.sqrt(weight)
    halves = _halves([la.halves for la in layers])
    return Evidence(
        name, layers, rho=rho, z=z, log10_p=log10_p, spread=spread, error=error, halves=halves,
        trained=trained.get(name), **common,
    )  # fmt: skip


TESTS = ("exact", "direct", "units", "products", "rows")


def _layers(signals):
    """The best partner of each layer of the suspect."""
    places = defaultdict(list)
    for signal in signals:
        places[signal.tower if signal.suspect is not None else "", signal.suspect].append(signal)
    for (tower, suspect), found in sorted(places.items(), key=_place_order):
        partners = defaultdict(list)
        for s in found:
            partners[s.test, s.alignment, -1 if s.reference is None else s.reference].append(s)
        options = [_layer(tower, suspect, group) for _, group in sorted(partners.items())]
        yield max(options, key=_preference)


def _place_order(item):
    (tower, suspect), _ = item
    return tower, -1 if suspect is None else suspect


def _preference(layer):
    """Certain ones by their effect, the others by their p."""
    certain = layer.log10_p < CERTAIN
    return certain, layer.rho * min(layer.roles, 2) if certain else -layer.log10_p


def _layer(tower, suspect, group):
    best, alike = _one_for_each_role(group)
    count = len(best)
    ps = [corrected(s.pairing.log10_p, s.tries * alike) for s in best]
    z = sum(z_of(p) if p < 0 else min(s.pairing.z, 0.0) for p, s in zip(ps, best, strict=True))
    z /= math.sqrt(count)
    first = best[0]
    return LayerEvidence(
        tower,
        suspect,
        first.reference,
        sum(s.pairing.rho for s in best) / count,
        z,
        log10_tail(z),
        math.sqrt(sum(s.pairing.spread**2 for s in best)) / count,
        math.sqrt(sum(s.pairing.error**2 for s in best)) / count,
        _halves([tuple(Half(*h) for h in s.pairing.halves) for s in best]),
        count,
        sum(p <= -6.0 for p in ps),
        sum(s.nbytes for s in best),
        first.test,
        first.alignment,
        all(s.exact for s in best),
    )


def _one_for_each_role(group):
    """Of several signals of one role (experts, say) the strongest; and among how many."""
    roles = {}
    for s in group:
        if s.role not in roles or s.pairing.z > roles[s.role].pairing.z:
            roles[s.role] = s
    return [roles[r] for r in sorted(roles)], -(-len(group) // len(roles))


def _halves(pairs):
    """The two halves of several tests as the two halves of one."""
    pairs = [p for p in pairs if len(p) == 2]
    found = []
    for i in (0, 1) if pairs else ():
        rho = sum(p[i].rho for p in pairs) / len(pairs)
        z = sum(p[i].z for p in pairs) / math.sqrt(len(pairs))
        found.append(Half(rho, z, max(log10_tail(z), sum(p[i].log10_p for p in pairs) * 2 - 1)))
    return tuple(found)


def interval(rho: float, spread: float, error: float) -> tuple[float, float]:
    """99.9 %: the wider of sampling among units and of chance."""
    reach = CONFIDENCE * max(error, spread)
    return max(-1.0, rho - reach), min(1.0, rho + reach)
