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
from accounts.errors import RuleBroken
from accounts.models import Account
from jobs.actions import outbox
from teams.actions import consortia
from teams.models import Consortium, Invitation, Membership

VALID = timedelta(days=14)


@transaction.atomic
def invite(
    consortium: Consortium, email: str, *, role: str = Membership.Role.MEMBER, by
) -> tuple[Invitation, str]:
    """Invite an address; return the invitation and its secret. The link goes by mail as well."""
    consortium = audit.hold(consortium)
    secret = secrets.token_urlsafe(32)
    invitation = consortium.invitations.create(
        email=email.strip().lower(),
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
    invitation = find(secret)
    audit.hold(invitation.consortium)
    invitation = audit.hold(invitation)
    _require_open(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=now())
    audit.record("invitation.accepted", invitation, by=by)
    return consortia.add_member(invitation.consortium, by, role=invitation.role, by=by)


@transaction.atomic
def revoke(invitation: Invitation, *, by) -> None:
    """The link no longer works."""
    invitation = audit.hold(invitation)
    _require_open(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(revoked_at=now())
    audit.record("invitation.revoked", invitation, by=by)


def find(secret: str) -> Invitation:
    """The invitation behind a secret, open or not."""
    rows = Invitation.objects.select_related("consortium__programme")
    if invitation := rows.filter(digest=canonical.digest(secret)).first():
        return invitation
    raise RuleBroken(gettext_lazy("There is no such invitation."))


def _require_open(invitation):
    if not invitation.is_open:
        raise RuleBroken(gettext_lazy("This invitation was used, revoked or has run out."))


def _mail(consortium, secret):
    facts = {"team": consortium.name, "link": address(secret), "days": VALID.days}
    return (
        _("You are invited to act for %(team)s.\n\n%(link)s\n\nThe link works %(days)s days, once.")
        % facts
    )
