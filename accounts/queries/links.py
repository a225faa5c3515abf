"""Which link is behind a secret?"""

from accounts import canonical
from accounts.models import PersonalLink


def find(secret: str) -> PersonalLink | None:
    """The live link behind ``secret``, with its account; None if it does not open any more."""
    live = PersonalLink.objects.live().filter(digest=canonical.digest(secret))
    return live.select_related("account", "programme").first()
