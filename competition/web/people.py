"""Evaluators and panel of a round: seats by list, links sent and revoked, who has not begun."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.actions import links
from accounts.models import PersonalLink
from accounts.permissions import allowed, may
from competition.actions import people
from competition.models import Round
from competition.queries import seats
from competition.web.forms import PeopleForm

ACTIONS = {"evaluator": people.seat_evaluators, "panel": people.seat_panel}


@may("competition.view_round", Round)
def index(request, round):
    page = {
        "round": round,
        "benches": seats.of(round),
        "may_seat": allowed(request.user, "competition.seat", round),
        "may_send": allowed(request.user, "competition.send_links", round),
    }
    return render(request, "competition/people.html", page)


@may("competition.seat", Round, passes=("purpose",))
def add(request, round, purpose):
    form = PeopleForm.of(request)
    if form.attempt(ACTIONS[purpose], round, by=request.user):
        count = len(form.result)
        messages.success(request, _("%(n)s people were seated.") % {"n": count})
        return redirect("competition:people", round.slug)
    page = {"round": round, "form": form, "purpose": purpose}
    return render(request, "competition/add_people.html", page, status=form.status)


@may("competition.send_links", Round, passes=("purpose",))
def send_all(request, round, purpose):
    """Mail a link to everybody who sits and has none that works."""
    if request.method == "POST":
        served = _served(round, purpose)
        waiting = [a for a in people.sitting(round, purpose) if a.pk not in served]
        sent = people.send_links(round, purpose=purpose, accounts=waiting, by=request.user)
        messages.success(request, _("%(n)s links were sent.") % {"n": len(sent)})
    return redirect("competition:people", round.slug)


@may("competition.send_links", Round, passes=("purpose", "account"))
def send_one(request, round, purpose, account):
    """A new link for one person; the old one ends."""
    seated = {a.pk: a for a in people.sitting(round, purpose)}
    if request.method == "POST" and account in seated:
        people.send_link(round, seated[account], purpose=purpose, by=request.user)
        messages.success(request, _("A new link was sent. The earlier one no longer works."))
    return redirect("competition:people", round.slug)


@may("competition.send_links", Round, passes=("purpose", "account"))
def revoke(request, round, purpose, account):
    link = get_object_or_404(
        PersonalLink.objects.visible_to(request.user).live(),
        programme=round.programme_id,
        purpose=purpose,
        account=account,
    )
    if request.method == "POST":
        links.revoke(link, by=request.user)
        messages.success(request, _("The link no longer works."))
    return redirect("competition:people", round.slug)


def _served(round, purpose):
    live = PersonalLink.objects.live().filter(programme=round.programme_id, purpose=purpose)
    return set(live.values_list("account", flat=True))
