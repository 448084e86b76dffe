"""The keys that sign checkpoints (Ed25519): the first of the setting signs, the others can still hand over to it."""

import binascii
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.views.decorators.debug import sensitive_variables

Keys = dict[str, Ed25519PrivateKey]


def keys() -> Keys:
    """The signing keys by their id, the one in use first; {} when the bureau has none."""
    return _parsed(settings.LEDGER_KEYS)


def public(key: Ed25519PrivateKey) -> str:
    """The public half, 64 hex digits."""
    return key.public_key().public_bytes_raw().hex()


def sign(key: Ed25519PrivateKey, text: bytes) -> str:
    """The signature, 128 hex digits."""
    return key.sign(text).hex()


def signed_by(public_hex: str, text: bytes, signature: str) -> bool:
    """Whether the owner of a public key signed this text; the signature is written in small hex digits."""
    try:
        raw = bytes.fromhex(signature)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex)).verify(raw, text)
    except (ValueError, InvalidSignature):
        return False
    return raw.hex() == signature


@lru_cache(maxsize=4)
@sensitive_variables()
def _parsed(setting: str) -> Keys:
    return dict(_key(pair) for pair in setting.split(",") if pair.strip())


@sensitive_variables()
def _key(pair: str) -> tuple[str, Ed25519PrivateKey]:
    kid, _, encoded = pair.strip().partition(":")
    try:
        seed = binascii.a2b_base64(encoded, strict_mode=True)
    except ValueError:
        raise ImproperlyConfigured(f"LEDGER_KEYS: key {kid} is not base64") from None
    if not kid.isidentifier() or len(kid) > 16 or len(seed) != 32:
        raise ImproperlyConfigured("LEDGER_KEYS: a key is an id of 1 to 16 letters and digits and 32 bytes")
    return kid, Ed25519PrivateKey.from_private_bytes(seed)
