"""May this evaluator open this candidate now? If not, why not, in words."""

from django.utils.translation import gettext_lazy as _

from scoring.models import Evaluator


def why_closed(evaluator, candidate, *, at):
    """The reason a sheet is closed to its evaluator at ``at``; empty when it is open."""
    form = evaluator.form
    if candidate.form_id != form.pk:
        return _("That candidate is judged under another form.")
    if evaluator.state != Evaluator.State.ACTIVE:
        return _("This seat has been given up.")
    if not evaluator.has_pledged:
        return _("Sign the pledge and declare conflicts first.")
    if candidate.dismissed_at:
        return _("This candidate is no longer evaluated.")
    if evaluator.conflicts.filter(candidate=candidate).exists():
        return _("You declared a conflict with this candidate.")
    return why_no_answers(form, at=at)


def why_no_answers(form, *, at):
    """The reason a form takes no answers at ``at``; empty when it does."""
    if at < form.opens_at:
        return _("The evaluation has not begun yet.")
    return "" if form.takes_answers(at=at) else _("The evaluation has closed.")
