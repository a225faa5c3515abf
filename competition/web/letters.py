"""A team's decision letter on its page, as PDF, and the objection that may follow it."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import allowed, may
from accounts.web.forms import RuleForm
from competition.actions import letters as typesetting
from competition.actions import objections
from competition.models import Decision, Letter, Objection, Round
from competition.queries import letters, rules
from teams import storage


class ObjectionForm(RuleForm):
    text = forms.CharField(
        label=_("What you ask for, and why"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("The panel that answers has none of the original evaluators in it."),
    )
    attachment = forms.FileField(
        label=_("Attachment"), required=False, help_text=_("One file of at most 50 MB.")
    )


@require_safe
@may("competition.view_decision", Decision)
def letter(request, decision):
    """The letter in the reader's language, its files, and until when one may object."""
    written = {row.language: row for row in letters.twins([decision])}
    shown = letters.of(written[_language()].pk)
    page = {
        "decision": decision,
        "round": shown.decision.round,
        "letter_row": shown,
        "letter": letters.facts(shown),
        "template": typesetting.template(shown.language),
        "written": [written[code] for code in ("ko", "en")],
        "objections": Objection.objects.visible_to(request.user).filter(decision=decision),
        "may_object": allowed(request.user, "competition.object", decision),
        "cited": rules.cited("19(1)"),
    }
    return render(request, "competition/letters/letter.html", page)


@require_safe
def letter_pdf(request, number, language):
    """The file itself, as it was made."""
    if not request.user.is_authenticated:
        raise Http404
    visible = Letter.objects.visible_to(request.user)
    row = get_object_or_404(visible, number=number, language=language, state=Letter.State.MADE)
    reply = FileResponse(storage.store().open(row.key), content_type="application/pdf")
    reply["Content-Disposition"] = f'inline; filename="{row.number}.{row.language}.pdf"'
    reply["Content-Length"] = str(row.size)
    return reply


@require_http_methods(["GET", "POST"])
@may("competition.object", Decision)
def object(request, decision):
    """File an objection; the receipt stands on the letter's page."""
    form = ObjectionForm.of(request)
    if form.attempt(objections.file, decision, by=request.user):
        messages.success(
            request,
            _("Your objection was received: %(receipt)s") % {"receipt": form.result.receipt},
        )
        return redirect("competition:letter", number=decision.number)
    page = {"decision": decision, "round": decision.round, "form": form}
    return render(request, "competition/letters/object.html", page, status=form.status)


@require_safe
@may("competition.view_round", Round)
def letters_of_round(request, round):
    """Every letter of a round, for officers: made, waiting, by language."""
    rows = Letter.objects.visible_to(request.user).filter(decision__round=round)
    rows = rows.select_related("decision__entry__consortium").order_by("number", "-language")
    return render(request, "competition/letters/list.html", {"round": round, "letters": rows})


@require_safe
@may("competition.view_round", Round)
def objections_of_round(request, round):
    """Every objection received, oldest first."""
    rows = Objection.objects.visible_to(request.user).filter(decision__round=round)
    rows = rows.select_related("decision__entry__consortium", "filed_by").order_by("filed_at")
    return render(request, "competition/letters/objections.html", {"round": round, "rows": rows})


@require_safe
@may("competition.view_objection", Objection)
def attachment(request, objection):
    """The file that came with an objection: always a download, never shown in the page."""
    if not objection.attachment_key:
        raise Http404
    return FileResponse(
        storage.store().open(objection.attachment_key),
        as_attachment=True,
        filename=objection.attachment_name,
        content_type="application/octet-stream",
    )


def _language():
    return "en" if translation.get_language() == "en" else "ko"
