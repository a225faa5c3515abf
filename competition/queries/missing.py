"""What still bars a tally: each thing with its clause and the page where it is put right."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import regulation
from competition.models import Finding, Round
from competition.queries import rules
from competition.regulation import articles


@dataclass(frozen=True)
class Missing:
    """One thing that bars the tally, in words."""

    words: str
    clause: str
    url: str
    button: str
    kind: str = "warn"  # the state it is shown with

    @property
    def cited(self):
        """The clause as the reader's language writes it."""
        return rules.cited(self.clause)


def of(round, rulebook, rows):
    """Everything missing, in the order in which a round goes."""
    found = [*_hand_in(round), *_unreadable(round, rows), *_proposed_out(round, rows)]
    if rules.asks(rulebook, "examined"):
        found += [*_unexamined(round, rulebook, rows), *_unmeasured(round, rulebook, rows)]
    found += [*_not_yet_found(round, rulebook, rows), *_unsettled(rows)]
    if rules.asks(rulebook, "evaluated"):
        found += [*_empty(round, rulebook, rows), *_unevaluated(round, rows)]
    return found + list(_voids(round, rows))


def met(round, rulebook, rows):
    """The conditions that are fulfilled: ``examined``, ``evaluated``."""
    examined = not [*_unexamined(round, rulebook, rows), *_unmeasured(round, rulebook, rows)]
    waits = empty_forms(rulebook, rows) or unsealed(rows) or open_raters(rows)
    evaluated = is_over(round) or not waits
    return [name for name, yes in (("examined", examined), ("evaluated", evaluated)) if yes]


def is_over(round):
    """The evaluation window is closed: what is not sealed now never counts (clause 9(7))."""
    return now() >= round.evaluation_closes_at


def unsealed(rows):
    """Sheets that are expected and not sealed: (form part, evaluator code, submission)."""
    done = {(s.part, s.evaluator, s.submission) for s in rows.sheets if s.state != "draft"}
    closed = {(seat.part, seat.code, submission) for seat, submission in conflicts(rows)}
    expected = {
        (seat.part, seat.code, entry.submission_id)
        for seat in rows.seats
        if seat.state == "active"
        for entry in rows.standing
    }
    return sorted(expected - done - closed)


def empty_forms(rulebook, rows):
    """Criteria whose form nobody has a seat under."""
    seated = {seat.part for seat in rows.seats if seat.state == "active"}
    seated |= {vote.part for vote in rows.votes if vote.seat != "excused"}
    named = [form["criterion"] for form in regulation.forms(rulebook)]
    return [rulebook.criterion(id) for id in named if id not in seated]


def conflicts(rows):
    """Candidates closed to an evaluator by a declared conflict."""
    standing = {entry.submission_id for entry in rows.handed_in}
    sealed = {(s.part, s.evaluator, s.submission) for s in rows.sheets if s.state == "sealed"}
    return [
        (seat, seat.conflict)
        for seat in rows.seats
        if seat.conflict in standing and (seat.part, seat.code, seat.conflict) not in sealed
    ]


def open_raters(rows):
    """Panel members who have not sealed their ratings."""
    return {(vote.part, vote.rater) for vote in rows.votes if vote.seat == "open"}


def _hand_in(round):
    if round.state in (Round.State.DRAFTED, Round.State.OPEN):
        yield Missing(
            _("The hand-in is not sealed yet."),
            articles.SEAL,
            reverse("competition:setup", args=[round.slug]),
            _("Calendar"),
            "wait",
        )


def _unreadable(round, rows):
    rejected = {key[0] for key, run in rows.runs.items() if run.outcome == "rejected"}
    for entry in rows.standing:
        broken = entry.report_verdict == "rejected" or entry.submission_id in rejected
        if broken and not entry.out_state:
            yield Missing(
                _("The model of %(team)s cannot be read.") % {"team": entry.consortium.name},
                articles.UNREADABLE,
                reverse("competition:put_out", args=[round.slug, entry.consortium.slug]),
                _("Put out of the count"),
                "bad",
            )


def _proposed_out(round, rows):
    for entry in rows.entries:
        if entry.out_state == "proposed":
            yield Missing(
                _("Whether %(team)s is out awaits a second person.")
                % {"team": entry.consortium.name},
                articles.EXCLUDED,
                reverse("competition:entries", args=[round.slug]),
                _("Look at it"),
            )


def _unexamined(round, rulebook, rows):
    if not rulebook.gates:
        return
    for entry in rows.standing:
        if entry.report_id is None:
            yield _job(_("%(team)s is not examined yet."), entry, articles.CONDITIONS)


def _unmeasured(round, rulebook, rows):
    for suite in rules.suites(rulebook):
        for entry in rows.standing:
            if (entry.submission_id, suite) not in rows.runs:
                yield _job(_("%(team)s is not measured yet."), entry, articles.NO_MEASUREMENT)


def _job(words, entry, clause):
    said = words % {"team": entry.consortium.name}
    return Missing(said, clause, reverse("jobs:index"), _("See the jobs"), "run")


def _not_yet_found(round, rulebook, rows):
    """A report is adverse and the tick has not opened its findings yet: seconds."""
    adverse = set().union(*rules.adverse(rulebook).values()) - {"rejected"}
    told = {finding.report_id for finding in rows.findings}
    for entry in rows.standing:
        if entry.report_verdict in adverse and entry.report_id not in told:
            yield Missing(
                _("The findings on %(team)s are being opened.") % {"team": entry.consortium.name},
                articles.ADVERSE,
                reverse("competition:findings", args=[round.slug]),
                _("Look at it"),
                "run",
            )


def _unsettled(rows):
    out = {entry.pk for entry in rows.entries if entry.out_state == "approved"}
    for finding in rows.findings:
        if finding.state != Finding.State.SETTLED and finding.entry_id not in out:
            yield Missing(
                _("The finding on %(team)s is not settled: %(state)s.")
                % {
                    "team": finding.entry.consortium.name,
                    "state": finding.get_state_display(),
                },
                articles.RULING,
                finding.get_absolute_url(),
                _("Go on"),
            )


def _empty(round, rulebook, rows):
    for criterion in empty_forms(rulebook, rows):
        yield Missing(
            _("Nobody has a seat for “%(part)s”.") % {"part": rules.say(criterion.names.words)},
            articles.TOO_FEW_ANSWERS,
            reverse("competition:people", args=[round.slug]),
            _("Seats"),
        )


def _unevaluated(round, rows):
    if is_over(round):
        return
    page = reverse("competition:evaluations", args=[round.slug])
    if count := len(unsealed(rows)):
        words = ngettext("%(n)s sheet is not sealed.", "%(n)s sheets are not sealed.", count)
        yield Missing(words % {"n": count}, articles.UNSEALED, page, _("See who"), "wait")
    if count := len(open_raters(rows)):
        words = ngettext(
            "%(n)s panel member has not sealed.", "%(n)s panel members have not sealed.", count
        )
        yield Missing(words % {"n": count}, articles.UNSEALED, page, _("See who"), "wait")


def _voids(round, rows):
    page = reverse("competition:evaluations", args=[round.slug])
    asked = [s for s in rows.sheets if s.asked and s.state != "void"]
    if count := len(asked):
        words = ngettext(
            "Voiding %(n)s sheet awaits a second person.",
            "Voiding %(n)s sheets awaits a second person.",
            count,
        )
        yield Missing(words % {"n": count}, articles.VOIDED, page, _("Look at it"))
