"""The secrets that webhooks are signed with."""

from __future__ import annotations

from base64 import b64decode, b64encode
import secrets

PREFIX = "whsec_"
SHORTEST = 16  # characters of a secret that its owner brings
LONGEST = 200
_NEW = 32  # random bytes
_BYTES = range(24, 65)  # of a key behind the prefix, as Standard Webhooks has it


def new_secret() -> str:
    """Return a secret that nobody knows."""
    return PREFIX + b64encode(secrets.token_bytes(_NEW)).decode()


def key_of(secret: str) -> bytes:
    """Return the key that the signature of Standard Webhooks is made with.

    It is what stands behind ``whsec_`` in base64; of a secret without that, its letters in UTF-8.

    Raises:
        ValueError: what stands behind the prefix is no base64.
    """
    if not secret.startswith(PREFIX):
        return secret.encode()
    return b64decode(secret.removeprefix(PREFIX), validate=True)


def is_usable(secret: str) -> bool:
    """Tell whether a secret is long enough, and signs that a header or a form can't change."""
    if not SHORTEST <= len(secret) <= LONGEST or not secret.isascii() or not secret.isprintable() or " " in secret:
        return False
    try:
        key = key_of(secret)
    except ValueError:
        return False
    return not secret.startswith(PREFIX) or len(key) in _BYTES
