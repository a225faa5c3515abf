"""What a form's document says: items, anchors, ticks, scale. Pure Python, Decimals only."""

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language

WIDEST = 11  # choices shown as radios; a longer scale is typed
EXTREMES, REQUIRED, OPTIONAL = "extremes", "required", "optional"


class BadDocument(ValueError):
    """The document cannot be used as a form; the words say where."""


@dataclass(frozen=True)
class Words:
    """One text in both languages; prints itself in the reader's."""

    ko: str
    en: str

    def __str__(self):
        korean = (get_language() or "ko").startswith("ko")
        return (self.ko or self.en) if korean else (self.en or self.ko)

    def __bool__(self):
        return bool(self.ko or self.en)


@dataclass(frozen=True)
class Scale:
    """The scores that may be given: from ``min`` to ``max`` in steps of ``step``."""

    min: Decimal
    max: Decimal
    step: Decimal

    def holds(self, value):
        return self.min <= value <= self.max and (value - self.min) % self.step == 0

    @property
    def choices(self):
        count = int((self.max - self.min) / self.step) + 1
        return [plain(self.min + self.step * n) for n in range(count)]

    @property
    def is_short(self):
        return (self.max - self.min) / self.step < WIDEST

    def is_extreme(self, value):
        return value in (self.min, self.max)


@dataclass(frozen=True)
class Anchor:
    at: str
    words: Words


@dataclass(frozen=True)
class Item:
    """One scored line of a form. ``points`` is what full marks on its scale are worth."""

    id: str
    title: Words
    help: Words
    points: Decimal
    scale: Scale
    anchors: tuple[Anchor, ...]
    comment: str
    group: Words

    def worth(self, value):
        """Points for a score: the score itself, unless the scale is not the points."""
        if self.scale.max == self.points:
            return value
        return value * self.points / self.scale.max

    def wants_comment(self, value):
        return self.comment == REQUIRED or (
            self.comment == EXTREMES and value is not None and self.scale.is_extreme(value)
        )


@dataclass(frozen=True)
class Tick:
    """A minimum standard an evaluator may find unmet. Never adds or takes points."""

    id: str
    words: Words


@dataclass(frozen=True)
class FormDocument:
    title: Words
    items: tuple[Item, ...]
    ticks: tuple[Tick, ...]
    scale: Scale | None

    @classmethod
    def read(cls, text):
        return cls.of(json.loads(text))

    @classmethod
    def of(cls, said):
        """Read a document; BadDocument names the first line that cannot be used."""
        items = tuple(_item(line) for line in said.get("items", ()))
        ticks = tuple(Tick(t["id"], _words(t)) for t in said.get("gate_ticks", ()))
        _refuse_twins([line.id for line in (*items, *ticks)])
        scale = said.get("scale") and _scale(said["scale"], where="scale")
        return cls(_words(said.get("title")), items, ticks, scale or None)

    @property
    def points(self):
        return sum((item.points for item in self.items), Decimal(0))


def plain(value):
    """A Decimal as people write it: 4, 4.5, 20; never 2E+1."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _item(said):
    where = said.get("id", "?")
    points = _decimal(said.get("points"), where=where)
    bounds = {"min": said.get("min", "0"), "max": said.get("max", said.get("points"))}
    scale = _scale(bounds | {"step": said.get("step", "0.5")}, where=where)
    anchors = tuple(Anchor(str(a["at"]), _words(a)) for a in said.get("anchors", ()))
    comment = said.get("comment", OPTIONAL)
    if comment not in (OPTIONAL, REQUIRED, EXTREMES):
        raise BadDocument(f"{where}: comment {comment}")
    words = _words(said.get("title")), _words(said.get("help"))
    return Item(where, *words, points, scale, anchors, comment, _words(said.get("group")))


def _scale(said, *, where):
    scale = Scale(*(_decimal(said.get(name), where=where) for name in ("min", "max", "step")))
    if scale.step <= 0 or scale.max <= scale.min or (scale.max - scale.min) % scale.step:
        raise BadDocument(f"{where}: {scale.min}..{scale.max} in steps of {scale.step}")
    return scale


def _words(said):
    said = said or {}
    return Words(said.get("ko", ""), said.get("en", ""))


def _decimal(said, *, where):
    """Text or whole numbers only: a float has already lost what was written."""
    try:
        value = Decimal(said if isinstance(said, str) or type(said) is int else "no")
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise BadDocument(f"{where}: {said!r} is not a number")
    return value


def _refuse_twins(ids):
    twins = {i for i in ids if ids.count(i) > 1}
    if twins or "" in ids:
        raise BadDocument(f"used twice: {', '.join(sorted(twins))}")
