"""A form's document as fields of a page, and what was posted as answers.

The page, the draft door and the script speak of flat fields: ``score-ID``, ``comment-ID``,
``tick-ID``, ``why-ID``. Actions speak of answers.
"""

from dataclasses import dataclass, field

from scoring.models.answers import scores, total
from scoring.models.document import Item, Tick, plain


@dataclass(frozen=True)
class ItemField:
    """One scored line of the page."""

    item: Item
    number: int
    score: str
    comment: str
    problems: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)  # what another page saved meanwhile

    @property
    def name(self):
        return f"score-{self.item.id}"

    @property
    def comment_name(self):
        return f"comment-{self.item.id}"

    @property
    def problem(self):
        return self.problems.get(self.name, "")

    @property
    def comment_problem(self):
        return self.problems.get(self.comment_name, "")

    @property
    def other(self):
        return self.others.get(self.name)

    @property
    def comment_other(self):
        return self.others.get(self.comment_name)

    @property
    def choices(self):
        """(value, whole number?) for radios."""
        return [(value, "." not in value) for value in self.item.scale.choices]

    @property
    def max(self):
        return plain(self.item.scale.max)

    @property
    def min(self):
        return plain(self.item.scale.min)

    @property
    def step(self):
        return plain(self.item.scale.step)

    @property
    def points(self):
        return plain(self.item.points)


@dataclass(frozen=True)
class TickField:
    tick: Tick
    ticked: bool
    comment: str
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def name(self):
        return f"tick-{self.tick.id}"

    @property
    def comment_name(self):
        return f"why-{self.tick.id}"

    @property
    def problem(self):
        return self.problems.get(self.comment_name, "")


@dataclass(frozen=True)
class Page:
    """All fields of one sheet, with the points given so far."""

    items: list[ItemField]
    ticks: list[TickField]
    total: str
    points: str
    missing: int


def page(document, answers, *, problems=None, others=None):
    problems, others = problems or {}, others or {}
    given = scores(document, answers)
    items = [
        ItemField(item, number, *_typed(answers, item), problems, others)
        for number, item in enumerate(document.items, 1)
    ]
    ticks = [_tick(tick, answers, problems) for tick in document.ticks]
    missing = sum(value is None for value in given.values())
    return Page(items, ticks, plain(total(document, answers)), plain(document.points), missing)


def answers(document, posted):
    """Answers out of the flat fields of a form post or of the script."""
    return {
        "items": {
            item.id: {
                "score": posted.get(f"score-{item.id}", ""),
                "comment": posted.get(f"comment-{item.id}", ""),
            }
            for item in document.items
        },
        "ticks": {
            tick.id: {
                "ticked": posted.get(f"tick-{tick.id}") in ("on", "yes", True),
                "comment": posted.get(f"why-{tick.id}", ""),
            }
            for tick in document.ticks
        },
    }


def flat(answers):
    """The same answers as flat fields."""
    fields = {}
    for name, line in answers.get("items", {}).items():
        fields |= {f"score-{name}": line["score"], f"comment-{name}": line["comment"]}
    for name, line in answers.get("ticks", {}).items():
        fields[f"tick-{name}"] = "yes" if line["ticked"] else ""
        fields[f"why-{name}"] = line["comment"]
    return fields


def differing(mine, saved):
    """Fields whose saved value is another than the one typed here, with the saved value."""
    saved, mine = flat(saved), flat(mine)
    return {name: value for name, value in saved.items() if value != mine.get(name, "")}


def _typed(answers, item):
    line = answers.get("items", {}).get(item.id, {})
    return line.get("score", ""), line.get("comment", "")


def _tick(tick, answers, problems):
    line = answers.get("ticks", {}).get(tick.id, {})
    return TickField(tick, bool(line.get("ticked")), line.get("comment", ""), problems)
