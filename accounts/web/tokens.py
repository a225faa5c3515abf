"""Making and revoking one's API tokens. A secret is shown once, on the answer to the form."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import tokens
from accounts.models import ApiToken
from accounts.permissions import may
from accounts.web.forms import RuleForm

LIVES = [(str(n), ngettext_lazy("%(n)s day", "%(n)s days", n) % {"n": n}) for n in (1, 7, 30, 90)]


class TokenForm(RuleForm):
    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=100,
        help_text=gettext_lazy("So that you know later which one to revoke."),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What it may do"), choices=ApiToken.Scope.choices, initial="submit"
    )
    expires_in = forms.ChoiceField(label=gettext_lazy("Valid for"), choices=LIVES, initial="30")

    def clean_expires_in(self):
        return timedelta(days=int(self.cleaned_data["expires_in"]))


@may("accounts.issue_token")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    form = TokenForm.of(request)
    if form.attempt(tokens.issue, request.user, by=request.user):
        token, secret = form.result
        return render(request, "accounts/token_issued.html", {"token": token, "secret": secret})
    return render(request, "accounts/token_new.html", {"form": form}, status=form.status)


@require_POST
@may("accounts.revoke_token", ApiToken)
def revoke(request, token):
    tokens.revoke(token, by=request.user)
    messages.success(request, _("The token %(name)s is revoked.") % {"name": token.name})
    return redirect("accounts:me")
