"""The documents of a candidate, without anything that names the team."""

from dataclasses import dataclass

from teams.models import Document


@dataclass(frozen=True)
class Beside:
    """A document as an evaluator sees it: kind, version, size; not its title or file name."""

    number: int
    document: Document

    @property
    def kind(self):
        return self.document.get_kind_display()

    @property
    def is_pdf(self):
        return self.document.name.lower().endswith(".pdf")


def beside(sheet):
    """The latest version of each kind handed in with the candidate of ``sheet``."""
    rows = Document.objects.filter(submission=sheet.candidate.submission_id).latest()
    return [Beside(number, row) for number, row in enumerate(rows.order_by("kind", "pk"), 1)]


def find(sheet, number):
    """The document behind its number on the page, or None."""
    return next((item for item in beside(sheet) if item.number == number), None)
