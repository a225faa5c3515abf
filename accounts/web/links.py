"""The door for personal links. Looking does nothing: mail scanners look. Pressing signs in."""

from django.contrib.auth import login
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import links as actions
from accounts.queries import links
from accounts.web.forms import RuleForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request, secret):
    found = links.find(secret)
    if found is None:
        return render(request, "accounts/link_gone.html", status=404)
    form = RuleForm.of(request)
    if form.attempt(actions.redeem, secret):
        login(request, form.result, backend=BACKEND)
        return redirect(resolve_url(found.landing))
    page = {"link": found, "form": form}
    return render(request, "accounts/link.html", page, status=form.status)
