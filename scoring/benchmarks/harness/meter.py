"""Progress from the harness's own counts: lm-eval moves a tqdm bar by one for each answer."""

import sys
import time
from collections.abc import Callable
from typing import Any

from tqdm import tqdm

PERIOD = 0.5  # seconds between two messages


class Meter:
    """Counts answers over all tasks and repeats, and tells ``say(step, steps, note)``."""

    def __init__(self, say: Callable[[int, int, str], None]) -> None:
        self.say, self.step, self.steps, self.note = say, 0, 0, ""
        self._base, self._room, self._said = 0, 0, 0.0

    def turn(self, note: str) -> None:
        """A new phase begins; said at once."""
        self.note = note
        self._tell()

    def begin(self, requests: int) -> None:
        """``requests`` are about to be asked."""
        self._base, self._room = self.step, requests

    def add(self, number: int) -> None:
        """``number`` more were answered. A long text asked in windows counts once, at its end."""
        self.step = min(self.step + number, self._base + self._room)
        if time.monotonic() - self._said >= PERIOD:
            self._tell()

    def end(self) -> None:
        """All that were begun are answered."""
        self.step = self._base + self._room
        self._tell()

    def _tell(self) -> None:
        self._said = time.monotonic()
        self.say(self.step, self.steps, self.note)

    def bar(self) -> type:
        """A tqdm whose every update also counts here."""
        meter = self

        class Bar(tqdm):
            def update(self, n: float | None = 1) -> Any:
                meter.add(int(n or 0))
                return super().update(n)

        return Bar

    def watch(self, lm: Any) -> None:
        """Put the counting bar in the place of tqdm in the backend's module."""
        module = sys.modules[_home(type(lm))]
        module.tqdm = self.bar()  # type: ignore[attr-defined]


def _home(backend: type) -> str:
    """The module of lm-eval that holds the backend, also for a subclass of ours."""
    return next(c.__module__ for c in backend.__mro__ if c.__module__.startswith("lm_eval."))
