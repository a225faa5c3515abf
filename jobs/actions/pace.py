"""How long the rest will take, from the work's own counts."""

import time
from collections import deque

SECONDS = 120  # the pace of the last two minutes counts


class Pace:
    """Remembers when which step was reached; a new total begins a new phase."""

    def __init__(self, clock=time.monotonic):
        self.clock, self.steps, self.marks = clock, 0, deque()

    def count(self, step, steps):
        """``step`` of ``steps`` is reached now."""
        if steps != self.steps or (self.marks and step < self.marks[-1][1]):
            self.steps, self.marks = steps, deque()
        moment = self.clock()
        if not self.marks or moment - self.marks[-1][0] >= 1:
            self.marks.append((moment, step))
        while len(self.marks) > 2 and moment - self.marks[0][0] > SECONDS:
            self.marks.popleft()

    def left(self) -> int | None:
        """Whole seconds until the last step at the present pace; None while nothing can be said."""
        if len(self.marks) < 2:
            return None
        (began, first), (_, last) = self.marks[0], self.marks[-1]
        if last == first:
            return None
        return round((self.steps - last) * (self.clock() - began) / (last - first))
