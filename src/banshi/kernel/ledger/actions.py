"""Appending to the ledger: the only way in."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery

from banshi.kernel.ledger.acts import Actor, count_entries
from banshi.kernel.ledger.chain import START, Sealed, entry_hash
from banshi.kernel.ledger.models import Entry, Head
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What an act leaves behind: stream, name, articles, and facts without personal data."""

    stream: str
    act: str
    articles: tuple[Citation, ...]
    payload: Mapping[str, Any]


def append(entries: Sequence[NewEntry], *, actor: Actor, begins: bool = False) -> list[Entry]:
    """Chain entries onto their streams inside the caller's transaction and return them.

    The heads are locked, so two writers of one stream follow each other, and no entry is older than the one
    before it, whatever the clock says. `begins`: the streams are new, there is nothing to lock; the database
    refuses a second beginning.
    """
    heads, newest = ({}, {}) if begins else _locked_heads({entry.stream for entry in entries})
    now = clock.now()
    rows = []
    for entry in entries:
        head = heads.setdefault(entry.stream, Head(stream=entry.stream, seq=0, hash=START))
        sealed = Sealed(
            entry.stream,
            head.seq + 1,
            max(now, newest.get(entry.stream, now)),
            actor.ref,
            actor.behalf,
            entry.act,
            entry.articles,
            entry.payload,
            head.hash,
        )
        head.seq, head.hash = sealed.seq, entry_hash(sealed, settings.LEDGER_HASH)
        rows.append(_row(sealed, head.hash))
    Entry.objects.bulk_create(rows)
    if begins:
        Head.objects.bulk_create(heads.values())
    else:
        Head.objects.bulk_create(
            heads.values(), update_conflicts=True, unique_fields=["stream"], update_fields=["seq", "hash"]
        )
    count_entries(len(rows))
    return rows


def _locked_heads(streams: Collection[str]) -> tuple[dict[str, Head], dict[str, dt.datetime]]:
    """The heads of these streams, and the moments of their newest entries."""
    entry = Entry.objects.filter(stream=OuterRef("stream"), seq=OuterRef("seq"))
    rows = Head.objects.select_for_update(of=("self",)).filter(stream__in=streams).order_by("stream")
    heads: dict[str, Head] = {}
    newest: dict[str, dt.datetime] = {}
    for head in rows.annotate(newest=Subquery(entry.values("at"))):
        # Whoever waited for a lock has the new head, but looked for its entry before that was there.
        at = head.newest or Entry.objects.get(stream=head.stream, seq=head.seq).at
        heads[head.stream], newest[head.stream] = head, at
    return heads, newest


def _row(sealed: Sealed, digest: str) -> Entry:
    return Entry(
        stream=sealed.stream,
        seq=sealed.seq,
        at=sealed.at,
        actor=sealed.actor,
        behalf=sealed.behalf,
        act=sealed.act,
        articles=list(sealed.articles),
        payload=dict(sealed.payload),
        algorithm=settings.LEDGER_HASH,
        previous=sealed.previous,
        hash=digest,
    )
