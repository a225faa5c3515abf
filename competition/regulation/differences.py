"""What changed between two rulebooks, clause by clause, in words."""

from dataclasses import dataclass
from typing import Literal

from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Clause
from competition.regulation.wording.clauses import clauses
from competition.regulation.wording.form import cite


@dataclass(frozen=True, slots=True)
class Difference:
    """One clause that was added, removed or changed."""

    number: str
    kind: Literal["added", "removed", "changed"]
    before: Clause | None
    after: Clause | None

    def says(self, lang: str) -> str:
        """The change as a line of a table of old and new text."""
        none = "(없음)" if lang == "ko" else "(none)"
        before = self.before.text.says(lang) if self.before else none
        after = self.after.text.says(lang) if self.after else none
        return f"{cite(self.number, lang)}\n  - {before}\n  + {after}"


def diff(a: Rulebook, b: Rulebook) -> list[Difference]:
    """The clauses of ``b`` that differ from those of ``a``, in the order of the numbers.

    A change that no clause tells would be a change unseen; a test holds that there is none.
    """
    before = {c.number: c for c in clauses(a)}
    after = {c.number: c for c in clauses(b)}
    order = sorted({*before, *after}, key=_place)
    return [found for number in order if (found := _compare(number, before, after))]


def _compare(number: str, before: dict[str, Clause], after: dict[str, Clause]):
    old, new = before.get(number), after.get(number)
    if old is None or new is None:
        return Difference(number, "added" if old is None else "removed", old, new)
    if old.text == new.text and old.title == new.title:
        return None
    return Difference(number, "changed", old, new)


def _place(number: str) -> tuple[int, ...]:
    return tuple(int(n) for n in number.replace("(", " ").replace(")", " ").split())
