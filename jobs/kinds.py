"""The kinds of work there are. Every app registers its own in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

QUEUES = ("default", "originality", "benchmark")
KINDS: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """``action(job, *, progress)`` does the work and ends in ``leases.finishing(job)``.

    ``attempts``: how often it is tried; ``limit``: seconds one attempt may take;
    ``input_faults``: exceptions that say the input is bad, so that trying again is useless;
    ``waits_for``: exceptions that say something is missing here, so that the job waits;
    ``title``: what people call it, a lazy translation; ``process``: run in a child process.
    """

    name: str
    queue: str
    action: Callable[..., Any]
    attempts: int = 3
    limit: int = 6 * 3600
    input_faults: tuple[type[BaseException], ...] = ()
    waits_for: tuple[type[BaseException], ...] = ()
    title: Any = ""
    process: bool = False


def register(kind: Kind) -> Kind:
    """Make a kind known; a name is taken once."""
    if KINDS.setdefault(kind.name, kind) != kind:
        raise ValueError(f"two kinds are called {kind.name}")
    return kind


def get(name: str) -> Kind:
    try:
        return KINDS[name]
    except KeyError:
        raise LookupError(f"no app registered the kind {name}") from None


def title(name: str) -> str:
    """What people call the kind, also one that no app knows any more."""
    return str(KINDS[name].title or name) if name in KINDS else name
