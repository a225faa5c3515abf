from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.contrib.sites.shortcuts import get_current_site


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    def is_open_for_signup(self, request):
        return False

    def format_email_subject(self, subject):
        return subject

    def written(self, template_prefix, email, context):
        """The mail allauth would send, as an ``EmailMessage``."""
        request = allauth_context.request
        here = {"request": request, "email": email, "current_site": get_current_site(request)}
        return self.render_mail(template_prefix, email, here | context)
