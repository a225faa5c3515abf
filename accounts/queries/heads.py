"""The ends of the chains: in the database, and in the file beside it."""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from accounts.models import ChainHead


class Head(NamedTuple):
    chain: str
    length: int
    digest: str

    @property
    def line(self):
        return f"{self.chain} {self.length} {self.digest}"


def path() -> Path:
    return Path(settings.VAR_DIR) / "audit.head"


def stored() -> list[Head]:
    """The ends as the database has them."""
    rows = ChainHead.objects.order_by("chain").values_list("chain", "length", "digest")
    return [Head(*row) for row in rows]


def kept() -> list[Head]:
    """Every end that was ever written to the file; an unreadable line is skipped."""
    try:
        lines = path().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [head for line in lines if (head := _parse(line))]


def _parse(line):
    parts = line.split(" ")
    if len(parts) != 3 or not parts[1].isdigit():
        return None
    return Head(parts[0], int(parts[1]), parts[2])
