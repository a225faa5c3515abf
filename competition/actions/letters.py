"""A decision letter is typeset once, kept with its digest, and never made again."""

import json
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now

from accounts import audit
from competition import typeset
from competition.models import Letter
from competition.queries import letters
from jobs.actions import leases
from teams import storage

KIND = "letter"


def make(job, *, progress):
    """Typeset the letter a job names and keep its file. A font that is missing makes it wait."""
    letter = letters.of(json.loads(job.inputs)["letter"])
    progress(0, 1, "")
    content = typeset.pdf(sheet(letter))
    key = f"letters/{letter.code}.pdf"
    storage.store().save(key, [content], len(content))
    made = {"key": key, "sha256": sha256(content).hexdigest(), "size": len(content)}
    with leases.finishing(job):
        if letter.state == Letter.State.WAITING:
            audit.move(letter, Letter.State.MADE, by=None, changes=made | {"made_at": now()})


def sheet(letter) -> str:
    """The letter as one HTML page in its language."""
    with translation.override(letter.language):
        page = {"letter": letters.facts(letter), "template": template(letter.language)}
        return render_to_string("competition/letters/sheet.html", page)


def template(language: str) -> str:
    """The form of a result notice; each language has its own text, none is a translation."""
    return f"competition/letters/result.{language}.html"
