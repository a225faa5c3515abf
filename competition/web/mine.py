"""Where each of us works: the page that signing in leads to."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.queries import roles
from competition.models import OFFICERS
from teams.models import Membership

DESKS = (  # the first of these roles that one holds
    (set(OFFICERS), "competition:office"),
    ({"evaluator"}, "scoring:desk"),
    ({"panel"}, "scoring:panels"),
    ({"custodian"}, "scoring:custody"),
)


@login_required
@require_safe
def mine(request):
    """Officers to the office, teams to their home, evaluators to their desk."""
    held = set().union(*roles.held(request.user).values())
    if held.isdisjoint(OFFICERS) and _acts_for_a_team(request.user):
        return redirect("competition:team_home")
    return redirect(next((page for names, page in DESKS if held & names), "competition:home"))


def _acts_for_a_team(account):
    return Membership.objects.current().filter(account=account).exists()
