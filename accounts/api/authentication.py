from django.utils import translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication as KnoxTokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.queries import roles, tokens


class TokenAuthentication(KnoxTokenAuthentication):
    """``Authorization: Bearer simsa_…``. Run-out tokens stay as rows: they are evidence."""

    def authenticate(self, request):
        found = super().authenticate(request)
        if found and "HTTP_ACCEPT_LANGUAGE" not in request.META:
            translation.activate(found[0].language)
        return found

    def authenticate_credentials(self, token):
        found = tokens.find(token.decode("utf-8", "replace"))
        if found is None:
            raise AuthenticationFailed(_("This token is not valid, or not any more."))
        return roles.remember(found.user), found


class TokenScheme(OpenApiAuthenticationExtension):
    """How the API description names it."""

    target_class = TokenAuthentication
    name = "token"
    priority = 1

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "description": "An API token, simsa_…"}
