"""The ways out: console, file, mail server, call list, inbox. The setting BANSHI_OUTLETS chooses by channel.

A bureau's own provider is registered with `register("name", deliver)` from an app's `ready()`.
An outlet returns when the message was taken over and raises (anything) when it was not.
"""

import errno
import fcntl
import json
import os
import sys
from collections.abc import Callable
from io import FileIO
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage

from banshi.kernel.notifications.models import Message
from banshi.kernel.vault.masks import mask_phone
from banshi.lib import clock

Deliver = Callable[[Message], None]

USUAL = {"sms": "file", "email": "smtp", "call": "list", "inapp": "list"}


class NoRecipient(Exception):
    """The message has no address for its channel: trying again would not help."""


def console(message: Message) -> None:
    """Show the message where the server runs; the recipient masked."""
    sys.stdout.write(f"[{message.channel}] {mask_phone(_address(message))}: {message.body}\n")
    sys.stdout.flush()


def file(message: Message) -> None:
    """Append the message as one JSON line to `outbox/messages.jsonl`, readable by the owner only.

    The hand-over point for a gateway of the bureau's own; the line's `uid` tells repeats apart.
    """
    line = {
        "uid": message.uid.hex,
        "channel": message.channel,
        "to": _address(message),
        "subject": message.subject,
        "body": message.body,
        "at": clock.now().isoformat(timespec="seconds"),
    }
    folder = Path(settings.BANSHI_DATA) / "outbox"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "messages.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab", buffering=0) as out:
        _append(out, (json.dumps(line, ensure_ascii=False) + "\n").encode())


def _append(out: FileIO, line: bytes) -> None:
    """A whole line or nothing: what a full disk cut off is taken away again, before anybody else may write."""
    fcntl.flock(out, fcntl.LOCK_EX)
    end = os.fstat(out.fileno()).st_size
    try:
        if out.write(line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(out.fileno())
    except OSError:
        os.ftruncate(out.fileno(), end)
        raise


def smtp(message: Message) -> None:
    """Send by the mail server of the Django settings; the Message-ID tells repeats apart."""
    handle = {"Message-ID": f"<{message.uid.hex}@banshi>"}
    EmailMessage(message.subject, message.body, to=[_address(message)], headers=handle).send()


def put_on_list(message: Message) -> None:
    """Nothing leaves the house: the row itself shows on the call list or in the inbox."""
    if not message.recipient and message.recipient_staff_id is None:
        raise NoRecipient


_outlets: dict[str, Deliver] = {"console": console, "file": file, "smtp": smtp, "list": put_on_list}


def register(name: str, deliver: Deliver) -> None:
    """Add an outlet, such as a bureau's SMS provider; raises ValueError when the name is taken."""
    if name in _outlets:
        raise ValueError(f"outlet {name!r} is already registered")
    _outlets[name] = deliver


def outlet_for(channel: str) -> Deliver:
    """The outlet that the settings choose for a channel; raises LookupError when it is not registered."""
    chosen = USUAL | getattr(settings, "BANSHI_OUTLETS", {})
    return _outlets[chosen[channel]]


def _address(message: Message) -> str:
    if not message.recipient:
        raise NoRecipient
    return str(message.recipient)
