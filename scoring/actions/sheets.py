"""Score sheets: opened, saved as they go, sealed once, voided by two persons."""

import json

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken, StaleState
from scoring.models import Sheet
from scoring.models.answers import missing, tidy
from scoring.queries.access import why_closed


class StaleDraft(RuleBroken):
    """Somebody, perhaps the same person in another tab, saved since this page was read."""


class BadAnswers(RuleBroken):
    """Answers that cannot be taken; ``problems`` says which field and why."""

    def __init__(self, words, *, problems, **facts):
        super().__init__(words, **facts)
        self.problems = problems


@transaction.atomic
def open(evaluator, candidate, *, by):
    """Open a candidate's sheet to its evaluator, or find the one already open."""
    evaluator = audit.hold(evaluator)
    require_access(evaluator, candidate, by=by)
    live = evaluator.sheets.live().filter(candidate=candidate).first()
    return live or _begin(evaluator, candidate, by=by)


def save_draft(sheet, *, answers, revision, by):
    """Keep what was typed so far, unless another page saved since ``revision``.

    Nothing goes on the trail: a draft is no evidence until it is sealed.
    """
    require_access(sheet.evaluator, sheet.candidate, by=by)
    draft = _readable(sheet, answers)
    mine = Sheet.objects.filter(pk=sheet.pk, state=Sheet.State.DRAFT, revision=revision)
    columns = {"draft": canonical.text(draft), "revision": F("revision") + 1, "saved_at": now()}
    if not mine.update(**columns):
        _say_why_not_saved(sheet)
    return Sheet.objects.select_related("form", "evaluator", "candidate").get(pk=sheet.pk)


@transaction.atomic
def seal(sheet, *, by, revision=None):
    """Close the sheet for good. ``revision`` is the one the evaluator was shown."""
    sheet = audit.hold(sheet)  # no save can pass between reading the draft and the move
    require_access(sheet.evaluator, sheet.candidate, by=by)
    if not sheet.is_draft:
        raise StaleState(_("This sheet is already sealed."))
    if revision is not None and revision != sheet.revision:
        raise StaleDraft(_("The sheet was saved again after you read it. Read it once more."))
    answers = _complete(sheet)
    said = {
        "form": sheet.form.digest,
        "evaluator": sheet.evaluator.code,
        "candidate": sheet.candidate.code,
    }
    text = canonical.text(said | answers)
    sealed = {"answers": text, "digest": canonical.digest(text), "sealed_at": now()}
    return audit.move(sheet, Sheet.State.SEALED, by=by, changes=sealed)


@transaction.atomic
def void(sheet, *, reason, by):
    """Ask that a sheet, sealed or never finished, shall not count. A second person decides."""
    sheet = audit.hold(sheet)
    if not reason.strip():
        raise RuleBroken(_("Give a reason."), field="reason")
    if sheet.state == Sheet.State.VOID:
        raise RuleBroken(_("This sheet is already void."))
    asked = {"void_asked_by": by, "void_reason": reason, "void_asked_at": now()}
    Sheet.objects.filter(pk=sheet.pk).update(**asked)
    sheet.refresh_from_db()
    audit.record("sheet.void_asked", sheet, by=by, reason=reason)
    return sheet


@transaction.atomic
def excuse(evaluator, candidate, *, reason, by):
    """The same for a sheet that was never begun."""
    evaluator = audit.hold(evaluator)
    live = evaluator.sheets.live().filter(candidate=candidate).first()
    return void(live or _begin(evaluator, candidate, by=by), reason=reason, by=by)


@transaction.atomic
def approve_void(sheet, *, by):
    """The second person agrees: the sheet counts for nothing, and stays to be read."""
    sheet = audit.hold(sheet)
    if not sheet.void_is_asked:
        raise RuleBroken(_("Nobody asked to void this sheet."))
    if sheet.void_asked_by == by:  # the database refuses it too
        raise RuleBroken(_("Whoever asked cannot approve."))
    voided = {"void_approved_by": by, "voided_at": now()}
    return audit.move(sheet, Sheet.State.VOID, by=by, changes=voided)


@transaction.atomic
def refuse_void(sheet, *, by):
    """The second person disagrees: the sheet counts as before."""
    sheet = audit.hold(sheet)
    if not sheet.void_is_asked:
        raise RuleBroken(_("Nobody asked to void this sheet."))
    Sheet.objects.filter(pk=sheet.pk).update(void_asked_by=None, void_reason="", void_asked_at=None)
    sheet.refresh_from_db()
    audit.record("sheet.void_refused", sheet, by=by)
    return sheet


def require_access(evaluator, candidate, *, by):
    """Pledge signed, no conflict, candidate standing, window open, and in person."""
    if by != evaluator.account:
        raise RuleBroken(_("Only the evaluator in person may do this."))
    if why := why_closed(evaluator, candidate, at=now()):
        raise RuleBroken(why)


def _begin(evaluator, candidate, *, by):
    void = evaluator.sheets.filter(candidate=candidate, state=Sheet.State.VOID).order_by("pk")
    sheet = Sheet.objects.create(
        form=evaluator.form,
        evaluator=evaluator,
        candidate=candidate,
        form_digest=evaluator.form.digest,
        replaces=void.last(),
    )
    audit.record("sheet.opened", sheet, by=by)
    return sheet


def _readable(sheet, answers):
    draft, problems = tidy(sheet.form.content, answers)
    if problems:
        raise BadAnswers(_("Some entries cannot be taken."), problems=problems)
    return draft


def _complete(sheet):
    document = sheet.form.content
    answers, problems = tidy(document, json.loads(sheet.draft))
    if problems := problems | missing(document, answers):
        raise BadAnswers(_("The sheet is not complete yet."), problems=problems)
    return answers


def _say_why_not_saved(sheet):
    state = Sheet.objects.values_list("state", flat=True).get(pk=sheet.pk)
    if state != Sheet.State.DRAFT:
        raise StaleState(_("This sheet is sealed and can no longer be changed."))
    raise StaleDraft(
        _(
            "This sheet was saved from another page since you opened this one. Nothing is lost:"
            " what you typed is still here."
        )
    )
