"""API tokens: shown once, kept as a digest."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from knox.crypto import hash_token
from knox.settings import CONSTANTS

from accounts import audit
from accounts.errors import RuleBroken
from accounts.models import ApiToken

LONGEST = timedelta(days=366)


@transaction.atomic
def issue(account, *, name, scope, expires_in: timedelta, programme=None, secret="", by):
    """A new token and its secret, which nobody can read again.

    ``secret`` is drawn here; the demonstration alone gives one, derived from its own.
    """
    if not timedelta(0) < expires_in <= LONGEST:
        raise RuleBroken(_("A token lives at most a year."), field="expires_in")
    columns = {"name": name, "scope": ApiToken.Scope(scope), "programme": programme}
    if secret:
        token = _known(account, secret, expiry=now() + expires_in, **columns)
    else:
        token, secret = ApiToken.objects.create(account, expiry=expires_in, **columns)
    audit.record("token.issued", token, by=by)
    return token, secret


@transaction.atomic
def revoke(token, *, by):
    """End a token now; its row stays."""
    token = audit.hold(token)
    if token.revoked_at:
        raise RuleBroken(_("This token has already been revoked."))
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=now())
    token.refresh_from_db()
    audit.record("token.revoked", token, by=by)
    return token


def _known(account, secret, **columns):
    """A row for a secret that is known already, digested as the library digests its own."""
    key, digest = secret[: CONSTANTS.TOKEN_KEY_LENGTH], hash_token(secret)
    token = ApiToken(user=account, token_key=key, digest=digest, **columns)
    token.save(force_insert=True)
    return token
