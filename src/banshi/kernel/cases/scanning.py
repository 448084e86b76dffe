"""The optional virus scanner: a clamd daemon, asked over its socket before anything is opened (INSTREAM).

`UPLOAD_SCANNER` names it: a path of a unix socket or `host:port`; empty: none. While it cannot be reached, no file
is taken: an unlooked file is never kept, and the counter and the telephone remain.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from django.conf import settings

SECONDS = 20.0
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096


class Verdict(Enum):
    """What the scanner said."""

    CLEAN = "clean"
    FOUND = "found"
    UNKNOWN = "unknown"


def verdict(data: bytes) -> Verdict:
    """Whether something was found in these bytes; clean where no scanner is set up."""
    where = settings.UPLOAD_SCANNER
    if not where:
        return Verdict.CLEAN
    try:
        with _line(where) as line:
            return _read(_asked(line, data))
    except (OSError, ValueError):
        return Verdict.UNKNOWN


@contextmanager
def _line(where: str) -> Iterator[socket.socket]:
    if not where.startswith("/"):
        host, _colon, port = where.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=SECONDS) as line:
            yield line
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(SECONDS)
        line.connect(where)
        yield line


def _asked(line: socket.socket, data: bytes) -> bytes:
    line.sendall(b"zINSTREAM\0")
    for at in range(0, len(data), _PIECE):
        piece = data[at : at + _PIECE]
        line.sendall(struct.pack("!I", len(piece)) + piece)
    line.sendall(struct.pack("!I", 0))
    answer = b""
    while len(answer) < _LONGEST_ANSWER and not answer.endswith(b"\0"):
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer


def _read(answer: bytes) -> Verdict:
    text = answer.rstrip(b"\0\n")
    if text == b"stream: OK":
        return Verdict.CLEAN
    return Verdict.FOUND if text.endswith(b" FOUND") else Verdict.UNKNOWN
