"""Tokens with which a team's programs hand in."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.actions import tokens as actions
from accounts.models import ApiToken
from accounts.permissions import may
from teams.models import Submission
from teams.web.forms import Press, TokenForm


@may("teams.issue_token", Submission)
def tokens(request, submission):
    """The visitor's own tokens for this programme; a new one is shown this once."""
    form = TokenForm.of(request)
    how = {"scope": ApiToken.Scope.SUBMIT, "programme": submission.programme, "by": request.user}
    page = {"submission": submission, "form": form, "endpoint": settings.PUBLIC_URL}
    if form.attempt(actions.issue, request.user, **how):
        page["issued"], page["secret"] = form.result
        page["form"] = TokenForm()
    page["tokens"] = _own(request, submission).order_by("-created")
    response = render(request, "teams/tokens.html", page, status=form.status)
    response.headers["Cache-Control"] = "no-store"
    return response


@may("teams.issue_token", Submission, passes=("token",))
def revoke(request, submission, token):
    row = get_object_or_404(_own(request, submission), uuid=token)
    if Press.of(request).attempt(actions.revoke, row, by=request.user):
        messages.success(request, _("The token “%(name)s” no longer works.") % {"name": row.name})
    return redirect("teams:tokens", submission.consortium.slug, submission.slug)


def _own(request, submission):
    """Those that reach this submission and may hand in."""
    reach = ApiToken.objects.visible_to(request.user).exclude(scope=ApiToken.Scope.READ)
    return reach.filter(programme__in=[submission.programme_id]) | reach.filter(programme=None)
