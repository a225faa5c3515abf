"""A child process with a process group of its own, that talks in lines and never outlives us."""

import os
import selectors
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

LONGEST = 4_000_000  # bytes of one line
PATIENCE = 5  # seconds for a killed process to be gone


class LineTooLong(Exception):
    """The child wrote more than ``LONGEST`` bytes without ending the line."""


class Child:
    """Started with ``text`` on its standard input; gone with its group when the block ends."""

    def __init__(self, command: list[str], *, text: str, env: dict[str, str], log: Path) -> None:
        self.command, self.text, self.env, self.log = command, text, env, log

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self.env,
                cwd=self.log.parent,
                start_new_session=True,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):  # the group may be gone already
            os.killpg(self.process.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):  # the kernel will be done with it in its time
            self.process.wait(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()

    def lines(self, every: float) -> Iterator[bytes | None]:
        """Each line as it comes, and None whenever ``every`` seconds passed without one."""
        self._hand_over()
        assert self.process.stdout
        source, rest = self.process.stdout.fileno(), b""
        os.set_blocking(source, False)
        with selectors.DefaultSelector() as selector:
            selector.register(source, selectors.EVENT_READ)
            while True:
                if not selector.select(every):
                    yield None
                    continue
                if not (data := os.read(source, 65536)):
                    return
                *whole, rest = (rest + data).split(b"\n")
                yield from whole
                if len(rest) > LONGEST:
                    raise LineTooLong

    def ended(self) -> int:
        """Its exit code; what was killed by a signal counts as 128 and the signal's number."""
        code = self.process.wait(PATIENCE)
        return 128 - code if code < 0 else code

    def _hand_over(self) -> None:
        assert self.process.stdin
        with suppress(BrokenPipeError):  # it ended first; its exit code will say why
            self.process.stdin.write(self.text.encode())
            self.process.stdin.close()
