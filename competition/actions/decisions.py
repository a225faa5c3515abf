"""From the tally to the confirmed result: proposed, approved by another, published at once."""

from dataclasses import asdict

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken
from competition import regulation
from competition.actions import publishing
from competition.models import Decision, Objection, Round, TallyRecord
from competition.queries import rules, tallying
from competition.queries.tallying import preview
from competition.regulation import articles
from scoring.actions import forms
from scoring.models import EvaluationForm

__all__ = ["approve", "confirm", "preview", "propose", "publish", "send_back"]


class NotComplete(RuleBroken):
    """Something still bars the tally; ``missing`` lists it."""

    def __init__(self, missing, open):
        words = [m.words for m in missing] + [rules.say(problem) for problem in open]
        super().__init__(
            _("The tally is not complete: %(what)s"),
            clause=missing[0].clause if missing else articles.CONDITIONS,
            what=" ".join(words),
        )
        self.missing, self.open = missing, open


@transaction.atomic
def propose(round, *, by):
    """Tally what is sealed and propose its decisions (clause 17(1)). None of them is public."""
    proposed = {"proposed_by": by, "proposed_at": now(), "approved_by": None, "approved_at": None}
    round = audit.move(round, Round.State.TALLIED, by=by, changes=proposed)
    found = preview(round)
    if found.missing or found.tally.open:
        raise NotComplete(found.missing, found.tally.open)
    record = _keep(round, found, by=by)
    for entry in found.rows.entries:
        _draft(record, entry, found.tally, by=by)
    for form in EvaluationForm.objects.filter(programme=round.programme_id, key=round.slug):
        forms.reveal(form, by=by)
    return round


@transaction.atomic
def send_back(round, *, reason, by):
    """The second person disagrees. The tally is kept, and another one may be proposed."""
    if not reason.strip():
        raise RuleBroken(_("Give a reason."), field="reason", clause=articles.SECOND_PERSON)
    empty = {"proposed_by": None, "proposed_at": None}
    round = audit.move(round, Round.State.SEALED, by=by, changes=empty, reason=reason)
    returned = {"returned_by": by, "returned_at": now(), "returned_reason": reason}
    audit.move(standing(round), TallyRecord.State.RETURNED, by=by, changes=returned)
    return round


@transaction.atomic
def approve(round, *, by):
    """A second person agrees, to exactly what was proposed (clause 17(2))."""
    if round.proposed_by_id == by.pk:  # the database refuses it too
        raise RuleBroken(_("Whoever proposed cannot approve."), clause=articles.SECOND_PERSON)
    approved = {"approved_by": by, "approved_at": now()}
    round = audit.move(round, Round.State.DECIDED, by=by, changes=approved)
    if regulation.evidence(tallying.inputs(round)) != standing(round).inputs_digest:
        raise RuleBroken(
            _("What was tallied has changed since. Send it back and propose again."),
            clause=articles.SEALED_ROWS,
        )
    return round


@transaction.atomic
def publish(round, *, by):
    """Everything at once (clause 17(3)): numbers, letters, notices, the public page."""
    moment = now()
    if round.publishes_at and moment < round.publishes_at:
        raise RuleBroken(
            _("The result is published on the planned date and not earlier."),
            clause=articles.NOBODY_EARLIER,
        )
    out = {"published_by": by, "published_at": moment}
    out["objections_close_at"] = publishing.objections_end(round, moment)
    round = audit.move(round, Round.State.PUBLISHED, by=by, changes=out)
    publishing.tell(round, by=by)
    return round


@transaction.atomic
def confirm(round, *, by):
    """The time to object is over and nobody did: the result is final (clause 20(1))."""
    if round.objections_close_at and now() <= round.objections_close_at:
        raise RuleBroken(_("The time to object is not over yet."), clause=articles.OBJECTION)
    confirmed = {"confirmed_at": now()}
    round = audit.move(round, Round.State.CONFIRMED, by=by, changes=confirmed)
    if Objection.objects.filter(decision__round=round).exists():
        raise RuleBroken(_("An objection awaits its answer."), clause=articles.ANSWER)
    return round


def standing(round):
    """The tally the round's decisions rest on."""
    return TallyRecord.objects.standing().get(round=round)


def _keep(round, found, *, by):
    record = TallyRecord.objects.create(
        round=round,
        inputs=regulation.inputs_canonical(found.inputs),
        inputs_digest=regulation.evidence(found.inputs),
        result=regulation.tally_canonical(found.tally),
        digest=regulation.tally_digest(found.tally),
        created_at=now(),
        by=by,
    )
    audit.record("tally.kept", record, by=by, tally=record.digest, inputs=record.inputs_digest)
    return record


def _draft(record, entry, tally, *, by):
    """One decision for each entry that counts; who withdrew is decided on by nobody."""
    found = tally.standing(entry.consortium.slug)
    if found.outcome not in Decision.Outcome.values:
        return
    reasons = canonical.text(asdict(found))
    decision = Decision.objects.create(
        round=record.round,
        tally=record,
        entry=entry,
        outcome=found.outcome,
        clause=found.clause,
        rank=found.rank,
        total=found.total,
        reasons=reasons,
        digest=canonical.digest(reasons),
    )
    audit.record("decision.drafted", decision, by=by, digest=decision.digest)
