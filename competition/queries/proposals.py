"""What the tally page shows: a preview, or the tally the decisions rest on. Remembered.

A tally of many teams takes a second. It depends on sealed rows only, and every sealed row has
lengthened the programme's chain; so the chain's end says whether a remembered one still holds.
"""

from dataclasses import dataclass, replace

from django.core.cache import cache
from django.utils.translation import get_language

from accounts.models import ChainHead
from competition import regulation
from competition.models import Round, TallyRecord
from competition.queries import missing, rules, sealed, tallying

DAY = 86_400  # seconds a remembered tally is kept


@dataclass(frozen=True)
class Summary:
    """A tally without its derivation, what went in, and what is missing in one language."""

    tally: object
    used: dict
    missing: list


@dataclass(frozen=True)
class Proposal:
    """A round's tally, proposed (then with its record) or not."""

    round: object
    rulebook: object
    summary: Summary
    record: TallyRecord | None
    mark: str  # differs whenever anything shown differs

    @property
    def tally(self):
        return self.summary.tally

    @property
    def missing(self):
        return self.summary.missing

    @property
    def is_complete(self):
        return not self.missing and not self.tally.open

    def entries(self):
        """The round's entries by the codes of the tally."""
        return {entry.consortium.slug: entry for entry in sealed.entries(self.round)}


def of(round):
    """Computed before the proposal, read from the kept tally after it. Raises TallyRefused."""
    kept = round.state != Round.State.SEALED
    record = _record(round) if kept else None
    mark = f"{record.pk}:{record.digest}" if kept else _mark(round)
    key = f"proposal:{round.pk}:{get_language()}:{mark}"
    summary = cache.get(key)
    if summary is None:
        summary = _kept(record) if kept else _previewed(round)
        cache.set(key, summary, DAY)
    return Proposal(round, rules.of(round), summary, record, mark)


def _mark(round):
    """The end of the programme's chain, and whether the evaluation window is over."""
    end = ChainHead.objects.filter(chain=round.chain).values_list("digest", flat=True).first()
    return f"{end}:{missing.is_over(round)}"


def _record(round):
    records = TallyRecord.objects.standing().select_related("by")
    return records.defer("inputs", "result").get(round=round)


def _previewed(round):
    found = tallying.preview(round)
    return _summary(found.tally, found.inputs, found.missing)


def _kept(record):
    tally = regulation.parse_tally(record.result)
    return _summary(tally, regulation.parse_inputs(record.inputs), [])


def _summary(tally, inputs, lacking):
    return Summary(replace(tally, figures={}), _used(inputs), lacking)


def _used(inputs):
    """What went in, counted: for the facts beside the ranking."""
    states = [sheet.state for sheet in inputs.sheets]
    return {
        "sealed": states.count("sealed"),
        "conflicts": states.count("conflict"),
        "voided": states.count("voided"),
        "unsealed": states.count("unsealed"),
        "ratings": len(inputs.ratings),
        "raters": len({(r.criterion, r.rater) for r in inputs.ratings}),
        "measurements": len(inputs.measurements),
        "findings": len(inputs.findings),
        "digest": regulation.evidence(inputs),
    }
