"""How many evaluators ticked an entry as missing the minimum standard."""

import json
from collections import defaultdict
from dataclasses import dataclass

from accounts import canonical
from competition.queries import rules
from scoring.models import Sheet


@dataclass(frozen=True)
class Reached:
    """An entry at or over the threshold of a gate; ``digest`` binds the sheets that ticked."""

    entry_id: int
    gate: str
    count: int
    digest: str


def reached(round):
    """Entries of a round with as many ticking sheets as a gate's threshold, sealed sheets only."""
    gates = {g.id: g.ticks_fail for g in rules.of(round).gates if g.ticks_fail}
    found = []
    for (entry, gate), sheets in _ticking(round).items():
        if gate in gates and len(sheets) >= gates[gate]:
            digest = canonical.digest(canonical.text(sorted(sheets)))
            found.append(Reached(entry, gate, len(sheets), digest))
    return sorted(found, key=lambda tally: (tally.entry_id, tally.gate))


def ticked(answers):
    """The ids ticked on one sealed sheet, e.g. ``originality.technical``."""
    return tuple(name for name, said in answers.get("ticks", {}).items() if said.get("ticked"))


def _ticking(round):
    """Digests of the sheets that ticked something, by entry and gate."""
    sheets = Sheet.objects.sealed().filter(
        form__programme=round.programme_id, form__key=round.slug, candidate__dismissed_at=None
    )
    found = defaultdict(list)
    columns = ("candidate__submission__entry", "answers", "digest")
    for entry, answers, digest in sheets.values_list(*columns):
        for gate in {name.partition(".")[0] for name in ticked(json.loads(answers))}:
            found[entry, gate].append(digest)
    return found
