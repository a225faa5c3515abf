"""What an evaluator wrote, read against the form's document. Pure: no row, no clock.

Answers look like ``{"items": {id: {"score": "4.5", "comment": ""}},
"ticks": {id: {"ticked": true, "comment": ""}}}``; a score not given is ``""``.
Problems are named by field: ``score-ID``, ``comment-ID``, ``why-ID``.
"""

import unicodedata
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from scoring.models.document import plain

LONGEST = 4000  # characters in one comment


def tidy(document, said):
    """Answers in their one spelling, and what cannot be taken, in words by field.

    What is refused stays as typed, so that the page can show it again.
    """
    problems = {}
    items = {line.id: _item(line, _of(said, "items", line.id), problems) for line in document.items}
    ticks = {line.id: _tick(line, _of(said, "ticks", line.id), problems) for line in document.ticks}
    return {"items": items, "ticks": ticks}, problems


def missing(document, answers):
    """What must still be filled in before the sheet can be sealed, in words by field."""
    found = {}
    for line in document.items:
        given = answers["items"][line.id]
        value = _number(given["score"])
        if value is None:
            found[f"score-{line.id}"] = _("Give a score.")
        if line.wants_comment(value) and not given["comment"]:
            found[f"comment-{line.id}"] = _("Say why you gave this score.")
    for line in document.ticks:
        given = answers["ticks"][line.id]
        if given["ticked"] and not given["comment"]:
            found[f"why-{line.id}"] = _("Say why this standard is not met.")
    return found


def filled(document, answers):
    """How many items have a score."""
    return sum(1 for line in document.items if scores(document, answers)[line.id] is not None)


def scores(document, answers):
    """Score by item id, None where none was given."""
    items = answers.get("items", {})
    return {line.id: _number(items.get(line.id, {}).get("score", "")) for line in document.items}


def total(document, answers):
    """Points given so far."""
    given = scores(document, answers)
    worth = [line.worth(given[line.id]) for line in document.items if given[line.id] is not None]
    return sum(worth, Decimal(0))


def _of(said, kind, name):
    lines = said.get(kind) if isinstance(said, dict) else None
    line = lines.get(name) if isinstance(lines, dict) else None
    return line if isinstance(line, dict) else {}


def _item(line, said, problems):
    typed = _text(said.get("score", ""))
    comment = _comment(f"comment-{line.id}", said, problems)
    value = _number(typed)
    if typed and value is None:
        problems[f"score-{line.id}"] = _("Enter a number.")
    elif typed and not line.scale.holds(value):
        problems[f"score-{line.id}"] = _("Between %(min)s and %(max)s, in steps of %(step)s.") % {
            name: plain(getattr(line.scale, name)) for name in ("min", "max", "step")
        }
    elif typed:
        typed = plain(value)
    return {"score": typed, "comment": comment}


def _tick(line, said, problems):
    comment = _comment(f"why-{line.id}", said, problems)
    return {"ticked": said.get("ticked") is True, "comment": comment}


def _comment(field, said, problems):
    comment = _text(said.get("comment", ""))
    if len(comment) > LONGEST:
        problems[field] = _("At most %(longest)s characters; this has %(length)s.") % {
            "longest": f"{LONGEST:,}",
            "length": f"{len(comment):,}",
        }
    return comment


def _text(said):
    text = "" if said is None else str(said)
    text = text.replace("\r\n", "\n").replace("\x00", "")
    return unicodedata.normalize("NFC", text).strip()


def _number(text):
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return (
        value
        if value.is_finite() and abs(value) < 10**6 and value.as_tuple().exponent > -7
        else None
    )
