"""Which invitation is behind a secret?"""

from accounts import canonical
from accounts.models import Account
from accounts.models.account import plain_email
from teams.models import Invitation


def find(secret: str) -> Invitation | None:
    """The invitation that this link still opens; None if there is none, or none any more."""
    rows = Invitation.objects.open().filter(digest=canonical.digest(secret))
    return rows.select_related("consortium__programme").first()


def is_known(invitation: Invitation) -> bool:
    """Whether the invited address has an account. Only the holder of the link learns it."""
    return Account.objects.filter(email=plain_email(invitation.email)).exists()
