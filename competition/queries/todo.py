"""What an officer should do now, the most pressing first, with the one button that does it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from competition.models import Finding, Round
from competition.queries import missing

SOON = timedelta(days=2)
TURNS = {
    Finding.State.OPEN: (gettext_noop("A finding on %(team)s is to be sent"), gettext_noop("Send")),
    Finding.State.SENT: (
        gettext_noop("%(team)s let the time to reply pass"),
        gettext_noop("Rule"),
    ),
    Finding.State.REPLIED: (gettext_noop("%(team)s has replied"), gettext_noop("Rule")),
    Finding.State.RULED: (
        gettext_noop("The ruling on %(team)s awaits a second person"),
        gettext_noop("Approve"),
    ),
}
ORDER = {"bad": 0, "warn": 1, "run": 2, "wait": 3}


@dataclass(frozen=True)
class Todo:
    """A sentence, why, until when, and a button."""

    kind: str  # bad, warn, wait
    label: str
    words: str
    note: str
    url: str
    button: str
    due: datetime | None = None


def of(shown):
    """The list for the officers of a round."""
    found = [*_preparing(shown.round), *_applications(shown), *_failed(shown)]
    found += [*_findings(shown.rows), *_slow(shown), *_bars(shown), *_deciding(shown)]
    late = datetime.max.replace(tzinfo=now().tzinfo)
    return sorted(found, key=lambda todo: (ORDER[todo.kind], todo.due or late))


def _to(name, round):
    return reverse(f"competition:{name}", args=[round.slug])


def _preparing(round):
    if round.state != Round.State.DRAFTED:
        return
    if not round.rulebook_id:
        words = _("The round has no rulebook yet")
        yield Todo("warn", _("To do"), words, "", _to("rulebook", round), _("Upload"))
    if not all((round.opens_at, round.closes_at, round.evaluation_closes_at)):
        words = _("The calendar has gaps")
        yield Todo("warn", _("To do"), words, "", _to("calendar", round), _("Set the dates"))
    if round.rulebook_id and round.closes_at:
        words = _("The round can be opened once everything is entered")
        yield Todo("wait", _("Pending"), words, "", _to("setup", round), _("Check and open"))


def _applications(shown):
    for entry in shown.rows.applied:
        words = _("%(team)s applied") % {"team": entry.consortium.name}
        note = _("Admit or refuse the application before the hand-in closes.")
        page = _to("entries", shown.round)
        yield Todo("warn", _("To do"), words, note, page, _("Answer"), shown.round.closes_at)


def _failed(shown):
    teams = {e.submission_id: e.consortium.name for e in shown.rows.entries}
    for (submission, _kind, _suite), job in shown.states.items():
        if job.state == "failed":
            facts = {"job": job.title, "team": teams.get(submission, "")}
            words = _("%(job)s of %(team)s failed") % facts
            page = job.get_absolute_url()
            yield Todo("bad", _("Failed"), words, job.note, page, _("Queue again"))


def _findings(rows):
    for finding in rows.findings:
        if finding.state in TURNS and not _waits(finding):
            words, button = TURNS[finding.state]
            said = _(words) % {"team": finding.entry.consortium.name}
            yield Todo(
                "warn",
                _("To do"),
                said,
                finding.get_state_display(),
                finding.get_absolute_url(),
                _(button),
                finding.reply_due_at if finding.state == "sent" else None,
            )


def _waits(finding):
    return finding.state == Finding.State.SENT and now() <= finding.reply_due_at


def _slow(shown):
    """Evaluators who sealed nothing when the window is about to close."""
    ends = shown.round.evaluation_closes_at
    if shown.round.state != Round.State.SEALED or not ends or not now() < ends < now() + SOON:
        return
    begun = {(s.part, s.evaluator) for s in shown.rows.sheets if s.state == "sealed"}
    seats = {(s.part, s.code) for s in shown.rows.seats if s.state == "active"}
    if count := len(seats - begun):
        words = ngettext(
            "%(n)s evaluator has sealed nothing", "%(n)s evaluators have sealed nothing", count
        )
        page = _to("evaluations", shown.round)
        yield Todo("warn", _("Due soon"), words % {"n": count}, "", page, _("See who"), ends)


def _bars(shown):
    """What bars a tally and nobody else on this list says."""
    if shown.round.state != Round.State.SEALED:
        return
    for lack in missing.of(shown.round, shown.rulebook, shown.rows):
        if lack.kind == "bad":
            note = lack.cited
            yield Todo("bad", _("To do"), lack.words, note, lack.url, lack.button)


def _deciding(shown):
    round = shown.round
    page = _to("tally", round)
    match round.state:
        case Round.State.SEALED if not missing.of(round, shown.rulebook, shown.rows):
            yield Todo(
                "warn", _("To do"), _("Everything is in: the tally can be proposed"), "", page,
                _("Preview"),
            )  # fmt: skip
        case Round.State.TALLIED:
            words = _("The proposed decision awaits a second person")
            yield Todo("warn", _("To do"), words, str(round.proposed_by), page, _("Look at it"))
        case Round.State.DECIDED:
            words = _("The approved decision can be published")
            due = round.publishes_at
            yield Todo("warn", _("To do"), words, "", page, _("Publish"), due)
        case Round.State.PUBLISHED if now() > round.objections_close_at:
            words = _("The time to object is over: the result can be confirmed")
            yield Todo("warn", _("To do"), words, "", page, _("Confirm"))
