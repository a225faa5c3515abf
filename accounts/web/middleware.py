"""What every request passes: roles asked once, broken rules in words, htmx, the second factor."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import MiddlewareNotUsed
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.errors import RuleBroken
from accounts.queries import roles

#: Where an officer without a second factor may go: to get one, or to leave. Not to the tokens:
#: a token would open the other door.
OPEN_ADDRESSES = (
    *(f"/account/{page}/" for page in ("2fa", "reauthenticate", "password", "login", "logout")),
    *("/i18n/", "/static/", "/healthz"),
)


class RolesOfToday:
    """One query says what the visitor may do, however many verbs a page asks for.

    After ``AuthenticationMiddleware``.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        visitor = request.user
        request.user = SimpleLazyObject(lambda: _remembering(visitor))
        return self.get_response(request)


def _remembering(visitor):
    visitor.pk  # noqa: B018  asks the session who it is
    return roles.remember(visitor._wrapped if isinstance(visitor, SimpleLazyObject) else visitor)


class BrokenRules:
    """A rule that a view did not show in a form is shown on a page of its own, 409."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, RuleBroken):
            return None
        facts = {"words": str(exception), "clause": exception.clause}
        return render(request, "409.html", facts, status=409)


class HtmxRedirects:
    """A redirect would be followed inside the fragment; htmx is told to leave the page instead."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.htmx or not 300 < response.status_code < 400 or "Location" not in response:
            return response
        told = HttpResponseClientRedirect(response["Location"])
        told.cookies = response.cookies
        return told


class OfficersNeedTwo:
    """Whoever acts for the ministry sets up a second factor before anything else."""

    def __init__(self, get_response):
        if not settings.OFFICER_MFA:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(OPEN_ADDRESSES) or not _lacks_second_factor(request.user):
            return self.get_response(request)
        messages.warning(request, _("Your role needs a second factor. Please set one up first."))
        return redirect("mfa_index")


def _lacks_second_factor(account):
    if not account.is_authenticated or not roles.is_officer(account):
        return False
    strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return not Authenticator.objects.filter(user=account.pk, type__in=strong).exists()
