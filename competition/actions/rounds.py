"""A round is drafted, given rules and a calendar, and opened."""

from itertools import pairwise

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from competition import regulation
from competition.actions import opening, rulebooks, terms
from competition.models import Round
from competition.queries import rules

MOMENTS = (
    "opens_at",
    "closes_at",
    "evaluation_opens_at",
    "evaluation_closes_at",
    "publishes_at",
)
NEEDED = MOMENTS[:4]


class NotReady(RuleBroken):
    """The rulebook has open points; ``problems`` are all of them."""

    def __init__(self, problems):
        super().__init__(
            _("The rulebook has %(count)s open points. A round opens only with a complete one."),
            count=len(problems),
        )
        self.problems = problems


@transaction.atomic
def draft(programme, *, slug, kind, name_ko, name_en, by, **calendar):
    """Begin to prepare a round. Nobody but the officers sees it."""
    programme = audit.hold(programme)
    if Round.objects.filter(slug=slug).exists():
        raise RuleBroken(_("“%(slug)s” is taken."), field="slug", slug=slug)
    _require_order(calendar)
    words = {"slug": slug, "kind": kind, "name_ko": name_ko, "name_en": name_en}
    round = programme.rounds.create(**words, **_moments(calendar))
    audit.record("round.drafted", round, by=by)
    return round


@transaction.atomic
def choose_rulebook(round, version, *, by):
    """Give a round that is being prepared its rules. After the opening they stay."""
    round = audit.hold(round)
    if round.state != Round.State.DRAFTED:
        raise RuleBroken(_("The rules are bound since the opening."), clause="21(3)")
    if version.programme_id != round.programme_id:
        raise RuleBroken(_("This rulebook belongs to another programme."))
    Round.objects.filter(pk=round.pk).update(rulebook=version)
    round.refresh_from_db()
    audit.record("round.rulebook_chosen", round, by=by, rulebook=version.digest)
    return round


@transaction.atomic
def amend_calendar(round, *, by, reason="", **calendar):
    """Set the dates. After the opening only later ones, with a reason, for every team at once."""
    round = audit.hold(round)
    wanted = {name: getattr(round, name) for name in MOMENTS} | _moments(calendar)
    _require_order(wanted)
    if round.state != Round.State.DRAFTED:
        _require_extension(round, wanted, reason)
    Round.objects.filter(pk=round.pk).update(**wanted)
    round.refresh_from_db()
    audit.record("round.calendar", round, by=by, reason=reason)
    if round.state != Round.State.DRAFTED:
        terms.pass_down(round, reason=reason, by=by)
    return round


@transaction.atomic
def open(round, *, by):
    """Open the round under its rulebook, which from now on cannot be exchanged.

    Refused while the rulebook has one open point or the calendar one gap. Opens the
    submissions of admitted entries and freezes the evaluation forms.
    """
    round = audit.hold(round)
    rulebook = _require_ready(round)
    _require_calendar(round)
    opened = {"opened_at": now()}
    round = audit.move(
        round, Round.State.OPEN, by=by, changes=opened, rulebook=round.rulebook.digest
    )
    round.rulebook = rulebooks.publish(round.rulebook, by=by)
    opening.freeze_forms(round, rulebook, by=by)
    opening.open_submissions(round, by=by)
    return round


def _require_ready(round):
    rulebook = rules.of(round)
    if rulebook is None:
        raise RuleBroken(_("The round has no rulebook yet."))
    if problems := regulation.readiness(rulebook):
        raise NotReady(problems)
    if rulebook.kind != round.kind:
        raise RuleBroken(_("The rulebook is written for another kind of round."))
    return rulebook


def _require_calendar(round):
    if any(getattr(round, name) is None for name in NEEDED):
        raise RuleBroken(_("The calendar has gaps."), clause="4(1)")
    if round.closes_at <= now():
        raise RuleBroken(_("The hand-in would be closed already."), field="closes_at")


def _require_order(calendar):
    """Each moment stands after the one before it, as far as they are known."""
    line = ("opens_at", "closes_at", "evaluation_closes_at", "publishes_at")
    _require_line(calendar, line)
    _require_line(calendar, ("evaluation_opens_at", "evaluation_closes_at"))


def _require_line(calendar, names):
    known = [name for name in names if calendar.get(name)]
    for earlier, later in pairwise(known):
        if calendar[later] <= calendar[earlier]:
            raise RuleBroken(_("This moment must be later than the one before it."), field=later)


def _require_extension(round, wanted, reason):
    if round.state not in (Round.State.OPEN, Round.State.SEALED, Round.State.DECIDED):
        raise RuleBroken(_("The calendar of this round is settled."))
    if not reason.strip():
        raise RuleBroken(_("Give a reason."), field="reason", clause="21(4)")
    for name, moment in wanted.items():
        held = getattr(round, name)
        if moment == held:
            continue
        if moment is None or (name != "publishes_at" and held and moment < held):
            raise RuleBroken(
                _("After the opening a date only moves later, for all alike."),
                field=name,
                clause="21(4)",
            )
    if round.state != Round.State.OPEN and wanted["closes_at"] != round.closes_at:
        raise RuleBroken(_("The hand-in is sealed."), field="closes_at", clause="6(3)")


def _moments(calendar):
    if unknown := set(calendar) - set(MOMENTS):
        raise TypeError(f"not moments of a round: {sorted(unknown)}")
    return calendar
