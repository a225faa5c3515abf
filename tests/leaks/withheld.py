"""What is withheld, each a word found nowhere else, and who may know it from which state on."""

import re
from dataclasses import dataclass

STATES = ("sealed", "tallied", "decided", "published")
OFFICERS = ("organiser", "approver", "auditor")
ALWAYS, TALLIED, PUBLISHED = "sealed", "tallied", "published"

# kind → audience → the state from which it may know. Who is not named may never know.
#   officers: organiser, approver, auditor    own: members of the team it is about
#   person: whoever wrote it or is named by it    custodian: keeps the sealed outputs
KNOWS = {
    "sheet comment": {"person": ALWAYS, "officers": TALLIED, "own": PUBLISHED},
    "rating comment": {"person": ALWAYS, "officers": TALLIED},
    "conflict note": {"person": ALWAYS, "officers": ALWAYS},
    "rater's name": {"person": ALWAYS, "officers": ALWAYS},
    "ruling reason": {"officers": ALWAYS, "own": PUBLISHED},
    "reply": {"officers": ALWAYS, "own": ALWAYS},
    "note on being out": {"officers": ALWAYS, "own": PUBLISHED},
    "handed in": {"officers": ALWAYS, "own": ALWAYS},
    "sent report": {"officers": ALWAYS, "own": ALWAYS},
    "report": {"officers": ALWAYS, "own": PUBLISHED},
    "measured value": {"officers": ALWAYS, "own": PUBLISHED},
    "points": {"officers": ALWAYS, "own": PUBLISHED},
    "decision digest": {"officers": TALLIED, "own": PUBLISHED},
    "raw output": {"custodian": ALWAYS},
    "letter code": {"officers": PUBLISHED, "own": PUBLISHED},
    "letter file": {"officers": PUBLISHED, "own": PUBLISHED},
    "objection": {"officers": PUBLISHED, "own": PUBLISHED},
    "round in preparation": {"officers": ALWAYS},
}

# Everything that may be such a word: made up, a digest, a letter's code, a figure but no width.
WORDS = re.compile(
    r"qzx[0-9a-f]{10}|\b[0-9a-f]{64}\b|\b\w{4}(?:-\w{4}){3}\b|(?<![\d.\w])\d+\.\d+(?![\d%\w])"
)


@dataclass(frozen=True)
class Withheld:
    """One fact: the word that betrays it, the team it is about, the account it names."""

    kind: str
    word: str
    team: str = ""
    person: int | None = None


@dataclass(frozen=True)
class Reader:
    """Somebody who reads: a role, and the team or account that makes facts one's own."""

    role: str
    account: object = None
    team: str = ""

    def may_know(self, fact, state):
        from_state = KNOWS[fact.kind]
        begun = STATES[: STATES.index(state) + 1]
        return any(from_state.get(audience) in begun for audience in self._audiences(fact))

    def _audiences(self, fact):
        yield from ["officers"] if self.role in OFFICERS else []
        yield from ["custodian"] if self.role == "custodian" else []
        yield from ["own"] if fact.team and fact.team == self.team else []
        yield from ["person"] if self.account and self.account.pk == fact.person else []


def found(facts, text):
    """The facts that ``text`` betrays. ``facts``: by word."""
    words = {_figure(word) for word in WORDS.findall(text)}
    return [fact for word in words & facts.keys() for fact in facts[word]]


def by_word(facts):
    table = {}
    for fact in facts:
        table.setdefault(fact.word, []).append(fact)
    return table


def _figure(word):
    """A figure without the zeros behind it; any other word as it stands."""
    return word.rstrip("0") if "." in word else word
