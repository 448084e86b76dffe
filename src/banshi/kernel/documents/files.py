"""Files kept under their hash, byte for byte; those from which nothing may be learned are kept sealed."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from banshi.kernel.vault.sealing import SealBroken, open_bytes, seal

SEALED = ".sealed"


def keep(content: bytes, *, sealed: bool = False, ending: str = "pdf") -> tuple[str, str]:
    """Store a file, by default a PDF, `sealed` or as it is; returns its SHA-256 (hex) and the name it is stored under.

    A half-written file left by a killed worker is replaced.
    """
    digest = hashlib.sha256(content).hexdigest()
    name = f"documents/{digest[:2]}/{digest[2:4]}/{digest}.{ending}{SEALED if sealed else ''}"
    if read(name, digest) is not None:
        return digest, name
    default_storage.delete(name)
    kept = seal(content, name).encode() if sealed else content
    return digest, default_storage.save(name, ContentFile(kept))


def read(name: str, digest: str) -> bytes | None:
    """The stored file, or None when it is missing or no longer has its hash."""
    if not default_storage.exists(name):
        return None
    with default_storage.open(name, "rb") as stored:
        content = stored.read()
    if name.endswith(SEALED):
        content = _opened(content, name)
    return content if is_hash(content, digest) else None


def is_hash(content: bytes, digest: str) -> bool:
    """Whether `digest` (hex) is the SHA-256 of the content."""
    return hashlib.sha256(content).hexdigest() == digest


def _opened(content: bytes, name: str) -> bytes:
    try:
        return open_bytes(content.decode(errors="replace"), name)
    except SealBroken:
        return b""
