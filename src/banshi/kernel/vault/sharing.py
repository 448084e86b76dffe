"""A secret among custodians: any `needed` of the shares give it back, fewer tell nothing (Shamir, over GF(256)). Pure
but for the random bytes it is given.

A share reads ``banshi-share.<number>.<needed>.<check>.<base64>``. The check is the beginning of the secret's digest
and shows whether the joined secret is the right one; it helps nobody to guess 32 random bytes.
"""

import binascii
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import reduce

_SHARE = re.compile(r"banshi-share\.(\d{1,3})\.(\d{1,3})\.([0-9a-f]{12})\.([A-Za-z0-9+/=]+)")


class CannotJoin(ValueError):
    """The shares do not belong together, are too few, or one of them was copied wrong."""


def split(secret: bytes, *, count: int, needed: int, octets: Callable[[int], bytes]) -> list[str]:
    """`count` shares of which any `needed` give the secret back; `octets` gives random bytes.

    Raises ValueError when the numbers make no sense.
    """
    if not 2 <= needed <= count <= 255 or not secret:
        raise ValueError("2 <= needed <= count <= 255")
    rows = [secret, *(octets(len(secret)) for _ in range(needed - 1))]
    return [_share(x, needed, _check(secret), _at(rows, x)) for x in range(1, count + 1)]


def join(shares: Iterable[str]) -> bytes:
    """The secret behind at least as many shares as are needed; raises CannotJoin."""
    points: dict[int, bytes] = {}
    said: set[tuple[str, str]] = set()
    for share in shares:
        found = _SHARE.fullmatch(share.strip())
        if found is None:
            raise CannotJoin("a share is not written as it should be")
        said.add((found[2], found[3]))
        points[int(found[1])] = binascii.a2b_base64(found[4])
    if len(said) != 1 or len({len(data) for data in points.values()}) != 1:
        raise CannotJoin("the shares are not of one secret")
    ((needed, check),) = said
    if len(points) < int(needed):
        raise CannotJoin(f"{needed} shares are needed, {len(points)} were given")
    secret = _at_zero(dict(list(points.items())[: int(needed)]))
    if _check(secret) != check:
        raise CannotJoin("one of the shares was copied wrong")
    return secret


def _share(x: int, needed: int, check: str, data: bytes) -> str:
    return f"banshi-share.{x}.{needed}.{check}.{binascii.b2a_base64(data, newline=False).decode()}"


def _check(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()[:12]


def _at(rows: Sequence[bytes], x: int) -> bytes:
    """The value at `x` of the polynomials whose coefficients stand in the rows, a polynomial for each byte."""
    return bytes(
        reduce(lambda value, one: _times(value, x) ^ one, reversed(column), 0)
        for column in zip(*rows, strict=True)
    )


def _at_zero(points: dict[int, bytes]) -> bytes:
    found = bytes(len(next(iter(points.values()))))
    for x, data in points.items():
        weight = 1
        for other in points.keys() - {x}:
            weight = _times(weight, _times(other, _inverse(other ^ x)))
        found = bytes(a ^ _times(b, weight) for a, b in zip(found, data, strict=True))
    return found


def _times(a: int, b: int) -> int:
    found = 0
    while b:
        found ^= a if b & 1 else 0
        a = a << 1 ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return found


def _inverse(a: int) -> int:
    return reduce(lambda value, _: _times(value, a), range(254), 1)
