"""Unguessable handles: the only source of randomness besides the vault."""

import secrets

# Read aloud and typed by old people: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"


def code(length: int = 8) -> str:
    """A random code of `length` unmistakable characters, such as a query code on a receipt."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def token() -> str:
    """A long URL-safe secret (256 bits), such as an API key or a draft's handle."""
    return secrets.token_urlsafe(32)


def number(digits: int) -> int:
    """A random whole number of exactly `digits` digits, for what must not be counted."""
    return 10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1))


def octets(count: int) -> bytes:
    """So many random bytes, such as the secret shared with an authenticator programme."""
    return secrets.token_bytes(count)
