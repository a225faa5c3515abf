"""The score sheet: read beside the documents, saved as it goes, sealed on a page of its own."""

import json

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.errors import RuleBroken
from accounts.permissions import allowed, may
from accounts.templatetags.simsa import KST
from scoring.actions import sheets
from scoring.models import Evaluator, Sheet
from scoring.models.answers import missing, tidy
from scoring.queries import access, desk, documents
from scoring.web import fields


@require_POST
@may("scoring.open_sheet", Evaluator, passes=("code",))
def start(request, evaluator, code):
    """Open a candidate from the desk."""
    candidate = evaluator.form.candidates.standing().filter(code=code).first()
    if candidate is None:
        raise Http404
    try:
        return redirect(sheets.open(evaluator, candidate, by=request.user))
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect("scoring:desk")


@never_cache
@may("scoring.view_sheet", Sheet)
def sheet(request, sheet):
    """The form while it is a draft and open; else what was sealed, to read."""
    own = allowed(request.user, "scoring.save_sheet", sheet)
    closed = access.why_closed(sheet.evaluator, sheet.candidate, at=now())
    if request.method == "POST" and own:
        return _save(request, sheet)
    if not own or closed or not sheet.is_draft:
        return _read(request, sheet, closed)
    return _form(request, sheet, json.loads(sheet.draft))


@require_POST
@never_cache
@may("scoring.save_sheet", Sheet)
def draft(request, sheet):
    """The script's door: the same save, answered in JSON."""
    try:
        said = json.loads(request.body)
        revision, posted = int(said["revision"]), dict(said["fields"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"words": _("The request cannot be read.")}, status=400)
    typed = fields.answers(sheet.form.content, posted)
    try:
        saved = sheets.save_draft(sheet, answers=typed, revision=revision, by=request.user)
    except sheets.BadAnswers as bad:
        return JsonResponse({"words": str(bad), "problems": bad.problems}, status=422)
    except sheets.StaleDraft as stale:
        return JsonResponse(_as_saved(sheet) | {"words": str(stale)}, status=409)
    except RuleBroken as broken:
        return JsonResponse({"words": str(broken), "closed": True}, status=409)
    return JsonResponse(_stand(saved))


@never_cache
@may("scoring.seal_sheet", Sheet)
def seal(request, sheet):
    """What is about to be sealed, in full; sealing it is the one button."""
    document, answers = sheet.form.content, json.loads(sheet.draft)
    answers, problems = tidy(document, answers)
    problems |= missing(document, answers)
    page = _about(sheet) | {"page": fields.page(document, answers, problems=problems)}
    if request.method == "POST" and (refused := _seal(request, sheet)) is None:
        messages.success(request, _("The sheet is sealed. It can no longer be changed."))
        return redirect("scoring:desk")
    status = 409 if request.method == "POST" else 200
    page |= {"refused": refused} if request.method == "POST" else {}
    closed = access.why_closed(sheet.evaluator, sheet.candidate, at=now())
    if not sheet.is_draft or closed:
        return _read(request, sheet, closed, status=status)
    return render(request, "scoring/seal.html", page, status=status)


def _save(request, sheet):
    document = sheet.form.content
    typed = fields.answers(document, request.POST)
    revision = request.POST.get("revision", "")
    try:
        saved = sheets.save_draft(
            sheet, answers=typed, revision=int(revision or -1), by=request.user
        )
    except sheets.BadAnswers as bad:
        return _form(request, sheet, typed, status=422, refused=bad, problems=bad.problems)
    except sheets.StaleDraft as stale:
        sheet.refresh_from_db()
        others = fields.differing(typed, json.loads(sheet.draft))
        return _form(request, sheet, typed, status=409, refused=stale, others=others)
    except RuleBroken as broken:
        return _form(request, sheet, typed, status=409, refused=broken)
    if request.POST.get("act") == "review":
        return redirect("scoring:seal", uuid=saved.uuid)
    messages.success(request, _("Saved."))
    return redirect(saved)


def _seal(request, sheet):
    """None when it is sealed; else the broken rule."""
    revision = request.POST.get("revision", "")
    try:
        sheets.seal(sheet, by=request.user, revision=int(revision or -1))
    except RuleBroken as broken:
        return broken
    return None


def _form(request, sheet, answers, *, status=200, refused=None, problems=None, others=None):
    document = sheet.form.content
    page = _about(sheet) | {
        "page": fields.page(document, answers, problems=problems, others=others),
        "next": desk.owed_after(sheet.evaluator, sheet.candidate),
        "refused": refused,
        "others": others,
    }
    return render(request, "scoring/sheet.html", page, status=status)


def _read(request, sheet, closed, status=200):
    answers = json.loads(sheet.answers or sheet.draft)
    own = request.user.pk == sheet.evaluator.account_id
    page = _about(sheet, own=own and not closed) | {
        "page": fields.page(sheet.form.content, answers),
        "closed": closed if sheet.is_draft else "",
        "own": own,
    }
    return render(request, "scoring/sheet_read.html", page, status=status)


def _about(sheet, *, own=True):
    form = sheet.form
    return {
        "sheet": sheet,
        "form": form,
        "code": sheet.candidate.code,
        "documents": documents.beside(sheet) if own else [],
        "where": {"programme": form.programme.name, "round": str(form.title)},
    }


def _stand(sheet):
    """What the script is told after a save."""
    document, answers = sheet.form.content, json.loads(sheet.draft)
    page = fields.page(document, answers)
    return {
        "revision": sheet.revision,
        "words": _("Saved %(time)s") % {"time": _plain_time(sheet.saved_at)},
        "total": page.total,
        "missing": page.missing,
        "fields": fields.flat(answers),
    }


def _as_saved(sheet):
    """What stands in the database when another page was faster."""
    sheet.refresh_from_db()
    return {"revision": sheet.revision, "fields": fields.flat(json.loads(sheet.draft))}


def _plain_time(moment):
    return f"{moment.astimezone(KST):%H:%M}"
