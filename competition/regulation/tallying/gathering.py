"""The inputs, sorted by whom and what they are about, so that nothing is searched for twice."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from competition.regulation.document.rulebook import Rulebook
from competition.regulation.inputs import (
    EntryFacts,
    Finding,
    Measurement,
    Rating,
    Sheet,
    TallyInputs,
)


@dataclass(frozen=True)
class Facts:
    """What is known, by entry. ``scored`` are the entries that are measured and judged."""

    entries: dict[str, EntryFacts]
    scored: tuple[str, ...]
    findings: dict[str, list[Finding]]
    measurements: dict[tuple[str, str], list[Measurement]]
    sheets: dict[str, list[Sheet]]
    ratings: dict[tuple[str, str], list[Rating]]
    conditions: frozenset[str]


def gather(rulebook: Rulebook, inputs: TallyInputs) -> Facts:
    """The same facts whatever order they came in."""
    entries = {entry.code: entry for entry in sorted(inputs.entries, key=lambda e: e.code)}
    measurements, ratings = defaultdict(list), defaultdict(list)
    for row in sorted(inputs.measurements, key=lambda m: (m.metric, m.run)):
        measurements[row.entry, row.criterion].append(row)
    for rating in sorted(inputs.ratings, key=lambda r: r.rater):
        ratings[rating.entry, rating.criterion].append(rating)
    return Facts(
        entries=entries,
        scored=tuple(code for code, entry in entries.items() if is_scored(entry)),
        findings=_by_entry(inputs.findings, key=lambda f: (f.gate, f.component, f.reference)),
        measurements=measurements,
        sheets=_by_entry(inputs.sheets, key=lambda s: (s.evaluator, s.digest or "")),
        ratings=ratings,
        conditions=frozenset(inputs.conditions),
    )


def is_scored(entry: EntryFacts) -> bool:
    """Handed in, still competing, and readable."""
    return entry.handed_in and entry.status == "competing"


def moment(text: str) -> datetime:
    """The UTC moment written in ``text``."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _by_entry(rows, *, key):
    sorted_rows = defaultdict(list)
    for row in sorted(rows, key=key):
        sorted_rows[row.entry].append(row)
    return sorted_rows
