"""What makes a package unreadable. A fault is the package's; an OSError is ours."""

from scoring.originality import words
from scoring.originality.report import Note


class BadPackage(Exception):
    """The package is not a readable model. ``code`` is stable, ``facts`` say where."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts

    @property
    def note(self) -> Note:
        return Note(self.code, self.facts)

    def __str__(self):
        return words.say(self.note)
