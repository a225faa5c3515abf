from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.contrib.sites.shortcuts import get_current_site

from accounts.models.account import plain_email


def name_at_the_door(request, credentials=None):
    """Whom the lockout counts wrong passwords for, in one spelling."""
    return plain_email((credentials or {}).get("email") or request.POST.get("login", ""))


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    def is_open_for_signup(self, request):
        return False

    def reauthenticate(self, user, password):
        """The account's one address stands on the account itself."""
        confirmed = self.authenticate(allauth_context.request, email=user.email, password=password)
        return confirmed is not None and confirmed.pk == user.pk

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def format_email_subject(self, subject):
        return subject

    def written(self, template_prefix, email, context):
        """The mail allauth would send, as an ``EmailMessage``."""
        request = allauth_context.request
        here = {"request": request, "email": email, "current_site": get_current_site(request)}
        return self.render_mail(template_prefix, email, here | context)
