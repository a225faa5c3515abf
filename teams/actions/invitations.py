"""Members come by a link. The secret is shown once; the database keeps its digest."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit, canonical
from accounts.actions import people
from accounts.errors import RuleBroken
from accounts.models import Account
from accounts.models.account import plain_email
from jobs.actions import outbox
from teams.actions import consortia
from teams.models import Consortium, Invitation, Membership
from teams.queries import invited

VALID = timedelta(days=14)


@transaction.atomic
def invite(
    consortium: Consortium, email: str, *, role: str = Membership.Role.MEMBER, by
) -> tuple[Invitation, str]:
    """Invite an address; return the invitation and its secret, which goes out by mail only.

    Whoever has it may make an account for that address, so no page shows it.
    """
    consortium = audit.hold(consortium)
    secret = secrets.token_urlsafe(32)
    invitation = consortium.invitations.create(
        email=plain_email(email),
        role=role,
        digest=canonical.digest(secret),
        expires_at=now() + VALID,
    )
    audit.record("invitation.made", invitation, by=by)
    outbox.put(
        to=invitation.email,
        subject=_("Invitation to %(team)s") % {"team": consortium.name},
        body=_mail(consortium, secret),
        programme=consortium.programme,
        about=f"invitation:{invitation.pk}",
        secret=True,
    )
    return invitation, secret


def address(secret: str) -> str:
    """The full address of the link."""
    return settings.PUBLIC_URL + reverse("teams:invitation", args=[secret])


@transaction.atomic
def accept(secret: str, *, by: Account) -> Membership:
    """Whoever holds the link and is signed in becomes a member; a link works once."""
    invitation = _found(secret)
    audit.hold(invitation.consortium)
    invitation = audit.hold(invitation)
    _require_open(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=now())
    audit.record("invitation.accepted", invitation, by=by)
    return consortia.add_member(invitation.consortium, by, role=invitation.role, by=by)


@transaction.atomic
def accept_as_new(secret: str, *, name: str, password: str) -> Membership:
    """Whoever got the mail and has no account yet makes one for that address and joins."""
    invitation = _found(secret)
    audit.hold(invitation.consortium)
    if Account.objects.filter(email=plain_email(invitation.email)).exists():
        raise RuleBroken(gettext_lazy("This address has an account. Sign in with it first."))
    account = people.enrol(invitation.email, name=name, by=None, password=password)
    return accept(secret, by=account)


@transaction.atomic
def revoke(invitation: Invitation, *, by) -> None:
    """The link no longer works."""
    invitation = audit.hold(invitation)
    _require_open(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(revoked_at=now())
    audit.record("invitation.revoked", invitation, by=by)


def _found(secret):
    if invitation := invited.find(secret):
        return invitation
    raise RuleBroken(gettext_lazy("This invitation was used, revoked or has run out."))


def _require_open(invitation):
    if not invitation.is_open:
        raise RuleBroken(gettext_lazy("This invitation was used, revoked or has run out."))


def _mail(consortium, secret):
    facts = {"team": consortium.name, "link": address(secret), "days": VALID.days}
    return (
        _("You are invited to act for %(team)s.\n\n%(link)s\n\nThe link works %(days)s days, once.")
        % facts
    )
