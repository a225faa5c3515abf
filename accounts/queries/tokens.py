"""Whose is this secret?"""

from hmac import compare_digest

from knox.crypto import hash_token
from knox.settings import CONSTANTS

from accounts.models import ApiToken


def find(secret: str) -> ApiToken | None:
    """The valid token behind ``secret``, with its account; None if there is none."""
    key = secret[: CONSTANTS.TOKEN_KEY_LENGTH]
    rows = ApiToken.objects.current().filter(token_key=key, user__is_active=True)
    digest = hash_token(secret)
    for token in rows.select_related("user"):
        if compare_digest(digest, token.digest):
            return token
    return None
