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


def kept(*, last: int | None = None) -> list[Head]:
    """Every end that was ever written to the file, or those in its ``last`` bytes.

    An unreadable line is skipped.
    """
    try:
        with path().open("rb") as file:
            file.seek(max(0, path().stat().st_size - last) if last else 0)
            lines = file.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
    return [head for line in lines if (head := _parse(line))]


def _parse(line):
    parts = line.split(" ")
    if len(parts) != 3 or not parts[1].isdigit():
        return None
    return Head(parts[0], int(parts[1]), parts[2])
