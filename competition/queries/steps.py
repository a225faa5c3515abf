"""The stages of a round as a line of steps: what is done, what goes on, when the rest comes."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.templatetags.simsa import KST, MONTHS
from competition.models import Round
from competition.queries import missing, rules

ORDER = list(Round.State)


@dataclass(frozen=True)
class Step:
    label: str
    begins: datetime | None
    ends: datetime | None
    done: bool
    current: bool = False

    @property
    def when(self):
        """Its days, without year: the head of the page says it."""
        days = [_day(moment) for moment in (self.begins, self.ends) if moment]
        return " ~ ".join(dict.fromkeys(days))


def of(round, rows):
    """Steps in order; the first that is not done is the current one."""
    steps = list(_steps(round, rows))
    here = next((n for n, step in enumerate(steps) if not step.done), len(steps))
    return [Step(s.label, s.begins, s.ends, s.done, current=n == here) for n, s in enumerate(steps)]


def _steps(round, rows):
    rulebook = rules.of(round)
    met = missing.met(round, rulebook, rows) if rulebook and reached(round, "sealed") else []
    yield Step(_("Rules settled"), round.opened_at, None, reached(round, "open"))
    yield Step(_("Hand-in"), round.opens_at, round.closes_at, reached(round, "sealed"))
    if rulebook and rules.asks(rulebook, "examined"):
        yield Step(_("Examination"), round.sealed_at, None, "examined" in met)
    if rulebook and rules.asks(rulebook, "evaluated"):
        window = (round.evaluation_opens_at, round.evaluation_closes_at)
        yield Step(_("Evaluation"), *window, "evaluated" in met)
    yield Step(_("Tally"), round.proposed_at, None, reached(round, "tallied"))
    yield Step(
        _("Decision and notice"),
        round.published_at or round.publishes_at,
        None,
        reached(round, "published"),
    )
    yield Step(
        _("Objection and confirmation"),
        round.published_at,
        round.objections_close_at,
        reached(round, "confirmed"),
    )


def _day(moment):
    there = moment.astimezone(KST)
    if get_language() == "en":
        return f"{there.day} {MONTHS[there.month - 1]}"
    return f"{there.month}. {there.day}."


def reached(round, state):
    return ORDER.index(round.state) >= ORDER.index(state)
