"""What a team's members see of their own rounds, and what they should do."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import now
from django.utils.translation import gettext as _

from competition.models import Entry, Finding, Letter, Round
from teams.models import Submission
from teams.queries import packages


@dataclass(frozen=True)
class Todo:
    kind: str
    label: str
    words: str
    note: str
    due: datetime | None
    url: str
    button: str


def entries(account):
    """The account's entries, newest round first."""
    own = Entry.objects.of_member(account).exclude(round__state=Round.State.DRAFTED)
    return own.order_by("-round__created_at", "-pk")


def open_calls(account):
    """Rounds that take applications now in programmes of the account's teams, not entered yet."""
    moment = now()
    calls = Round.objects.visible_to(account).filter(
        state=Round.State.OPEN, opens_at__lte=moment, closes_at__gt=moment
    )
    return calls.exclude(entries__consortium__memberships__account=account.pk).order_by("closes_at")


def findings(entry):
    """Findings the team was sent."""
    rows = list(entry.findings.exclude(state=Finding.State.OPEN).order_by("sent_at", "pk"))
    for finding in rows:
        finding.entry = entry
    return rows


def told(finding):
    """The finding's state in words, as its team may know it."""
    return Finding.State(told_state(finding)).label


def told_state(finding):
    """Before the result the team learns nothing about a ruling, not even that there is one."""
    before = (Finding.State.SENT, Finding.State.REPLIED)
    if finding.state in before or finding.entry.round.is_public:
        return finding.state
    return Finding.State.REPLIED if finding.replied_at else Finding.State.SENT


def letters(entry, account):
    return Letter.objects.visible_to(account).filter(decision__entry=entry).order_by("language")


def todo(entry, told):
    """What the team should do next in one round; ``told``: its findings."""
    found = [*_hand_in(entry), *_replies(told)]
    return sorted(found, key=lambda todo: todo.due or datetime.max.replace(tzinfo=now().tzinfo))


def _hand_in(entry):
    submission = entry.submission
    if submission is None or submission.state != Submission.State.OPEN:
        return
    page = submission.get_absolute_url()
    late, due = _("To do"), entry.ends
    if not submission.files.current().exists():
        words, note = _("Upload your model"), _("Use the hf command; your page shows it.")
        yield Todo("warn", late, words, note, due, page, _("Upload"))
    if packages.missing_documents(submission):
        words, note = _("Add the documents that are asked for"), ""
        yield Todo("warn", late, words, note, due, page, _("Add"))
    if not submission.components.exists():
        words = _("Declare the components of your model")
        yield Todo("warn", late, words, "", due, page, _("Declare"))


def _replies(told):
    for finding in told:
        if finding.state == Finding.State.SENT and now() <= finding.reply_due_at:
            words = _("Reply to a finding")
            page = finding.get_absolute_url()
            due = finding.reply_due_at
            yield Todo("warn", _("To do"), words, _("One reply."), due, page, _("Write"))
