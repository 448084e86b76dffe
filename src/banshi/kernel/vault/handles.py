"""Unguessable addresses without a table: what a link is about, and a keyed seal that only we can make.

"case:12" becomes "case-12-…"; printed on paper as a QR code it opens one page for one purpose.
"""

import re

from django.utils.crypto import constant_time_compare

from banshi.kernel.vault.digests import digest

_SEAL = 24
_HANDLE = re.compile(rf"([a-z]{{1,20}})-([1-9][0-9]{{0,8}})-([0-9a-f]{{{_SEAL}}})")


def handle(purpose: str, reference: str) -> str:
    """The handle of a reference such as "case:12" for one purpose such as "rating"."""
    kind, _, number = reference.partition(":")
    return f"{kind}-{number}-{_seal(purpose, reference)}"


def reference_of(purpose: str, text: str) -> str | None:
    """The reference behind a handle; None for anything we did not make for this purpose."""
    found = _HANDLE.fullmatch(text)
    if found is None:
        return None
    reference = f"{found[1]}:{found[2]}"
    return reference if constant_time_compare(_seal(purpose, reference), found[3]) else None


def _seal(purpose: str, reference: str) -> str:
    return digest(f"handle-{purpose}", reference)[:_SEAL]
