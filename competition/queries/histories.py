"""What a consortium did before in this programme, as the rulebook's clause 3 asks it."""

from competition import regulation
from competition.models import Decision, Entry, Round


def of(consortium, *, before):
    """The team's last published result in the programme, in the rulebook's words."""
    last = (
        Decision.objects.public()
        .filter(entry__consortium=consortium, round__programme=before.programme_id)
        .exclude(round=before)
        .select_related("round")
        .order_by("-round__published_at", "-pk")
        .first()
    )
    if last:
        return _told(last)
    entries = Entry.objects.filter(consortium=consortium, state=Entry.State.WITHDRAWN)
    withdrew = entries.exclude(round=before).exists()
    return "withdrew" if withdrew else "newcomer"


def _told(decision):
    if decision.outcome == Decision.Outcome.ADVANCED:
        return "advanced"
    if decision.clause == regulation.articles.GATE_FAILED:
        return "eliminated_by_gate"
    selecting = (Round.Kind.SELECTION, Round.Kind.ADDITIONAL)
    return "not_selected" if decision.round.kind in selecting else "eliminated_by_score"
