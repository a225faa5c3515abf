"""Personal links: how evaluators and panel members come in without a password.

A link opens until it expires or is revoked, also a second time on another device; each use is
told. Whoever may decide anything never gets one: a forwarded mail must not decide a round.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken
from accounts.models import PersonalLink
from accounts.queries import links, roles

LIFE = timedelta(days=30)


@transaction.atomic
def issue(account, programme, *, purpose, by, expires_in=LIFE) -> str:
    """A new link's secret; earlier links of the same purpose stop working."""
    audit.hold(programme)
    _refuse_officers(account)
    for old in PersonalLink.objects.live().filter(
        account=account, programme=programme, purpose=purpose
    ):
        revoke(old, by=by)
    secret = secrets.token_urlsafe(32)
    link = PersonalLink.objects.create(
        account=account,
        programme=programme,
        purpose=PersonalLink.Purpose(purpose),
        digest=canonical.digest(secret),
        expires_at=now() + expires_in,
    )
    audit.record("link.issued", link, by=by)
    return secret


@transaction.atomic
def sent(secret, *, by):
    """Note that the link went out by mail."""
    link = links.find(secret)
    PersonalLink.objects.filter(pk=link.pk).update(sent_at=now())
    audit.record("link.sent", link, by=by)


@transaction.atomic
def redeem(secret, *, by=None):
    """The account behind a live link; the caller signs it in."""
    link = links.find(secret)
    if link is None:
        raise RuleBroken(_("This link is not valid any more. Ask the organiser for a new one."))
    link = audit.hold(link)
    if link.state in ("revoked", "expired"):
        raise RuleBroken(_("This link is not valid any more. Ask the organiser for a new one."))
    _refuse_officers(link.account)
    PersonalLink.objects.filter(pk=link.pk).update(used_at=Coalesce("used_at", now()))
    audit.record("link.used", link, by=by or link.account)
    return link.account


@transaction.atomic
def revoke(link, *, by):
    """Close a link for good."""
    link = audit.hold(link)
    if link.revoked_at:
        raise RuleBroken(_("This link has already been revoked."))
    PersonalLink.objects.filter(pk=link.pk).update(revoked_at=now())
    link.refresh_from_db()
    audit.record("link.revoked", link, by=by)
    return link


def _refuse_officers(account):
    if not account.is_active or roles.is_officer(account):
        raise RuleBroken(_("Officers sign in with a password and a second factor, not by link."))
