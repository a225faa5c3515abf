"""The reference library: a folder of models, each with what is known of it.

An entry is a folder: a readable package, or ``reference.json`` that points to one, with name,
source and the date from which it was public.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scoring.originality import files, strict
from scoring.originality.faults import BadPackage
from scoring.originality.package import open_package
from scoring.originality.report import Note
from scoring.originality.scan import model_digest, scan

CARD = "reference.json"
CARD_LIMIT = 1 << 16


@dataclass(frozen=True)
class Reference:
    """A model to compare with. ``dated``: since when it has been public (ISO date)."""

    name: str
    path: Path
    source: str = ""
    dated: str = ""
    digest: str = ""  # of its weights, when it was added; checked when it is used


def load(folder: Path | str) -> list[Reference]:
    """The entries of a library, in order of their folders' names; none if it is not there."""
    folder = Path(folder)
    if not folder.is_dir():
        return []
    return [_entry(p) for p in sorted(folder.iterdir()) if _is_entry(p)]


def _is_entry(path):
    return path.is_dir() and not path.name.startswith(".")


def _entry(path):
    card = {}
    if (path / CARD).is_file():
        try:
            card = strict.parse(files.content(path / CARD, CARD_LIMIT))
        except (strict.NotStrict, BadPackage):
            card = {}
    card = {k: v for k, v in card.items() if isinstance(v, str)} if isinstance(card, dict) else {}
    home = path / card["path"] if card.get("path") else path
    facts = {k: card.get(k, "") for k in ("source", "dated", "digest")}
    return Reference(card.get("name") or path.name, home, **facts)


def add(folder: Path | str, *, name: str, path: Path | str, source: str, dated: str) -> Reference:
    """Enter a model where it lies. Raises BadPackage if it cannot be read."""
    digest = digest_of(path)
    entry = Path(folder) / hashlib.sha256(f"{name}\0{digest}".encode()).hexdigest()[:16]
    entry.mkdir(parents=True, exist_ok=True)
    card = {"name": name, "path": str(Path(path).resolve()), "source": source, "dated": dated}
    text = json.dumps(card | {"digest": digest}, ensure_ascii=False, indent=2)
    (entry / CARD).write_text(text + "\n", encoding="utf-8")
    return _entry(entry)


def check(reference: Reference) -> Note | None:
    """What is wrong with an entry now: unreadable, or changed since it was added."""
    try:
        found = digest_of(reference.path)
    except BadPackage as fault:
        return fault.note
    if reference.digest and reference.digest != found:
        return Note("reference_changed", {"reference": reference.name})
    return None


def digest_of(path: Path | str) -> str:
    """The digest of a model's weights, as reports print it."""
    from_here = open_package(path)
    return model_digest(from_here, scan(from_here, lambda count, tensor: None))


def digest(references: Iterable) -> str:
    """One digest over the names and digests of references (or sources), whatever their order."""
    rows = sorted((r.name, r.digest or "") for r in references)
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
