"""The user panel's page: every candidate once, in the rater's own order."""

import json

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.errors import RuleBroken
from accounts.permissions import may
from accounts.templatetags.simsa import KST
from scoring.actions import ratings, sheets
from scoring.models import Rater
from scoring.models.document import plain
from scoring.queries import access, desk


@may("scoring.view_panel")
def home(request):
    """Straight to the one panel, as for most people, or a list of them."""
    seats = list(desk.rater_seats(request.user))
    if len(seats) == 1:
        return redirect("scoring:panel", uuid=seats[0].uuid)
    return render(request, "scoring/panels.html", {"seats": seats})


@never_cache
@may("scoring.view_ratings", Rater)
def panel(request, rater):
    if request.method == "POST":
        return _save(request, rater)
    return _show(request, rater, _stored(rater))


@require_POST
@never_cache
@may("scoring.rate", Rater)
def draft(request, rater):
    """The script's door: the same save, answered in JSON."""
    try:
        said = json.loads(request.body)
        revision, posted = int(said["revision"]), dict(said["fields"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"words": _("The request cannot be read.")}, status=400)
    try:
        saved = ratings.save(
            rater, values=_values(rater, posted), revision=revision, by=request.user
        )
    except sheets.BadAnswers as bad:
        return JsonResponse({"words": str(bad), "problems": bad.problems}, status=422)
    except sheets.StaleDraft as stale:
        return JsonResponse(_stand(rater) | {"words": str(stale)}, status=409)
    except RuleBroken as broken:
        return JsonResponse({"words": str(broken), "closed": True}, status=409)
    words = _("Saved %(time)s") % {"time": f"{saved.saved_at.astimezone(KST):%H:%M}"}
    return JsonResponse(_stand(saved) | {"words": words})


@never_cache
@may("scoring.seal_ratings", Rater)
def seal(request, rater):
    """All ratings in one view, before they close for good."""
    stored, refused = _stored(rater), None
    if request.method == "POST":
        try:
            revision = int(request.POST.get("revision") or -1)
            ratings.seal_all(rater, by=request.user, revision=revision)
        except RuleBroken as broken:
            refused = broken
        else:
            messages.success(request, _("Your ratings are sealed. Thank you."))
            return redirect("scoring:panel", uuid=rater.uuid)
    page = _page(rater, stored) | {"refused": refused}
    return render(request, "scoring/panel_seal.html", page, status=409 if refused else 200)


def _save(request, rater):
    values = _values(rater, request.POST)
    typed = {f"{kind}-{code}": said[name] for code, said in values.items() for kind, name in KINDS}
    try:
        revision = int(request.POST.get("revision") or -1)
        ratings.save(rater, values=values, revision=revision, by=request.user)
    except sheets.BadAnswers as bad:
        return _show(request, rater, typed, status=422, refused=bad, problems=bad.problems)
    except RuleBroken as broken:
        rater.refresh_from_db()
        stored = _stored(rater)
        others = {name: stored[name] for name in stored if stored[name] != typed.get(name, "")}
        return _show(request, rater, typed, status=409, refused=broken, others=others)
    if request.POST.get("act") == "review":
        return redirect("scoring:panel_seal", uuid=rater.uuid)
    messages.success(request, _("Saved."))
    return redirect("scoring:panel", uuid=rater.uuid)


KINDS = (("score", "value"), ("comment", "comment"))


def _values(rater, posted):
    """Values by code, for the candidates that were posted."""
    codes = rater.form.candidates.standing().values_list("code", flat=True)
    return {
        code: {name: posted.get(f"{kind}-{code}", "") for kind, name in KINDS}
        for code in codes
        if f"score-{code}" in posted or f"comment-{code}" in posted
    }


def _show(request, rater, typed, *, status=200, refused=None, problems=None, others=None):
    page = _page(rater, typed, problems=problems, others=others) | {"refused": refused}
    return render(request, "scoring/panel.html", page, status=status)


def _page(rater, typed, *, problems=None, others=None):
    form, scale = rater.form, rater.form.content.scale
    candidates = desk.in_order(rater.seed, form.candidates.standing())
    lines = [
        _line(c.code, n, typed, problems or {}, others or {}) for n, c in enumerate(candidates, 1)
    ]
    return {
        "rater": rater,
        "form": form,
        "lines": lines,
        "choices": scale.choices,
        "ends": (plain(scale.min), plain(scale.max)),
        "missing": sum(not line["value"] for line in lines),
        "closed": access.why_no_answers(form, at=now()),
        "where": {"programme": form.programme.name, "round": str(form.title)},
    }


def _line(code, number, typed, problems, others):
    return {
        "code": code,
        "number": number,
        "value": typed.get(f"score-{code}", ""),
        "comment": typed.get(f"comment-{code}", ""),
        "problem": problems.get(f"score-{code}", ""),
        "comment_problem": problems.get(f"comment-{code}", ""),
        "other": others.get(f"score-{code}"),
        "comment_other": others.get(f"comment-{code}"),
    }


def _stored(rater):
    """What is saved, as flat fields; a blank for every candidate not rated yet."""
    fields = {}
    for code in rater.form.candidates.standing().values_list("code", flat=True):
        fields |= {f"score-{code}": "", f"comment-{code}": ""}
    for row in rater.ratings.select_related("candidate"):
        value = plain(row.value) if row.value is not None else ""
        fields |= {
            f"score-{row.candidate.code}": value,
            f"comment-{row.candidate.code}": row.comment,
        }
    return fields


def _stand(rater):
    rater.refresh_from_db()
    fields = _stored(rater)
    missing = sum(not fields[name] for name in fields if name.startswith("score-"))
    return {"revision": rater.revision, "fields": fields, "missing": missing}
