"""The tally a round's decisions rest on, read back; before a proposal, a preview."""

from dataclasses import dataclass

from competition import regulation
from competition.models import Round, TallyRecord
from competition.queries import rules, sealed, tallying

BEFORE = (Round.State.SEALED,)


@dataclass(frozen=True)
class Proposal:
    """What the tally page shows, proposed or not."""

    round: object
    rulebook: object
    tally: object
    inputs: object
    entries: dict  # by consortium slug
    missing: list
    record: TallyRecord | None

    @property
    def is_complete(self):
        return not self.missing and not self.tally.open


def of(round):
    """Computed before the proposal, read from the kept tally after it. Raises TallyRefused."""
    if round.state in BEFORE:
        return _previewed(tallying.preview(round))
    return _kept(round)


def _previewed(found):
    return Proposal(
        round=found.round,
        rulebook=found.rulebook,
        tally=found.tally,
        inputs=found.inputs,
        entries=_named(found.rows.entries),
        missing=found.missing,
        record=None,
    )


def _kept(round):
    record = TallyRecord.objects.standing().select_related("by").get(round=round)
    return Proposal(
        round=round,
        rulebook=rules.of(round),
        tally=regulation.parse_tally(record.result),
        inputs=regulation.parse_inputs(record.inputs),
        entries=_named(sealed.entries(round)),
        missing=[],
        record=record,
    )


def _named(entries):
    return {entry.consortium.slug: entry for entry in entries}


def used(proposal):
    """What went in, counted: for the facts beside the ranking."""
    given = proposal.inputs
    states = [sheet.state for sheet in given.sheets]
    return {
        "sealed": states.count("sealed"),
        "conflicts": states.count("conflict"),
        "voided": states.count("voided"),
        "unsealed": states.count("unsealed"),
        "ratings": len(given.ratings),
        "raters": len({(r.criterion, r.rater) for r in given.ratings}),
        "measurements": len(given.measurements),
        "findings": len(given.findings),
        "digest": regulation.evidence(given),
    }
