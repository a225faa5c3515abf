"""A team's pages: home, one round, applying and withdrawing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import allowed, may
from accounts.queries.roles import has_role
from competition.actions import entries
from competition.models import OFFICERS, Decision, Entry, Round
from competition.permissions import ACTING
from competition.queries import rules, team
from competition.web import cells
from competition.web.forms import ConsortiumForm, Nothing
from teams.models import Consortium, Membership


@login_required
def home(request):
    """Every team of the visitor, every round it is in, every open call."""
    page = {
        "entries": [(entry, cells.seal(entry)) for entry in team.entries(request.user)],
        "calls": team.open_calls(request.user),
        "consortia": Consortium.objects.of(request.user),
    }
    return render(request, "competition/team_home.html", page)


@may("competition.view_entry", Entry)
def round_of(request, entry):
    """One round as its team sees it: state, to-dos, findings, and the letter when it is out."""
    told = team.findings(entry)
    page = {
        "round": entry.round,
        "entry": entry,
        "submission": entry.submission,
        "rulebook": rules.of(entry.round),
        "seal": cells.seal(entry),
        "todo": team.todo(entry, told),
        "findings": [(f, *_said(f)) for f in told],
        "decision": Decision.objects.visible_to(request.user).filter(entry=entry).first(),
        "letters": team.letters(entry, request.user),
        "is_officer": has_role(request.user, entry.round.programme_id, *OFFICERS),
        "may_withdraw": allowed(request.user, "competition.withdraw", entry),
    }
    return render(request, "competition/team_round.html", page)


@may("competition.apply", Round)
def apply(request, round):
    """Ask to take part, for one of the teams one leads."""
    acting = Membership.objects.current().filter(account=request.user.pk, role__in=ACTING)
    own = Consortium.objects.filter(
        pk__in=acting.values("consortium"), programme=round.programme_id
    )
    if not own.exists():
        raise PermissionDenied(_("A lead or signatory of a team applies."))
    form = ConsortiumForm.of(request, consortia=own)
    if form.attempt(_apply, round, by=request.user):
        messages.success(request, _("Your application was received."))
        return redirect(form.result)
    page = {"round": round, "form": form, "rulebook": rules.of(round)}
    return render(request, "competition/apply.html", page, status=form.status)


@may("competition.withdraw", Entry)
def withdraw(request, entry):
    form = Nothing.of(request)
    if form.attempt(entries.withdraw, entry, by=request.user):
        messages.success(request, _("Your team has withdrawn from this round."))
        return redirect("competition:team_home")
    page = {"round": entry.round, "entry": entry, "form": form}
    return render(request, "competition/withdraw.html", page, status=form.status)


def _said(finding):
    return cells.component(finding), cells.finding_verdict(finding), team.told(finding)


def _apply(round, *, consortium, by):
    return entries.apply(round, consortium, by=by)
