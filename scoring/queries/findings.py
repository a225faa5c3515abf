"""An originality report as rows for people: part by part, declared against detected."""

from dataclasses import dataclass

from django.utils.translation import get_language

from scoring import originality
from scoring.originality.report import Note
from teams.models import Component

LANGUAGE = ("embed", "head", "attn", "ffn", "router", "norm")
GRAVITY = ("derived", "inconclusive", "rejected", "no_evidence", "independent")
STATES = {
    "derived": "bad",
    "inconclusive": "hold",
    "no_evidence": "done",
    "independent": "done",
    "rejected": "none",
}


@dataclass(frozen=True)
class Part:
    """One component of the hand-in, with its gravest finding and all of them."""

    said: dict
    rows: list[dict]

    @property
    def component(self):
        return self.said["component"]

    @property
    def name(self):
        return _name("component", self.component)

    @property
    def verdict(self):
        return self.said["verdict"]

    @property
    def verdict_name(self):
        return _name("verdict", self.verdict)

    @property
    def state(self):
        return STATES[self.verdict]

    @property
    def top(self):
        """The finding that decides: the gravest, then the one of largest effect."""
        measured = [row for row in self.rows if row["rho"] is not None]
        return max(measured, key=_weight, default=self.rows[0] if self.rows else None)

    @property
    def is_open_question(self):
        return self.verdict in ("derived", "inconclusive")


@dataclass(frozen=True)
class Declared:
    """A line of the bill of materials beside what was found in its place."""

    name: str
    line: Component | None
    parts: list[Part]
    verdict: str  # consistent, mismatch, unconfirmed, untested, undeclared

    @property
    def state(self):
        return {
            "consistent": "done",
            "mismatch": "bad",
            "unconfirmed": "hold",
            "untested": "none",
            "undeclared": "warn",
        }[self.verdict]


def parts(said):
    """Every component of the report in the engine's order."""
    rows = {}
    for row in said["components"]:
        rows.setdefault(row["component"], []).append(_worded(row))
    return [Part(part, rows.get(part["component"], [])) for part in said["parts"]]


def counts(found):
    """How many components have each verdict; never one figure over all."""
    return {verdict: [p for p in found if p.verdict == verdict] for verdict in STATES}


def verdict_name(verdict):
    return _name("verdict", verdict)


def declared(bill, found):
    """The bill against the parts, then parts nobody declared."""
    lines = [_compared(line, found) for line in bill]
    covered = {part.component for line in lines for part in line.parts}
    loose = [part for part in found if part.component not in covered]
    return lines + [Declared(part.name, None, [part], "undeclared") for part in loose]


def words(note):
    """A note of the engine in the reader's language."""
    return originality.say(Note(note["code"], note.get("facts") or {}), _language())


def command(said):
    """What an outsider types to get this report again."""
    references = " ".join(_quoted(row["name"]) for row in said["references"])
    name = _quoted(said["package"]["name"])
    return f"python -m scoring.originality compare {name} {references} --json report.json"


def _compared(line, found):
    kinds = LANGUAGE if line.component == Component.Kind.LANGUAGE else (line.component,)
    own = [part for part in found if part.component in kinds]
    return Declared(line.name, line, own, _comparison(line, own))


def _comparison(line, own):
    """``loaded`` says weights were taken over; ``initialised`` says they were not."""
    verdicts = {part.verdict for part in own} - {"rejected"}
    if not verdicts:
        return "untested"
    loaded = line.weights == Component.Weights.LOADED
    if "derived" in verdicts:
        return "consistent" if loaded else "mismatch"
    return "unconfirmed" if loaded or "inconclusive" in verdicts else "consistent"


def _worded(row):
    lists = {name: [words(note) for note in row[name]] for name in ("missing", "not_tested")}
    return row | {
        "state": STATES[row["verdict"]],
        "verdict_name": _name("verdict", row["verdict"]),
        "reason_words": words(row["reason"]) if row["reason"] else "",
        "alignment_name": _name("alignment", row["alignment"]) if row["alignment"] else "",
        "test_names": [_name("test", test) for test in row["tests"]],
        "missing_words": lists["missing"],
        "not_tested_words": lists["not_tested"],
    }


def _weight(row):
    return -GRAVITY.index(row["verdict"]), abs(row["rho"])


def _name(kind, code):
    return originality.name(kind, code, _language())


def _language():
    return "en" if get_language() == "en" else "ko"


def _quoted(name):
    return f"'{name}'" if " " in name else name
