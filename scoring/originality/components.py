"""Where each tensor belongs: component, tower, layer, role; told from name, shape and config.

Only the suspect's own places name its components. Names are hints for pairing, never evidence:
a package whose names say nothing is placed by its shapes.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from scoring.originality import layouts
from scoring.originality.package import Model

UNKNOWN = "unknown"
STEM_WORDS = re.compile(
    r"^(weight|patch_embed\w*|proj|projection|embeddings?|conv\w*|linear|stem|input_conditioner)$"
)
LOOSE = re.compile(r"^(.*?[A-Za-z]*)[_\-/.]?(\d+)[._\-/](.+)$")
BARE = re.compile(r"^(weight|bias)$")
PERIOD = 64  # tensors in one layer, at most, when names say nothing


@dataclass(frozen=True)
class Place:
    component: str
    tower: str  # what stands before the layer number
    layer: int | None
    role: str
    expert: int | None = None


def places(model: Model) -> list[Place]:
    """A place for each tensor, in order."""
    owners = _owners(model)
    found = [_place(t, owners, _model_area(model.config)) for t in model.tensors]
    return _by_shape(model, _routers(model, found))


def split(name: str) -> tuple[str, int | None, str]:
    """``visual.blocks.3.attn.qkv`` as (``visual.blocks``, 3, ``attn.qkv``)."""
    parts = name.split(".")
    for i, part in enumerate(parts[:-1]):
        tail = ".".join(parts[i + 1 :])
        if part.isdecimal() and len(part) < 6 and not BARE.match(tail):
            return ".".join(parts[:i]), int(part), tail
    loose = LOOSE.match(name)
    if loose and len(loose[2]) < 6 and not BARE.match(loose[3]):
        return loose[1], int(loose[2]), loose[3]
    return "", None, name


def _model_area(config):
    kind = str(config.get("model_type", ""))
    return next((area for area, words in layouts.MODEL_TYPES if words.search(kind)), None)


def _owners(model):
    """Prefixes that own a convolution over pixels or over sound: they are encoders."""
    owners = {}
    text = any(layouts.EMBED.search(t.name) for t in model.tensors)
    for t in model.tensors:
        area = _stem_area(t)
        if area and split(t.name)[1] is None:
            parts = t.name.split(".")
            while parts and STEM_WORDS.match(parts[-1]):
                parts.pop()
            owner = ".".join(parts) + "." if parts else ""
            if owner or not text:
                owners[owner] = area
    return owners


def _stem_area(tensor):
    if len(tensor.shape) >= 4 and min(tensor.shape[0], tensor.shape[-1]) > 1:
        return "vision"
    mel = len(tensor.shape) == 3 and 1 < tensor.shape[2] <= 16 and tensor.shape[1] >= 8
    return "audio" if mel and "expert" not in tensor.name else None


def _area(name, layered, owners, model_area):
    for part in name.split("."):
        for area, words in layouts.AREAS:
            if words.search(part):
                return area
    owned = next((a for o, a in owners.items() if name.startswith(o)), None)
    if owned or not model_area:
        return owned
    whole = model_area == "vision" or "encoder." in name
    return model_area if whole and "decoder." not in name else None


def _place(tensor, owners, model_area):
    tower, layer, tail = split(tensor.name)
    area = _area(tensor.name, layer is not None, owners, model_area)
    role = _role(tensor, layer, tail)
    expert = layouts.EXPERT.search(tail)
    component = area or layouts.COMPONENT.get(role, "other")
    return Place(component, tower, layer, role, int(expert[1]) if expert else None)


def _role(tensor, layer, tail):
    if layouts.TABLES.search(tail):
        return "table"
    if layouts.POSITIONS.search(tail) and layer is None:
        return "positions"
    if not tensor.matrix:
        return "norm"
    if layer is None:
        return _outside(tensor)
    role = next((r for r, words in layouts.ROLES if words.search(tail)), UNKNOWN)
    prefix = "x_" if layouts.CROSS.search(tail) else ""
    shared = "s_" if layouts.SHARED_EXPERT.search(tail) else ""
    return prefix + shared + role if role != UNKNOWN else role


def _outside(tensor):
    if _stem_area(tensor) or "patch" in tensor.name:
        return "stem"
    if layouts.EMBED.search(tensor.name):
        return "embed"
    return "head" if layouts.HEAD.search(tensor.name) else UNKNOWN


def _routers(model, found):
    """``mlp.gate`` is a router where the layer has experts and it has few rows."""
    sparse = {(p.tower, p.layer) for p in found if p.expert is not None}
    sparse |= {
        (p.tower, p.layer)
        for t, p in zip(model.tensors, found, strict=True)
        if len(t.shape) == 3 and p.layer is not None and "expert" in t.name
    }
    return [
        replace(p, role="router", component="router" if p.component == "ffn" else p.component)
        if p.role == "gate" and p.expert is None and (p.tower, p.layer) in sparse
        else p
        for p in found
    ]


def base_role(role: str) -> str:
    """The role without the marks of cross attention and shared experts."""
    return role.removeprefix("x_").removeprefix("s_")


# --- names that say nothing -----------------------------------------------------------------


def _by_shape(model, found):
    """Give the unplaced matrices a layer by the period of shapes and a role by shape."""
    unknown = [
        i
        for i, (t, p) in enumerate(zip(model.tensors, found, strict=True))
        if p.role == UNKNOWN and p.component == "other" and len(t.shape) == 2
    ]
    if not unknown:
        return found
    width = residual_width([model.tensors[i].shape for i in unknown])
    found = list(found)
    if all(found[i].layer is None for i in unknown):
        for i, layer in _periods(model, unknown).items():
            found[i] = replace(found[i], tower="layers", layer=layer)
    for group in _groups(found, unknown).values():
        for i, role in _shape_roles(model.tensors, group, width).items():
            found[i] = replace(found[i], role=role, component=_component_of(role))
    return found


def _component_of(role):
    return layouts.COMPONENT.get(role, "attn" if role.startswith("a") else "other")


def residual_width(shapes) -> int:
    """The length that most matrices have as one of their axes."""
    counts = Counter(n for s in shapes for n in {s[0], s[-1]})
    return max(counts, key=lambda n: (counts[n], -n)) if counts else 0


def _groups(found, unknown):
    groups = {}
    for i in unknown:
        groups.setdefault((found[i].tower, found[i].layer), []).append(i)
    return groups


def _periods(model, unknown):
    """Layer numbers for tensors whose shapes repeat with a period, in the order of names."""
    order = sorted(unknown, key=lambda i: _natural(model.tensors[i].name))
    shapes = [model.tensors[i].shape for i in order]
    best = max(((_run(shapes, p), p) for p in range(2, PERIOD)), key=lambda r: (r[0][0], -r[1]))
    (length, start), period = best
    if length < period:
        return {}
    return {order[k]: (k - start) // period for k in range(start, start + length + period)}


def _run(shapes, period):
    """The longest stretch in which each shape returns after ``period``: (length, start)."""
    best, start = (0, 0), 0
    for i in range(len(shapes) - period + 1):
        alike = i + period < len(shapes) and shapes[i] == shapes[i + period]
        if not alike:
            best = max(best, (i - start, -start))
            start = i + 1
    return best[0], -best[1]


def _natural(name):
    return [int(p) if p.isdecimal() else p for p in re.split(r"(\d+)", name)]


def _shape_roles(tensors, group, width):
    """Roles in a layer: the widest pair (x, d), (d, x) is feed-forward, the rest attention."""
    reads = {i: tensors[i].shape[0] for i in group if tensors[i].shape[1] == width}
    writes = {i: tensors[i].shape[1] for i in group if tensors[i].shape[0] == width}
    if len(group) <= 2 and not any(x in reads.values() for x in writes.values()):
        return dict(zip(sorted(reads), ("embed", "head"), strict=False))
    both = Counter(x for x in reads.values() if x in writes.values() and x != width)
    if not both:
        return {i: f"a{n}" for n, i in enumerate(group)} if len(group) >= 4 else {}
    inner = max(both, key=lambda x: (both[x], x))
    up = [i for i, x in reads.items() if x == inner]
    down = [i for i, x in writes.items() if x == inner]
    roles = dict(zip(up[:2], ("gate", "up") if len(up) > 1 else ("up",), strict=False))
    roles[down[0]] = "down"
    rest = [i for i in group if i not in roles and (i in reads or i in writes)]
    return roles | {i: f"a{n}" for n, i in enumerate(rest)}
