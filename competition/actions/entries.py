"""A consortium enters a round: it applies or is entered, is admitted, may withdraw."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from competition.actions import eligibility, notices, opening, terms
from competition.models import Entry, Round
from teams.actions import submissions
from teams.models import Submission

PREPARING = (Round.State.DRAFTED, Round.State.OPEN)


@transaction.atomic
def apply(round, consortium, *, by):
    """The team asks to take part. Who may is in the rulebook (clause 3)."""
    round = audit.hold(round)
    if round.state != Round.State.OPEN or now() >= round.closes_at:
        raise RuleBroken(_("This round takes no applications now."), clause="4(1)")
    eligibility.require(round, consortium)
    return _enter(round, consortium, by=by)


@transaction.atomic
def enter(round, consortium, *, by):
    """An officer enters a team; it is admitted at once. Eligibility holds here too (clause 3)."""
    round = audit.hold(round)
    if round.state not in PREPARING:
        raise RuleBroken(_("The hand-in is sealed."), clause="6(3)")
    if round.rulebook_id:
        eligibility.require(round, consortium)
    return admit(_enter(round, consortium, by=by), by=by)


@transaction.atomic
def admit(entry, *, by):
    """Let an applicant in; in an open round its repository opens at once."""
    round = audit.hold(entry.round)
    if round.state not in PREPARING:
        raise RuleBroken(_("The hand-in is sealed."), clause="6(3)")
    entry = audit.move(entry, Entry.State.ADMITTED, by=by)
    entry.round = round
    if round.state == Round.State.OPEN:
        opening.open_submission(entry, by=by)
        audit.record("entry.opened", entry, by=by)
        notices.admitted(entry)
    return entry


@transaction.atomic
def refuse(entry, *, reason, by):
    """Turn an applicant away, with a reason the team is told."""
    if not reason.strip():
        raise RuleBroken(_("Give a reason."), field="reason")
    entry = audit.move(entry, Entry.State.REFUSED, by=by, changes={"refusal_reason": reason})
    notices.refused(entry)
    return entry


@transaction.atomic
def withdraw(entry, *, by):
    """The team takes no further part. Possible until its seal (clause 6(4))."""
    round = audit.hold(entry.round)
    submission = entry.submission and audit.hold(entry.submission)
    sealed = submission and submission.state != Submission.State.OPEN
    if sealed or round.state not in PREPARING:
        raise RuleBroken(_("A team may withdraw until the seal."), clause="6(4)")
    entry = audit.move(entry, Entry.State.WITHDRAWN, by=by)
    if submission:
        submissions.withdraw(submission, by=by)
    return entry


@transaction.atomic
def set_calendar(entry, *, opens_at, closes_at, reason, by):
    """Give one team dates of its own: a late entrant, a late delivery (clause 4)."""
    round = audit.hold(entry.round)
    entry = audit.hold(entry)
    if round.state not in PREPARING:
        raise RuleBroken(_("The hand-in is sealed."), clause="6(3)")
    if not reason.strip():
        raise RuleBroken(_("Give a reason."), field="reason")
    if closes_at <= max(opens_at, now()):
        raise RuleBroken(_("This moment must be later than the one before it."), field="closes_at")
    columns = {"opens_at": opens_at, "closes_at": closes_at, "calendar_reason": reason}
    Entry.objects.filter(pk=entry.pk).update(**columns)
    entry.refresh_from_db()
    audit.record("entry.calendar", entry, by=by, reason=reason)
    if entry.submission_id:
        submissions.amend_terms(entry.submission, terms.of(entry), by=by)
        notices.own_calendar(entry)
    return entry


def _enter(round, consortium, *, by):
    if consortium.programme_id != round.programme_id:
        raise RuleBroken(_("This team belongs to another programme."))
    if round.entries.filter(consortium=consortium).exists():
        raise RuleBroken(_("%(team)s is in this round already."), team=str(consortium))
    entry = round.entries.create(consortium=consortium, applied_at=now(), applied_by=by)
    audit.record("entry.applied", entry, by=by)
    return entry
