"""Putting messages into the outbox, inside an act's transaction; they leave after it is committed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from banshi.kernel.documents import leasing
from banshi.kernel.notifications import texts
from banshi.kernel.notifications.models import Channel, Message, MessageState
from banshi.lib import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message to be sent. `to` is a telephone number or e-mail address, or the id of a staff member.

    `dedupe_key` names the occasion: a second message with the same key is dropped.
    """

    channel: str
    to: str | int | None
    template_key: str
    stream: str
    params: Mapping[str, object] = field(default_factory=dict)
    dedupe_key: str | None = None
    language: str = "zh-hans"


def send(
    *,
    channel: str,
    to: str | int | None,
    template_key: str,
    params: Mapping[str, object],
    stream: str,
    dedupe_key: str | None = None,
    language: str = "zh-hans",
) -> None:
    """Queue one message: one query. Raises LookupError on an unknown text or a missing placeholder."""
    send_many(
        [
            Notice(
                channel=channel,
                to=to,
                template_key=template_key,
                params=params,
                stream=stream,
                dedupe_key=dedupe_key,
                language=language,
            )
        ]
    )


def send_many(notices: Iterable[Notice]) -> None:
    """Queue many messages with one query for each 500.

    Dropped are those whose occasion was announced before, and those to nobody: who left no number gets
    the paper notice only.
    """
    messages = [_message(notice) for notice in notices if notice.to not in ("", None)]
    Message.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)


def retry(message_id: int) -> bool:
    """Queue a failed message again; False when it had not failed."""
    return leasing.queue_again(Message, [message_id], MessageState.FAILED) == 1


def mark_read(*, message_ids: Iterable[int], staff_id: int) -> int:
    """A colleague has read these messages of their own inbox; those of others are left alone. Returns how many."""
    mine = Message.objects.filter(pk__in=set(message_ids), channel=Channel.INAPP, recipient_staff_id=staff_id)
    return mine.exclude(state=MessageState.DONE).update(state=MessageState.DONE, done_at=clock.now())


def mark_called(*, message_id: int, done_by: str, note: str = "") -> bool:
    """Tick off a call: the person was told. `done_by` is `actor.ref`; False when it was ticked off before."""
    listed = Message.objects.filter(pk=message_id, channel=Channel.CALL, state=MessageState.SENT)
    return (
        listed.update(state=MessageState.DONE, done_at=clock.now(), done_by=done_by, done_note=note[:200])
        == 1
    )


def note_unreached(*, message_id: int, done_by: str, note: str = "") -> bool:
    """Nobody answered: the call stays on the list with the note; False when the person was told meanwhile."""
    listed = Message.objects.filter(pk=message_id, channel=Channel.CALL, state=MessageState.SENT)
    return listed.update(done_by=done_by, done_note=note[:200] or "—") == 1


def _message(notice: Notice) -> Message:
    subject, body = texts.say(notice.template_key, notice.params, notice.language)
    now, channel = clock.now(), Channel(notice.channel)
    held = leasing.are_held() and channel != Channel.INAPP
    return Message(
        channel=channel,
        state=MessageState.FAILED if held else MessageState.QUEUED,
        error_code=leasing.HELD if held else "",
        recipient=notice.to if isinstance(notice.to, str) else "",
        recipient_staff_id=notice.to if isinstance(notice.to, int) else None,
        stream=notice.stream,
        template_key=notice.template_key,
        language=notice.language,
        subject=subject,
        body=body,
        created_at=now,
        next_attempt_at=now,
        dedupe_key=notice.dedupe_key,
    )
