"""A finding goes to the team for one reply; an officer rules with a reason; a second approves."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from competition.actions import notices
from competition.models import Entry, Finding, Round
from competition.queries import rules, ticks
from scoring.actions import screening

OPEN_ROUNDS = (Round.State.OPEN, Round.State.SEALED)
LONGEST_REPLY = 20_000  # characters


@transaction.atomic
def gather(report, *, by=None):
    """One finding for each component on which the report is adverse or unclear (clause 12(3))."""
    entry = Entry.objects.select_related("round__rulebook").get(submission=report.submission_id)
    round = audit.hold(entry.round)
    said = json.loads(report.evidence)
    made = []
    for gate, verdicts in rules.adverse(rules.of(round)).items():
        for part in said["parts"]:
            if part["verdict"] in verdicts:
                made.append(_open(entry, report, gate, part, by=by))
    return [finding for finding in made if finding]


@transaction.atomic
def count_ticks(round, *, by=None):
    """A finding for each entry that enough evaluators marked as missing the minimum standard."""
    round = audit.hold(round)
    made = []
    for tally in ticks.reached(round):
        columns = {"source": Finding.Source.TICKS, "verdict": "ticks", "digest": tally.digest}
        finding, new = Finding.objects.get_or_create(
            entry_id=tally.entry_id, gate=tally.gate, source=columns["source"], defaults=columns
        )
        if new:
            audit.record("finding.opened", finding, by=by, ticks=tally.count)
            made.append(finding)
    return made


@transaction.atomic
def send(finding, *, by):
    """Tell the team, and let it read the report. It has the rulebook's days to reply (12(4))."""
    round = audit.hold(finding.entry.round)
    if round.state not in OPEN_ROUNDS:
        raise RuleBroken(_("This round takes no more findings."), clause="12(4)")
    gate = rules.of(round).gate(finding.gate)
    moment = now()
    due = moment + timedelta(days=gate.reply_days or 0)
    sent = {"sent_at": moment, "reply_due_at": due}
    finding = audit.move(finding, Finding.State.SENT, by=by, changes=sent)
    if finding.report:
        screening.disclose(finding.report, by=by)
    notices.finding_sent(finding)
    return finding


@transaction.atomic
def reply(finding, *, reply, by):
    """The team's one reply, in its own words, until the time it was given."""
    if not reply.strip():
        raise RuleBroken(_("The reply is empty."), field="reply")
    if len(reply) > LONGEST_REPLY:
        words = _("At most %(longest)s characters; this has %(length)s.")
        raise RuleBroken(
            words, field="reply", longest=f"{LONGEST_REPLY:,}", length=f"{len(reply):,}"
        )
    if finding.reply_due_at and now() > finding.reply_due_at:
        raise RuleBroken(_("The time to reply is over."), clause="12(4)", field="reply")
    replied = {"reply": reply, "replied_at": now(), "replied_by": by}
    return audit.move(finding, Finding.State.REPLIED, by=by, changes=replied)


@transaction.atomic
def rule(finding, *, passed, reason, by, reason_en=""):
    """Say whether the team meets the standard, and why (clause 12(5)).

    Possible once the team replied or let its time pass.
    """
    if not reason.strip():
        raise RuleBroken(_("Give a reason."), field="reason", clause="12(5)")
    if finding.state == Finding.State.SENT and now() <= finding.reply_due_at:
        raise RuleBroken(_("The team still has time to reply."), clause="12(4)")
    ruled = {"passed": passed, "reason": reason, "reason_en": reason_en}
    ruled |= {"ruled_by": by, "ruled_at": now()}
    return audit.move(finding, Finding.State.RULED, by=by, changes=ruled, passed=passed)


@transaction.atomic
def approve(finding, *, by):
    """A second person agrees with the ruling."""
    if finding.ruled_by == by:  # the database refuses it too
        raise RuleBroken(_("Whoever ruled cannot approve."), clause="12(5)")
    settled = {"approved_by": by, "settled_at": now()}
    return audit.move(finding, Finding.State.SETTLED, by=by, changes=settled)


@transaction.atomic
def send_back(finding, *, why, by):
    """The second person disagrees: the ruling is taken back, with a reason, and made again."""
    if finding.ruled_by == by:
        raise RuleBroken(_("Whoever ruled cannot send it back."), clause="12(5)")
    if not why.strip():
        raise RuleBroken(_("Give a reason."), field="why")
    before = Finding.State.REPLIED if finding.replied_at else Finding.State.SENT
    empty = {"passed": None, "reason": "", "reason_en": "", "ruled_by": None, "ruled_at": None}
    return audit.move(finding, before, by=by, changes=empty, why=why)


def _open(entry, report, gate, part, *, by):
    columns = {
        "entry": entry,
        "verdict": part["verdict"],
        "reference": part.get("reference") or "",
        "digest": report.digest,
    }
    finding, new = Finding.objects.get_or_create(
        report=report, gate=gate, component=part["component"], defaults=columns
    )
    if new:
        audit.record("finding.opened", finding, by=by, verdict=finding.verdict)
    return finding if new else None
