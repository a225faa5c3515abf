"""Moments to come, and dates of their own that teams were given."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import now
from django.utils.translation import gettext as _

from competition.models import Finding, Round


@dataclass(frozen=True)
class Deadline:
    at: datetime
    words: str


def of(round, rows):
    """What comes next in a round, earliest first."""
    found = [
        (round.opens_at, _("Hand-in opens")),
        (round.closes_at, _("Hand-in closes")),
    ]
    if round.state in (Round.State.DRAFTED, Round.State.OPEN, Round.State.SEALED):
        found += [
            (round.evaluation_opens_at, _("Evaluation opens")),
            (round.evaluation_closes_at, _("Evaluation closes")),
        ]
    if round.state not in (Round.State.PUBLISHED, Round.State.CONFIRMED):
        found.append((round.publishes_at, _("Publication and notice")))
    found.append((round.objections_close_at, _("Objections close")))
    found += [
        (e.closes_at, _("Hand-in of %(team)s closes") % {"team": e.consortium.name})
        for e in rows.entries
        if e.closes_at
    ]
    found += [
        (f.reply_due_at, _("Reply of %(team)s is due") % {"team": f.entry.consortium.name})
        for f in rows.findings
        if f.state == Finding.State.SENT
    ]
    coming = [Deadline(at, words) for at, words in found if at and at > now()]
    return sorted(coming, key=lambda deadline: deadline.at)


def exceptions(rows):
    """Teams with a calendar of their own, and why."""
    return [entry for entry in rows.entries if entry.closes_at or entry.opens_at]
