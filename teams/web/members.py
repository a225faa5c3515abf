"""Who acts for a consortium, which bodies form it, and invitations by link."""

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.permissions import allowed, may
from teams.actions import consortia, invitations
from teams.models import Consortium, Invitation, Membership
from teams.queries import invited
from teams.web.forms import InvitationForm, NewMemberForm, Press

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@may("teams.view_consortium", Consortium)
def members(request, consortium):
    page = {
        "consortium": consortium,
        "memberships": consortium.memberships.current().select_related("account").order_by("since"),
        "bodies": consortium.participations.current().select_related("organisation"),
        "invitations": consortium.invitations.open(),
        "may_invite": allowed(request.user, "teams.invite", consortium),
        "may_end": allowed(request.user, "teams.end_membership", consortium),
    }
    return render(request, "teams/members.html", page)


@may("teams.invite", Consortium)
def invite(request, consortium):
    form = InvitationForm.of(request)
    if form.attempt(invitations.invite, consortium, by=request.user):
        invitation, _secret = form.result
        messages.success(request, _("A link was sent to %(email)s.") % {"email": invitation.email})
        return redirect(consortium)
    page = {"consortium": consortium, "form": form}
    return render(request, "teams/invite.html", page, status=form.status)


@may("teams.invite", Invitation)
def revoke_invitation(request, invitation):
    if Press.of(request).attempt(invitations.revoke, invitation, by=request.user):
        messages.success(request, _("The link no longer works."))
    return redirect(invitation.consortium)


@may("teams.end_membership", Membership)
def end_membership(request, membership):
    form = Press.of(request)
    if form.attempt(consortia.end_membership, membership, by=request.user):
        facts = {"name": membership.account.name, "team": membership.consortium.name}
        messages.success(request, _("%(name)s no longer acts for %(team)s.") % facts)
        return redirect(membership.consortium)
    page = {"consortium": membership.consortium, "membership": membership, "form": form}
    return render(request, "teams/membership_end.html", page, status=form.status)


@never_cache
def invitation(request, secret):
    """Looking does nothing (mail scanners look); pressing joins."""
    found = invited.find(secret)
    if found is None:
        return render(request, "teams/invitation_gone.html", status=404)
    if request.user.is_authenticated:
        form = Press.of(request)
        joined = form.attempt(invitations.accept, secret, by=request.user)
    else:
        form = NewMemberForm.of(request)
        joined = form.attempt(invitations.accept_as_new, secret)
    if joined:
        return _welcome(request, form.result)
    page = {"invitation": found, "form": form, "known": invited.is_known(found)}
    return render(request, "teams/invitation.html", page, status=form.status)


def _welcome(request, membership):
    if not request.user.is_authenticated:
        login(request, membership.account, backend=BACKEND)
    team = membership.consortium.name
    messages.success(request, _("You now act for %(team)s.") % {"team": team})
    return redirect(membership.consortium)
