"""One suspect against one reference: all tests in the order of their depth.

Exact, then tensor by tensor as they stand, then units as they stand; only where that leaves
a tower unexplained is a basis looked for, and units, attention and anchors tried in it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scoring.originality import align, direct, products, rows, units
from scoring.originality.decision import RHO_FLOOR
from scoring.originality.evidence import CERTAIN
from scoring.originality.layer_shelf import Layers
from scoring.originality.maps import layer_maps
from scoring.originality.report import Note
from scoring.originality.signals import Signal
from scoring.originality.studied import Studied
from scoring.originality.towers import Tower
from scoring.originality.views import View, spread

PAIRS = 1024  # layer pairs up to which each layer meets each
BASIS_WIDTH = 1024  # a rotation is looked for up to this width: it costs its cube
PROBES = 4  # layers by which a basis is chosen
LIKELY = 2  # layers in which units are tried, besides the one in the same place
NEAR = 2  # beyond PAIRS: layers around the same depth


@dataclass
class Pair:
    """The tests of one pair, their signals in order of work."""

    suspect: Studied
    reference: Studied
    said: Callable[[str], None]
    signals: list[Signal] = field(default_factory=list)
    not_tested: list[Note] = field(default_factory=list)

    def run(self) -> list[Signal]:
        mine, theirs = _views(self.suspect), _views(self.reference)
        self.said("direct")
        self.signals += direct.compare(mine, theirs, self.suspect.shelf, self.reference.shelf)
        for tower in self.suspect.anatomy.towers:
            for other in self.reference.anatomy.towers:
                if tower.width == other.width and tower.width >= direct.NARROW:
                    self.said(tower.area or "language")
                    self.signals += TowerPair(self, tower, other).run()
        self._note_widths()
        return self.signals

    def _note_widths(self):
        here = {t.width for t in self.suspect.anatomy.towers}
        there = {t.width for t in self.reference.anatomy.towers}
        if here and there and not here & there:
            facts = {"suspect": min(here), "reference": min(there)}
            self.not_tested.append(Note("untested_width", facts))


def _views(studied: Studied) -> list[View]:
    body = studied.anatomy
    inner = [v for t in body.towers for v in t.views]
    anchors = [v for t in body.towers for v in t.anchors]
    return inner + anchors + body.loose


def _alike(a: View, b: View) -> bool:
    """Embeddings and heads may have become each other: tied, untied, misnamed."""
    return (a.role == "stem") == (b.role == "stem")


def explained(signals: list[Signal]) -> set:
    """Layers and components where reuse is already beyond doubt."""
    return {
        (s.component, s.suspect)
        for s in signals
        if s.exact or (s.pairing.log10_p < CERTAIN and s.pairing.rho > 10 * RHO_FLOOR)
    }


class TowerPair:
    """Two towers of one width."""

    def __init__(self, pair: Pair, tower: Tower, other: Tower):
        self.pair, self.tower, self.other = pair, tower, other
        self.vocabularies: list | None = None
        self.known = explained([s for s in pair.signals if s.tower in ("", tower.name)])
        self.mine = Layers(pair.suspect, tower, units.SAMPLE)
        self.theirs = Layers(pair.reference, other, units.POOL)

    def run(self) -> list[Signal]:
        found = self._units(None, "identity") + self._products(None, "identity")
        basis = None
        if not self.known and not explained(found):
            basis = self._basis()
        if basis is not None:
            units_found = self._units(basis, basis.kind)
            found += units_found + self._products(basis, basis.kind)
            basis = basis if explained(units_found) else None
        return found + list(self._anchors(basis))

    # --- units --------------------------------------------------------------------------

    def _units(self, basis, kind):
        found = []
        for number in self.tower.layers:
            groups = self.mine.units(number)
            if groups and (groups[0].component, number) not in self.known:
                found += self._layer_units(number, groups, basis, kind)
        return found

    def _layer_units(self, number, groups, basis, kind):
        tried = {}
        for other in self._likely(number, groups, basis):
            result = units.compare(groups, self.theirs.pool(other), basis)
            if result:
                tried[other] = result
        if not tried:
            return []
        best = max(tried, key=lambda n: units.strength(tried[n]))
        tries = 2 * len(tried)  # signed and not, in each of these layers
        return [self._unit_signal(t, kind, number, best, tries, groups) for t in tried[best]]

    def _likely(self, number, groups, basis):
        """The layers whose keys are nearest, and the one in the same place."""
        near = {}
        for other in self._partners(number):
            pool = self.theirs.pool(other)
            if pool:
                near[other] = units.nearness(groups, pool, basis)[0]
        best = sorted(near, key=lambda n: (-near[n], n))[:LIKELY]
        return [*best, number] if number in near and number not in best else best

    def _partners(self, number):
        """Reference layers that may be this layer's origin."""
        layers = list(self.other.layers)
        if len(layers) * len(self.tower.layers) <= PAIRS:
            return layers
        here = list(self.tower.layers)
        depth = here.index(number) * len(layers) // len(here)
        near = {*layers[max(0, depth - NEAR) : depth + NEAR + 1], number}
        return [n for n in layers if n in near]

    def _unit_signal(self, tried, kind, suspect, reference, tries, groups):
        nbytes = sum(g.nbytes for g in groups) // 2
        place = (self.tower.name, suspect, reference)
        what = (groups[0].component, "units", kind, tried.role)
        return Signal(*what, *place, tried.pairing, tries, nbytes, trained=tried.trained)

    # --- the basis ----------------------------------------------------------------------

    def _basis(self):
        """The basis, and its sign, in which the keys of the units come nearest."""
        if self.tower.width > BASIS_WIDTH:
            return None
        maps = layer_maps(self.mine.spectra(), self.theirs.spectra())
        guesses = [(self.mine.some_grams(m, 0), self.theirs.some_grams(m, 1)) for m in maps]
        guesses = [g for g in guesses if len(g[0]) == len(g[1])]
        best, nearest = None, -1.0
        for found in align.bases(guesses, self._shared_rows()):
            near, far = self._nearness(found)
            if max(near, far) > nearest:
                best, nearest = found if near >= far else found.flipped(), max(near, far)
        return best

    def _nearness(self, basis):
        """Over some layers, how near the nearest layer's keys are; and with the sign turned."""
        near = far = 0.0
        for number in spread(len(self.tower.layers), PROBES):
            groups = self.mine.units(list(self.tower.layers)[number])
            pools = [self.theirs.pool(n) for n in self._partners(list(self.tower.layers)[number])]
            found = [units.nearness(groups, p, basis) for p in pools if p and groups]
            near += max((f[0] for f in found), default=0.0)
            far += max((f[1] for f in found), default=0.0)
        return near, far

    def _shared_rows(self):
        """Rows of one meaning in both towers, from the first anchors that have any."""
        for view in self.tower.anchors:
            for other in (o for o in self.other.anchors if o.role == view.role):
                pairs = rows.shared(view, other, self._vocabularies())
                if pairs is not None:
                    return view.rows(pairs[0]), other.rows(pairs[1])
        return None

    def _vocabularies(self):
        if self.vocabularies is None:
            pair = self.pair
            self.vocabularies = [pair.suspect.vocabulary(), pair.reference.vocabulary()]
        return self.vocabularies

    # --- attention and anchors ----------------------------------------------------------

    def _products(self, basis, kind):
        found = []
        for number, layer in self.tower.layers.items():
            component = layer.views["q"].component if "q" in layer.views else None
            if component is None or (component, number) in self.known:
                continue
            tried = self._tried_products(number, basis)
            if tried:
                best = max(tried, key=lambda n: sum(p.z for p in tried[n].values()))
                views = [layer.views[r] for r in "qkvo" if r in layer.views]
                tries = len(tried) * (1 if basis is None else 2)
                nbytes = sum(v.nbytes for v in views) // 2
                where = (self.tower.name, number, best)
                found += [
                    Signal(component, "products", kind, name, *where, p, tries, nbytes)
                    for name, p in tried[best].items()
                ]
        return found

    def _tried_products(self, number, basis):
        mine = self.mine.products(number)
        tried = {}
        for other in self._partners(number) if mine else ():
            theirs = self.theirs.products(other)
            both = [n for n in mine if n in theirs]
            if both:
                tried[other] = {n: products.compare(mine[n], theirs[n], basis) for n in both}
        return tried

    def _anchors(self, basis) -> Iterator[Signal]:
        for view in self.tower.anchors:
            if (view.component, None) in self.known:
                continue
            for other in (o for o in self.other.anchors if _alike(o, view)):
                pairs = rows.shared(view, other, self._vocabularies())
                if pairs is not None:
                    yield from self._anchor(view, other, pairs, basis)

    def _anchor(self, view, other, pairs, basis):
        tries = len(self.other.anchors) * 4
        where = (view.role, self.tower.name, None, None)
        for tried in rows.compare(view, other, pairs, basis):
            if not tried.least or tried.pairing.rho >= tried.least:
                yield Signal(
                    view.component,
                    "rows",
                    tried.alignment,
                    *where,
                    tried.pairing,
                    tries,
                    view.nbytes,
                    trained=tried.trained,
                )
