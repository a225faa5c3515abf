"""API tokens: shown once, kept as a digest."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from accounts.models import ApiToken

LONGEST = timedelta(days=366)


@transaction.atomic
def issue(account, *, name, scope, expires_in: timedelta, programme=None, by):
    """A new token and its secret, which nobody can read again."""
    if not timedelta(0) < expires_in <= LONGEST:
        raise RuleBroken(_("A token lives at most a year."), field="expires_in")
    token, secret = ApiToken.objects.create(
        account, expiry=expires_in, name=name, scope=ApiToken.Scope(scope), programme=programme
    )
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
