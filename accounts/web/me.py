"""One's own account: name, language, roles, second factor, tokens."""

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.actions import people
from accounts.models import Account, ApiToken
from accounts.permissions import may
from accounts.web.forms import RuleForm


class AboutMeForm(RuleForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of pages and mail"),
        choices=Account.Language.choices,
        widget=forms.RadioSelect,
    )


@may("accounts.view_self")
@require_http_methods(["GET", "HEAD", "POST"])
def me(request):
    account = request.user
    form = AboutMeForm.of(request, initial={"name": account.name, "language": account.language})
    if form.attempt(people.set_own, account, by=account):
        messages.success(request, _("Saved."))
        return _in_language(redirect("accounts:me"), form.result.language)
    page = {
        "form": form,
        "roles": account.roles.current().select_related("programme").order_by("programme", "name"),
        "tokens": ApiToken.objects.visible_to(account).order_by("-created")[:20],
        "factors": Authenticator.objects.filter(user=account.pk).values_list("type", flat=True),
    }
    return render(request, "accounts/me.html", page, status=form.status)


def _in_language(response, language):
    """The answer, remembering in which language the reader wants the next one."""
    age = settings.LANGUAGE_COOKIE_AGE
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=age, samesite="Lax", httponly=True
    )
    return response
