"""Who sits in a round: evaluators and panel members, their links, who has not begun."""

from dataclasses import dataclass

from accounts.models import PersonalLink
from scoring.models import EvaluationForm
from scoring.queries import progress


@dataclass(frozen=True)
class Bench:
    """The seats of one form."""

    form: EvaluationForm
    seats: list

    @property
    def purpose(self):
        return "panel" if self.form.is_user_panel else "evaluator"

    @property
    def idle(self):
        """Seats that have saved and sealed nothing."""
        return [seat for seat in self.seats if not seat.has_begun]


def of(round):
    """The benches of a round, each seat with its newest link: two queries, and one a form."""
    forms = EvaluationForm.objects.filter(programme=round.programme_id, key=round.slug)
    links = _links(round)
    return [_bench(form, links) for form in forms.order_by("kind", "part")]


def _bench(form, links):
    rows = progress.by_rater(form) if form.is_user_panel else progress.by_evaluator(form)
    bench = Bench(form, list(rows))
    for seat in bench.seats:
        seat.link = links.get((seat.account_id, bench.purpose))
        seat.has_begun = seat.rated > 0 if form.is_user_panel else seat.begun + seat.sealed > 0
    return bench


def _links(round):
    """(account, purpose) → the newest link."""
    rows = PersonalLink.objects.filter(programme=round.programme_id).order_by("issued_at", "pk")
    return {(link.account_id, link.purpose): link for link in rows}
