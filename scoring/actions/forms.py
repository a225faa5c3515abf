"""Forms come down from the rulebook when a round opens, with whom they judge."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken
from scoring.models import Candidate, EvaluationForm
from scoring.models.document import BadDocument, FormDocument


@transaction.atomic
def freeze(programme, *, key, kind, document, opens_at, closes_at, by, part=""):
    """Keep the form as the rulebook has it now; sheets will name its digest."""
    part = part or kind
    _require_usable(document, kind)
    text = canonical.text(document)
    form = EvaluationForm.objects.create(
        programme=programme,
        key=key,
        kind=kind,
        part=part,
        slug=f"{key}-{part}",
        document=text,
        digest=canonical.digest(text),
        opens_at=opens_at,
        closes_at=closes_at,
    )
    audit.record("form.frozen", form, by=by, form=form.digest)
    return form


@transaction.atomic
def admit(form, submission, *, code, by):
    """Put a submission before the evaluators, under a code that does not name it."""
    form = audit.hold(form)
    candidate = Candidate.objects.create(form=form, submission=submission, code=code)
    audit.record("candidate.admitted", candidate, by=by)
    return candidate


@transaction.atomic
def dismiss(candidate, *, reason, by):
    """Take a candidate out: it was withdrawn or never handed in. Sheets stay, uncounted."""
    candidate = audit.hold(candidate)
    if candidate.dismissed_at:
        return candidate
    Candidate.objects.filter(pk=candidate.pk).update(dismissed_at=now(), dismissed_because=reason)
    candidate.refresh_from_db()
    audit.record("candidate.dismissed", candidate, by=by, reason=reason)
    return candidate


@transaction.atomic
def reschedule(form, *, opens_at, closes_at, by):
    """Move the window, for everybody at once."""
    form = audit.hold(form)
    if closes_at <= opens_at:
        raise RuleBroken(_("The window closes before it opens."), field="closes_at")
    EvaluationForm.objects.filter(pk=form.pk).update(opens_at=opens_at, closes_at=closes_at)
    form.refresh_from_db()
    audit.record("form.rescheduled", form, by=by)
    return form


@transaction.atomic
def reveal(form, *, by):
    """The tally is made: from now on officers may read what was sealed."""
    form = audit.hold(form)
    if form.revealed_at is None:
        EvaluationForm.objects.filter(pk=form.pk).update(revealed_at=now())
        form.refresh_from_db()
        audit.record("form.revealed", form, by=by)
    return form


def _require_usable(document, kind):
    """Evaluators need items to score, a panel needs a scale."""
    try:
        read = FormDocument.of(document)
    except BadDocument as bad:
        raise RuleBroken(_("The form cannot be used: %(why)s"), why=str(bad)) from bad
    if not (read.scale if kind == EvaluationForm.Kind.USER else read.items):
        raise RuleBroken(_("The form has nothing to fill in."))
