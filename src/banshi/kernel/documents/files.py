"""Files kept under their hash, byte for byte."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def keep(content: bytes) -> tuple[str, str]:
    """Store a PDF; returns its SHA-256 (hex) and the name it is stored under.

    A half-written file left by a killed worker is replaced.
    """
    digest = hashlib.sha256(content).hexdigest()
    name = f"documents/{digest[:2]}/{digest[2:4]}/{digest}.pdf"
    if read(name, digest) is not None:
        return digest, name
    default_storage.delete(name)
    return digest, default_storage.save(name, ContentFile(content))


def read(name: str, digest: str) -> bytes | None:
    """The stored file, or None when it is missing or no longer has its hash."""
    if not default_storage.exists(name):
        return None
    with default_storage.open(name, "rb") as stored:
        content = stored.read()
    return content if hashlib.sha256(content).hexdigest() == digest else None
