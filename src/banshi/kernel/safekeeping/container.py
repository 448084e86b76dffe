"""The encrypted file of a backup: a readable first line, then chunks under AES-256-GCM.

Each chunk is bound to its place, to the first line, and to whether it is the last: a flipped bit, a chunk that was
swapped or removed and a file that was cut are all found. The key of a file is derived from the backup key and the
file's own salt, so no nonce comes twice. Nothing here knows Django.
"""

import binascii
import hashlib
import hmac
import io
import json
import os
import re
from collections.abc import Mapping
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"BANSHI-BACKUP "
FORMAT = 1
CHUNK = 1024 * 1024
TAG = 16
LONGEST_HEAD = 4096
_KID = re.compile(r"[A-Za-z0-9_-]{1,16}")


class Damaged(Exception):
    """The file is no backup, or not as it was written: changed, cut, or put together from others."""


class WrongKey(Exception):
    """The file is a backup, and none of the keys at hand opens it; the message names the key it asks for."""


class NewerFormat(Exception):
    """The file is a backup of a later format."""


def read_keys(text: str) -> dict[str, bytes]:
    """`kid:base64` pairs, comma-separated, to 32-byte keys; raises ValueError naming the pair that is wrong."""
    found: dict[str, bytes] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        kid, _, encoded = pair.partition(":")
        try:
            key = binascii.a2b_base64(encoded, strict_mode=True)
        except ValueError:
            key = b""
        if not _KID.fullmatch(kid) or len(key) != 32:
            raise ValueError(kid[:16])
        found[kid] = key
    return found


def new_key() -> str:
    """A fresh key as it is written in the settings."""
    return binascii.b2a_base64(os.urandom(32), newline=False).decode()


class _Cipher:
    """The cipher of one file."""

    def __init__(self, key: bytes, salt: bytes, first_line: bytes) -> None:
        derived = HKDF(hashes.SHA256(), length=32, salt=salt, info=b"banshi backup 1").derive(key)
        self._suite = AESGCM(derived)
        self._bound = hashlib.sha256(first_line).digest()

    def seal(self, number: int, data: bytes, *, last: bool) -> bytes:
        return self._suite.encrypt(_nonce(number), data, self._bound + bytes([last]))

    def open(self, number: int, data: bytes, *, last: bool) -> bytes:
        try:
            return self._suite.decrypt(_nonce(number), data, self._bound + bytes([last]))
        except InvalidTag:
            raise Damaged(f"chunk {number}") from None


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _proof(key: bytes, salt: bytes) -> str:
    """Tells a wrong key from a damaged file without telling anything of the key."""
    return hmac.new(key, b"banshi backup key" + salt, hashlib.sha256).hexdigest()[:16]


class Writer(io.RawIOBase):
    """Takes plain bytes and writes the encrypted file; `finish` must be called, `close` alone leaves a cut file."""

    def __init__(self, out: BinaryIO, keys: Mapping[str, bytes], told: Mapping[str, Any]) -> None:
        super().__init__()
        kid, key = next(iter(keys.items()))
        salt = os.urandom(16)
        head = {"format": FORMAT, "key": kid, "salt": salt.hex(), "proof": _proof(key, salt), **told}
        line = MAGIC + json.dumps(head, ensure_ascii=False).encode() + b"\n"
        self._out, self._cipher = out, _Cipher(key, salt, line)
        self._waiting, self._number = bytearray(), 0
        out.write(line)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Take bytes; whole chunks leave at once."""
        self._waiting += data
        # One chunk is always held back: only at the end is it known which is the last.
        while len(self._waiting) > CHUNK:
            self._leave(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk."""
        self._leave(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _leave(self, data: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.seal(self._number, data, last=last))
        self._number += 1


class Reader(io.RawIOBase):
    """The plain bytes of an encrypted file, from anywhere in it. Raises `Damaged`, `WrongKey`, `NewerFormat`."""

    def __init__(self, file: BinaryIO, keys: Mapping[str, bytes]) -> None:
        super().__init__()
        self._file = file
        self.head, line = read_head(file)
        self._begins = len(line)
        key, salt = self._key(keys)
        self._cipher = _Cipher(key, salt, line)
        sealed = file.seek(0, os.SEEK_END) - self._begins
        self._chunks = -(-sealed // (CHUNK + TAG))
        self._size = sealed - self._chunks * TAG
        self._at, self._held, self._plain = 0, -1, b""
        if self._chunks < 1 or self._size < 0:
            raise Damaged("cut")
        # The last chunk says that the file is whole.
        self._chunk(self._chunks - 1)

    def _key(self, keys: Mapping[str, bytes]) -> tuple[bytes, bytes]:
        try:
            kid, salt = str(self.head["key"]), bytes.fromhex(self.head["salt"])
            proof = str(self.head["proof"])
        except (KeyError, ValueError, TypeError):
            raise Damaged("first line") from None
        if kid not in keys or not hmac.compare_digest(_proof(keys[kid], salt), proof):
            raise WrongKey(kid)
        return keys[kid], salt

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """As for any file."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """As for any file: at most one chunk at a time."""
        if self._at >= self._size:
            return 0
        number, inside = divmod(self._at, CHUNK)
        part = self._chunk(number)[inside : inside + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _chunk(self, number: int) -> bytes:
        if number != self._held:
            self._file.seek(self._begins + number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            self._plain = self._cipher.open(number, sealed, last=number == self._chunks - 1)
            self._held = number
        return self._plain


def read_head(file: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """The first line of a backup, for which no key is needed: what it says, and its bytes."""
    file.seek(0)
    line = file.readline(LONGEST_HEAD)
    try:
        head = json.loads(line.removeprefix(MAGIC))
        known = line.startswith(MAGIC) and line.endswith(b"\n") and isinstance(head["format"], int)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Damaged("first line") from None
    if not known:
        raise Damaged("first line")
    if head["format"] != FORMAT:
        raise NewerFormat(str(head["format"]))
    return head, line
