"""Passwords and tokens of the demonstration, derived from one secret kept in ``VAR_DIR``.

Nothing that opens a door stands in the code, and a second start gives the same words.
"""

import hmac
import secrets
from hashlib import sha256

from django.conf import settings

WORDS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def password(email: str) -> str:
    """The demonstration password of one account: four groups of four."""
    drawn = _derived("password", email)
    letters = [WORDS[byte % len(WORDS)] for byte in drawn[:16]]
    return "-".join("".join(letters[i : i + 4]) for i in range(0, 16, 4))


def token(email: str) -> str:
    """The upload token of one team's lead."""
    return f"simsa_{_derived('token', email).hex()}"


def _derived(use, name):
    return hmac.new(_secret(), f"{use}:{name}".encode(), sha256).digest()


def _secret() -> bytes:
    path = settings.VAR_DIR / "demo.secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_bytes()
