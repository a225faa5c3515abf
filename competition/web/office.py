"""The office: rounds of one's programmes, a new round, the trail."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import AuditEvent, Programme
from accounts.permissions import allowed, may
from accounts.queries import roles
from competition.actions import rounds
from competition.models import Round
from competition.queries import trail
from competition.web.forms import NewRoundForm


@login_required
def office(request):
    """An officer's rounds; everybody else is sent where their work is."""
    if not allowed(request.user, "competition.office"):
        return redirect("competition:mine")
    rounds = Round.objects.officered_by(request.user).order_by("-created_at", "-pk")
    may_draft = allowed(request.user, "competition.draft")
    page = {"rounds": rounds, "programmes": _organised(request.user), "may_draft": may_draft}
    return render(request, "competition/office.html", page)


@may("competition.draft", passes=("programme",))
def new_round(request, programme):
    programme = get_object_or_404(_organised(request.user), slug=programme)
    form = NewRoundForm.of(request)
    if form.attempt(rounds.draft, programme, by=request.user):
        return redirect("competition:setup", form.result.slug)
    page = {"form": form, "programme": programme}
    return render(request, "competition/new_round.html", page, status=form.status)


@login_required
def trail_of(request, programme):
    """The audit trail of a programme, newest first."""
    programme = get_object_or_404(_watched(request.user), slug=programme)
    lines = AuditEvent.objects.visible_to(request.user).filter(chain=programme.chain)
    if verb := request.GET.get("verb", ""):
        lines = lines.filter(verb__startswith=verb)
    pages = Paginator(lines.select_related("actor").order_by("-seq"), 50)
    shown = pages.get_page(request.GET.get("page"))
    for line in shown:
        line.words = trail.words(line)
    page = {"programme": programme, "lines": shown, "verb": verb}
    return render(request, "competition/audit.html", page)


def _organised(account):
    held = roles.held(account)
    return Programme.objects.filter(
        pk__in=[pk for pk, names in held.items() if "organiser" in names]
    )


def _watched(account):
    held = roles.held(account)
    watching = [pk for pk, names in held.items() if names & {"organiser", "approver", "auditor"}]
    return Programme.objects.filter(pk__in=watching)
