"""Rulebooks that ship: to start from, to demonstrate, and to test."""

from importlib.resources import files

from competition.regulation.document.reading import parse
from competition.regulation.document.rulebook import Rulebook

_HERE = files(__package__)


def names() -> list[str]:
    """The examples by name."""
    return sorted(f.name.removesuffix(".json") for f in _HERE.iterdir() if f.name.endswith(".json"))


def text(name: str) -> str:
    """The document as it stands in the file. Raises ``KeyError`` for an unknown name."""
    if name not in names():
        raise KeyError(name)
    return (_HERE / f"{name}.json").read_text(encoding="utf-8")


def load(name: str) -> Rulebook:
    """The example as a rulebook."""
    return parse(text(name))
