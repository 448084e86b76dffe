"""Reading messages: a colleague's inbox, the calls to be made, what could not be sent."""

import datetime as dt
from dataclasses import dataclass

from banshi.kernel.notifications.models import Channel, Message, MessageState


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A message in a colleague's inbox."""

    id: int
    subject: str
    body: str
    stream: str
    at: dt.datetime
    read: bool


@dataclass(frozen=True, slots=True)
class CallTask:
    """A person to be called and what to say. `phone` is the whole number: show it to whoever calls, only."""

    id: int
    phone: str
    subject: str
    body: str
    stream: str
    at: dt.datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message that could not be sent, without its recipient."""

    id: int
    channel: str
    template_key: str
    stream: str
    attempts: int
    error_code: str


def inbox(staff_id: int, limit: int = 50) -> list[InboxLine]:
    """A colleague's messages: the newest unread ones, then the newest read ones, together at most `limit`.

    Shown at once, whether or not the worker has passed.
    """
    mine = Message.objects.filter(channel=Channel.INAPP, recipient_staff_id=staff_id).order_by("-pk")
    rows = list(mine.exclude(state=MessageState.DONE)[:limit])
    if len(rows) < limit:
        rows += mine.filter(state=MessageState.DONE)[: limit - len(rows)]
    return [
        InboxLine(m.pk, m.subject, m.body, m.stream, m.created_at, m.state == MessageState.DONE) for m in rows
    ]


def unread(staff_id: int) -> int:
    """How many messages of a colleague's inbox are unread."""
    mine = Message.objects.filter(channel=Channel.INAPP, recipient_staff_id=staff_id)
    return mine.exclude(state=MessageState.DONE).count()


def call_tasks(limit: int = 100) -> list[CallTask]:
    """The calls still to be made, oldest first."""
    rows = Message.objects.filter(channel=Channel.CALL, state=MessageState.SENT).order_by("pk")[:limit]
    return [CallTask(m.pk, m.recipient, m.subject, m.body, m.stream, m.created_at, m.done_note) for m in rows]


def failed(limit: int = 50) -> list[FailedMessage]:
    """Messages that were given up, newest first: somebody has to look at them."""
    rows = Message.objects.filter(state=MessageState.FAILED).order_by("-pk")[:limit]
    return [FailedMessage(m.pk, m.channel, m.template_key, m.stream, m.attempts, m.error_code) for m in rows]
