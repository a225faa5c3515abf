"""A model as towers of layers, each layer a table of views by role.

The width of a tower is the length that most of its matrices share: the residual stream.
"""

from dataclasses import dataclass, field, replace

from scoring.originality import dtypes, layouts
from scoring.originality.components import UNKNOWN, Place, base_role, places, residual_width
from scoring.originality.package import Model, Tensor
from scoring.originality.views import View

ENCODERS = {"vision", "audio", "projector"}
ANCHORS = {"embed", "head", "stem"}


@dataclass
class Layer:
    number: int
    views: dict[str, View] = field(default_factory=dict)
    experts: dict[int, dict[str, View]] = field(default_factory=dict)
    gains: dict[str, Tensor] = field(default_factory=dict)  # norm vectors by their tail


@dataclass
class Tower:
    """``anchors``: matrices outside the layers whose rows have a meaning of their own."""

    name: str
    width: int
    layers: dict[int, Layer] = field(default_factory=dict)
    anchors: list[View] = field(default_factory=list)

    @property
    def views(self) -> list[View]:
        tables = [t for la in self.layers.values() for t in (la.views, *la.experts.values())]
        return [v for t in tables for v in t.values()]

    @property
    def area(self) -> str | None:
        """``vision``, ``audio`` or ``projector``; None for a language model."""
        first = self.views[0].component
        return first if first in ENCODERS else None


@dataclass
class Anatomy:
    """All of a model in its places; ``loose`` are matrices in no layer and no anchor."""

    model: Model
    places: list[Place]
    towers: list[Tower] = field(default_factory=list)
    loose: list[View] = field(default_factory=list)

    def component_bytes(self) -> dict[str, int]:
        found = {}
        for t, p in zip(self.model.tensors, self.places, strict=True):
            found[p.component] = found.get(p.component, 0) + t.nbytes
        return found


def anatomy(model: Model) -> Anatomy:
    """Sort every readable matrix into its tower."""
    body = Anatomy(model, places(model))
    groups = {}
    for t, p in zip(model.tensors, body.places, strict=True):
        if p.layer is not None and dtypes.numeric(t.dtype):
            groups.setdefault(p.tower, []).append((t, p))
    body.towers = [t for t in (_tower(n, g, model.config) for n, g in groups.items()) if t.layers]
    for t, p in zip(model.tensors, body.places, strict=True):
        if p.layer is None and t.matrix and dtypes.numeric(t.dtype) and p.role != "table":
            _outside(body, t, p)
    return body


def _tower(name, group, config):
    matrices = [t.shape for t, _ in group if t.matrix]
    tower = Tower(name, residual_width(matrices))
    turned = _stored_turned(group, tower.width)
    for t, p in group:
        layer = tower.layers.setdefault(p.layer, Layer(p.layer))
        if p.role == "norm":
            layer.gains[t.name] = t
        elif t.matrix and p.role != "table":
            for view in _views(t, p, tower.width, turned, config):
                _put(layer, view)
    tower.layers = {n: la for n, la in sorted(tower.layers.items()) if la.views or la.experts}
    return tower


def _put(layer, view):
    table = layer.views if view.expert is None else layer.experts.setdefault(view.expert, {})
    role = view.role
    while role in table:
        role += "'"
    table[role] = view


def _stored_turned(group, width):
    """Whether square matrices are stored input by output, told from those that are not square."""
    votes = 0
    for t, p in group:
        if len(t.shape) == 2 and t.shape[0] != t.shape[1] and width in t.shape:
            reads = t.shape[1] == width
            votes += 1 if reads == (base_role(p.role) in layouts.WRITERS) else -1
    return votes > 0


def _views(tensor, place, width, turned, config):
    """The logical matrices in one tensor: one, or more where it is fused or stacked."""
    if len(tensor.shape) == 3:
        return _stacked(tensor, place, width)
    if len(tensor.shape) != 2:
        return [_view(tensor, place, place.role, (tensor.rows, 0, tensor.rows), tensor.columns)]
    flip = _flipped(tensor, place, width, turned)
    height, across = tensor.shape[::-1] if flip else tensor.shape
    return [
        _view(tensor, place, role, slices, across, turned=flip)
        for role, slices in _parts(place, tensor, height, width, config)
    ]


def _flipped(tensor, place, width, turned):
    """True if the tensor's columns are the units."""
    rows, columns = tensor.shape
    if rows != columns and width in (rows, columns):
        return columns != width
    return rows == columns and turned != (base_role(place.role) in layouts.WRITERS)


def _parts(place, tensor, height, width, config):
    """What is fused in one matrix: role and (block, first, count) of its rows."""
    role = base_role(place.role)
    mark = place.role[: len(place.role) - len(role)]
    if role == "gate_up" and height % 2 == 0:
        half = height // 2
        return [(mark + "gate", (height, 0, half)), (mark + "up", (height, half, half))]
    if role != "qkv":
        return [(place.role, (height, 0, height))]
    block = height
    if layouts.INTERLEAVED.search(tensor.name):
        heads = _heads(config)[0]
        block = height // heads if heads and height % (3 * heads) == 0 else height
    query = block // 3 if block < height else _query_rows(height, width, config)
    rest = (block - query) // 2
    cuts = (("q", 0, query), ("k", query, rest), ("v", query + rest, rest))
    return [(mark + r, (block, first, count)) for r, first, count in cuts if count]


def _heads(config):
    """Heads and key-value heads, where the config says something that can be true."""
    config = config.get("text_config") if isinstance(config.get("text_config"), dict) else config
    heads, shared = config.get("num_attention_heads"), config.get("num_key_value_heads")
    heads = heads if type(heads) is int and heads > 0 else 0
    return heads, shared if type(shared) is int and shared > 0 else heads


def _query_rows(height, width, config):
    """Rows of q in a fused q, k, v: by config where it adds up, else as wide as the stream."""
    heads, shared = _heads(config)
    if height == 3 * width:
        return width
    if heads and height % (heads + 2 * shared) == 0:
        return heads * (height // (heads + 2 * shared))
    return width if height > width and (height - width) % 2 == 0 else height // 3


def _stacked(tensor, place, width):
    """Experts in one tensor: (experts, rows, columns), fused or not, turned or not."""
    count, rows, columns = tensor.shape
    role = base_role(place.role)
    flip = columns != width and rows == width
    flip = flip or (rows == columns and role == "down")
    height, across = (columns, rows) if flip else (rows, columns)
    parts = [(role, (height, 0, height))]
    if role == "gate_up" and height % 2 == 0:
        half = height // 2
        parts = [("gate", (height, 0, half)), ("up", (height, half, half))]
        if flip:  # stored input by output: gate and up alternate
            parts = [("gate", (2, 0, 1)), ("up", (2, 1, 1))]
    return [
        _view(tensor, place, r, slices, across, height=height, turned=flip, index=e, expert=e)
        for e in range(count)
        for r, slices in parts
    ]


def _view(tensor, place, role, slices, width, *, height=None, expert=None, **more):
    block, first, count = slices
    if height is None:
        height = tensor.size // max(width, 1)
    taken = height // block * count
    expert = place.expert if expert is None else expert
    where = (place.component, place.tower, role, place.layer, expert)
    return View(tensor, *where, taken, width, block, first, count, **more)


def _outside(body, tensor, place):
    """Embeddings, heads, stems: rows with a meaning of their own, columns the stream."""
    turned = place.role == "stem" or len(tensor.shape) > 2
    if turned:  # (d, channels, height, width): the rows are pixels
        tensor = replace(tensor, shape=(tensor.shape[0], tensor.size // tensor.shape[0]))
    height = tensor.shape[1] if turned else tensor.rows
    width = tensor.shape[0] if turned else tensor.columns
    role = tensor.name if place.role == UNKNOWN else place.role
    view = _view(tensor, place, role, (height, 0, height), width, turned=turned)
    home = _home(body.towers, tensor, place, view) if place.role in ANCHORS else None
    (home.anchors if home else body.loose).append(view)


def _home(towers, tensor, place, view):
    """The tower this matrix feeds: same width and kind, longest common beginning of the name."""
    area = place.component if place.component in ENCODERS else None
    alike = [t for t in towers if t.width == view.width and t.area == area]
    return max(alike, key=lambda t: _common(t.name, tensor.name), default=None)


def _common(a, b):
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
