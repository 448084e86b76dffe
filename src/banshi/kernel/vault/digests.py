"""Keyed digests: equal values can be found without being readable.

Without the key nobody can try all phone numbers against a stolen table. The key and the hash must outlive
the rows: changing either loses every look-up until the rows are digested anew.
"""

from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

HASHES = {"SHA-256": hashes.SHA256, "SM3": hashes.SM3}


def digest(kind: str, value: str) -> str:
    """The look-up digest of an already normalised `value`: 64 hex digits.

    `kind` ("number", "phone", "query_code", "api_key" …) keeps equal texts of different kinds apart.
    """
    mac = _keyed(settings.DIGEST_KEY, getattr(settings, "DIGEST_HASH", "SHA-256")).copy()
    mac.update(f"{kind}\0{value}".encode(errors="surrogatepass"))
    return mac.finalize().hex()


@lru_cache(maxsize=8)
def _keyed(key: str, name: str) -> HMAC:
    if name not in HASHES:
        raise ImproperlyConfigured(f"DIGEST_HASH must be one of {', '.join(HASHES)}")
    if not key:
        raise ImproperlyConfigured("DIGEST_KEY is empty")
    return HMAC(key.encode(), HASHES[name]())
