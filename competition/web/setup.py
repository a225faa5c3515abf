"""Preparing a round: calendar, rulebook, the opening."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import allowed, may
from competition import regulation
from competition.actions import rounds, rulebooks
from competition.models import Round, RulebookVersion
from competition.queries import rules
from competition.web.forms import AmendForm, Nothing, RulebookForm


@may("competition.view_round", Round)
def setup(request, round):
    """Everything that must stand before the round opens, and whether it does."""
    rulebook = rules.of(round)
    page = {
        "round": round,
        "rulebook": rulebook,
        "problems": _problems(rulebook),
        "forecast": _forecast(rulebook),
        "entries": round.entries.competing().count(),
        "form": Nothing(),
        "may_open": allowed(request.user, "competition.open", round),
    }
    return render(request, "competition/setup.html", page)


@may("competition.amend_calendar", Round)
def calendar(request, round):
    held = {name: getattr(round, name) for name in rounds.MOMENTS}
    form = AmendForm.of(request, initial=held)
    if form.attempt(rounds.amend_calendar, round, by=request.user):
        messages.success(request, _("The calendar is set."))
        return redirect("competition:setup", round.slug)
    page = {"round": round, "form": form}
    return render(request, "competition/calendar.html", page, status=form.status)


@may("competition.view_round", Round)
def rulebook(request, round):
    """The round's rules: upload, choose, download, and what is still open in them."""
    form = RulebookForm.of(request)
    if request.method == "POST" and not allowed(request.user, "competition.choose_rulebook", round):
        raise PermissionDenied
    if form.attempt(_upload, round, by=request.user):
        messages.success(request, _("The rulebook was stored as a new version."))
        return redirect("competition:rulebook", round.slug)
    book = rules.of(round)
    page = {
        "round": round,
        "rulebook": book,
        "problems": _problems(book),
        "forecast": _forecast(book),
        "clauses": regulation.clauses(book) if book else [],
        "versions": RulebookVersion.objects.filter(programme=round.programme).order_by("-number"),
        "form": form,
        "language": "en" if get_language() == "en" else "ko",
        "may_choose": allowed(request.user, "competition.choose_rulebook", round),
    }
    return render(request, "competition/rulebook.html", page, status=form.status)


@may("competition.choose_rulebook", Round, passes=("number",))
def choose_rulebook(request, round, number):
    version = get_object_or_404(RulebookVersion, programme=round.programme_id, number=number)
    if request.method == "POST":
        rounds.choose_rulebook(round, version, by=request.user)
        messages.success(request, _("The round has this rulebook now."))
    return redirect("competition:rulebook", round.slug)


@may("competition.view_round", Round, passes=("number",))
def rulebook_file(request, round, number):
    """The canonical text: its SHA-256 is the digest."""
    version = get_object_or_404(RulebookVersion, programme=round.programme_id, number=number)
    response = HttpResponse(version.document, content_type="application/json; charset=utf-8")
    name = f"{round.programme.slug}-v{version.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@may("competition.open", Round)
def open_round(request, round):
    form = Nothing.of(request)
    if request.method == "POST" and form.attempt(rounds.open, round, by=request.user):
        messages.success(request, _("The round is open."))
        return redirect(round)
    book = rules.of(round)
    page = {"round": round, "rulebook": book, "problems": _problems(book), "form": form}
    return render(request, "competition/open.html", page, status=form.status)


def _upload(round, *, file, by):
    version = rulebooks.upload(round.programme, file, by=by)
    return rounds.choose_rulebook(round, version, by=by)


def _problems(rulebook):
    """Open points in the reader's language: (place, words)."""
    if rulebook is None:
        return []
    return [(p.place, rules.say(p)) for p in regulation.readiness(rulebook)]


def _forecast(rulebook):
    """What the cut gives for 0, 1 and 2 gate failures, as far as it can be said."""
    if rulebook is None or rulebook.cut is None:
        return []
    planned = rulebook.cut.planned_entries or 5
    return [(f, rules.say(f.words)) for f in regulation.cut_forecast(rulebook, planned)]
