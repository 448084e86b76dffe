"""Authenticated encryption of single values under the bureau's vault keys.

A token reads ``v1.<kid>.<cipher>.<base64 of nonce + ciphertext + tag>``. The part before the last dot and
the caller's associated data are authenticated too, so that a token opens only where it was sealed.
Nonces are 96 random bits: change the key long before 2**32 values were sealed under it.
"""

import binascii
import os
import re
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.views.decorators.debug import sensitive_variables

VERSION = "v1"
NONCE = 12
TAG = 16
CIPHERS = {"AES-256-GCM": "aes", "SM4-GCM": "sm4"}
# The settings that hold keys: what is sealed under one cannot be opened with the other.
GENERAL, IDENTITY = "VAULT_KEYS", "IDENTITY_KEYS"

_KID = re.compile(r"[A-Za-z0-9_-]{1,16}")


class SealBroken(Exception):
    """A sealed value cannot be opened: damaged, moved, or sealed under a key this installation lacks."""


class _Suite(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, aad: bytes) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, aad: bytes) -> bytes: ...


class _Sm4Gcm:
    """SM4-GCM with the interface of `AESGCM`; the 16-byte key is derived from the vault key."""

    __slots__ = ("_algorithm",)

    def __init__(self, key: bytes) -> None:
        derived = HKDF(hashes.SM3(), length=16, salt=None, info=b"banshi vault sm4").derive(key)
        self._algorithm = algorithms.SM4(derived)

    def encrypt(self, nonce: bytes, data: bytes, aad: bytes) -> bytes:
        encryptor = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(aad)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, aad: bytes) -> bytes:
        decryptor = Cipher(self._algorithm, modes.GCM(nonce, data[-TAG:])).decryptor()
        decryptor.authenticate_additional_data(aad)
        return decryptor.update(data[:-TAG]) + decryptor.finalize()


class Keyring:
    """The ciphers of all configured keys; `header` is that of the key and cipher which seal."""

    __slots__ = ("_suites", "header")

    def __init__(self, keys: dict[str, bytes], cipher: str) -> None:
        self.header = f"{VERSION}.{next(iter(keys))}.{cipher}"
        self._suites: dict[str, _Suite] = {}
        for kid, key in keys.items():
            self._suites[f"{VERSION}.{kid}.aes"] = AESGCM(key)
            self._suites[f"{VERSION}.{kid}.sm4"] = _Sm4Gcm(key)

    def __repr__(self) -> str:
        return f"<Keyring {self.header}>"

    def suite(self, header: str) -> _Suite:
        """The cipher that made tokens with this header; raises SealBroken if there is none."""
        try:
            return self._suites[header]
        except KeyError:
            raise SealBroken("sealed under an unknown key, cipher or version") from None


def seal(plaintext: str | bytes, aad: str, keys: str = GENERAL) -> str:
    """Seal `plaintext` for the place named by `aad`; returns the token. Twice the same gives two tokens.

    `keys` names the setting that holds the keys: `GENERAL`, or `IDENTITY` for who complained (10-05).
    """
    data = plaintext.encode() if isinstance(plaintext, str) else plaintext
    ring = _ring(keys)
    nonce = os.urandom(NONCE)
    sealed = ring.suite(ring.header).encrypt(nonce, data, _bound(ring.header, aad))
    return f"{ring.header}.{binascii.b2a_base64(nonce + sealed, newline=False).decode()}"


def open_(token: str, aad: str, keys: str = GENERAL) -> str:
    """The text sealed in `token` for the place named by `aad`; raises SealBroken."""
    try:
        return open_bytes(token, aad, keys).decode()
    except UnicodeDecodeError:
        raise SealBroken("the sealed value is not text") from None


def open_bytes(token: str, aad: str, keys: str = GENERAL) -> bytes:
    """The bytes sealed in `token` for the place named by `aad`; raises SealBroken."""
    header, _, body = token.rpartition(".")
    suite = _ring(keys).suite(header)
    try:
        data = binascii.a2b_base64(body, strict_mode=True)
        if len(data) < NONCE + TAG:
            raise SealBroken("the sealed value is cut short")
        return suite.decrypt(data[:NONCE], data[NONCE:], _bound(header, aad))
    except (InvalidTag, ValueError):
        raise SealBroken("the sealed value is damaged or was moved from its place") from None


def in_use(keys: str = GENERAL) -> str:
    """The header of what is sealed now: version, key id and cipher."""
    return _ring(keys).header


def _bound(header: str, aad: str) -> bytes:
    return f"{header}|{aad}".encode()


def _ring(keys: str = GENERAL) -> Keyring:
    return _keyring(getattr(settings, keys), settings.VAULT_CIPHER)


@lru_cache(maxsize=8)
@sensitive_variables()
def _keyring(keys: str, cipher: str) -> Keyring:
    if cipher not in CIPHERS:
        raise ImproperlyConfigured(f"VAULT_CIPHER must be one of {', '.join(CIPHERS)}")
    parsed = dict(_key(pair) for pair in keys.split(","))
    return Keyring(parsed, CIPHERS[cipher])


@sensitive_variables()
def _key(pair: str) -> tuple[str, bytes]:
    kid, _, encoded = pair.strip().partition(":")
    if not _KID.fullmatch(kid):
        raise ImproperlyConfigured("VAULT_KEYS: a key id is 1 to 16 letters, digits, - or _")
    try:
        key = binascii.a2b_base64(encoded, strict_mode=True)
    except ValueError:
        raise ImproperlyConfigured(f"VAULT_KEYS: key {kid} is not base64") from None
    if len(key) != 32:
        raise ImproperlyConfigured(f"VAULT_KEYS: key {kid} must be 32 bytes")
    return kid, key
