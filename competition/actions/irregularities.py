"""An entry that cannot be scored is put out by its clause, by two persons, so nothing is stuck."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from competition.models import Entry, Irregularity, Round

CLAUSES = {
    Irregularity.Kind.NO_HAND_IN: "6(5)",
    Irregularity.Kind.UNREADABLE: "6(6)",
    Irregularity.Kind.OTHER: "6(7)",
}


@transaction.atomic
def propose(entry, *, kind, note, by, note_en=""):
    """Say why an entry is out without being scored. A second person decides."""
    round = audit.hold(entry.round)
    if round.state not in (Round.State.OPEN, Round.State.SEALED):
        raise RuleBroken(_("This round is past that."), clause="6(7)")
    if not note.strip():
        raise RuleBroken(_("Give a reason."), field="note")
    if entry.state != Entry.State.ADMITTED:
        raise RuleBroken(_("This team does not compete."))
    if entry.irregularities.exclude(state=Irregularity.State.DROPPED).exists():
        raise RuleBroken(_("This has been proposed for %(team)s already."), team=str(entry))
    row = entry.irregularities.create(
        kind=kind,
        clause=CLAUSES[kind],
        note=note,
        note_en=note_en,
        decided_by=by,
        decided_at=now(),
    )
    audit.record("irregularity.proposed", row, by=by, clause=row.clause)
    return row


@transaction.atomic
def approve(row, *, by):
    """A second person agrees: the entry is out."""
    if row.decided_by == by:  # the database refuses it too
        raise RuleBroken(_("Whoever proposed cannot approve."), clause=row.clause)
    _require_unpublished(row)
    agreed = {"approved_by": by, "approved_at": now()}
    return audit.move(row, Irregularity.State.APPROVED, by=by, changes=agreed)


@transaction.atomic
def drop(row, *, by):
    """The proposal is not followed; the entry competes as before."""
    _require_unpublished(row)
    return audit.move(row, Irregularity.State.DROPPED, by=by)


def _require_unpublished(row):
    round = audit.hold(row.entry.round)
    if round.state not in (Round.State.OPEN, Round.State.SEALED):
        raise RuleBroken(_("This round is past that."), clause=row.clause)
