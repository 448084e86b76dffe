"""The daily sheet of the ledger: each working day the newest checkpoint as a numbered paper, told to an office outside.

Whoever could rewrite database, key and the folder of checkpoints would still have to change what somebody else has in
a drawer and in a mailbox.
"""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError

from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger import checkpoints
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.ledger.models import Checkpoint
from banshi.kernel.ledger.statement import read, standing
from banshi.kernel.notifications.actions import send
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

SHEET = "W47"
SHOWN = 60
GROUP = 8


@dataclass(frozen=True, slots=True)
class SheetCard:
    """A sheet in the list."""

    id: int
    number: str
    issued_at: dt.datetime
    checkpoint: int
    entries: int
    root: str


def sheet_due(*, limit: int, actor: Actor) -> int:
    """Issue the sheet of today if it is a working day and has none; returns how many (0 or 1).

    None is made where no office is named (LEDGER_SHEET_EMAIL), nor of a checkpoint that does not stand.
    """
    today, newest = clock.today(), checkpoints.newest()
    if not (limit and settings.LEDGER_SHEET_EMAIL and newest and _works(today)):
        return 0
    if Document.objects.filter(stream=_stream(today)).exists() or not standing(newest):
        return 0
    # The database refuses a second one: another worker was quicker.
    with suppress(IntegrityError):
        issue_ledger_sheet(checkpoint=newest, actor=actor)
        return 1
    return 0


@act("issue_ledger_sheet")
def issue_ledger_sheet(*, checkpoint: Checkpoint, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Number the sheet of today and queue its message to the office outside; returns the paper's id."""
    today, said = clock.today(), read(checkpoint)
    figures = {"checkpoint": said.number, "entries": said.entries, "root": _grouped(said.root)}
    paper = issue(
        kind=SHEET,
        stream=_stream(today),
        addressee_masked="",
        data={
            **figures,
            "day": today,
            "sealed_at": checkpoint.at,
            "signature": _grouped(checkpoint.signature),
            "key": said.key,
            "public": _grouped(said.public),
        },
        issued_by=actor.ref,
    )
    entry = NewEntry(_stream(today), "sheet_issued", cites, {"checkpoint": said.number, "document": paper.pk})
    append([entry], actor=actor, begins=True)
    send(
        channel="email",
        to=settings.LEDGER_SHEET_EMAIL,
        template_key="ledger_sheet",
        params={**figures, "day": today, "number": paper.number, "signature": _grouped(checkpoint.signature)},
        stream=_stream(today),
        dedupe_key=_stream(today),
    )
    return int(paper.pk)


def sheets() -> list[SheetCard]:
    """The last sheets, the newest first."""
    rows = Document.objects.filter(kind=SHEET).order_by("-issued_at", "-id")[:SHOWN]
    return [
        SheetCard(
            row.pk, row.number, row.issued_at, row.data["checkpoint"], row.data["entries"], row.data["root"]
        )
        for row in rows
    ]


def is_sheet(document_id: int) -> bool:
    """Whether a paper is such a sheet."""
    return Document.objects.filter(pk=document_id, kind=SHEET).exists()


def _works(day: dt.date) -> bool:
    """Past the published calendar every day counts: one sheet too many harms nobody."""
    try:
        return table().is_workday(day)
    except BeyondCalendar:
        return True


def _stream(day: dt.date) -> str:
    return f"ledger_sheet:{day.isoformat()}"


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))
