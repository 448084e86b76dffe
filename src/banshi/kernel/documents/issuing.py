"""What is fixed at the moment of issue: number, address of verification, the bureau as it is called today."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils.functional import Promise

from banshi.kernel.documents.kinds import Kind
from banshi.kernel.documents.models import Document
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop

# One statement that both databases know: the row lock lasts to the end of the act, so a rollback
# gives the number back.
_NEXT = (
    "INSERT INTO documents_series (mark, year, last) VALUES (%s, %s, 1) "
    "ON CONFLICT (mark, year) DO UPDATE SET last = documents_series.last + 1 RETURNING last"
)
# Printed on paper for good: these addresses never change.
VERIFY_PATH = "verify/"
SERIAL_DIGITS = 6
# Across every page of a paper that was only an exercise.
WATERMARK = {"zh-hans": "演练　无效", "en": "EXERCISE · VOID"}


def next_serial(mark: str, year: int) -> int:
    """The next serial of a mark in a year; raises TransactionManagementError outside an act's transaction."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("a document number is taken inside an act's transaction only")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [mark, year])
        (serial,) = cursor.fetchone()
    return int(serial)


def drawn_serial(mark: str, year: int) -> int:
    """A free serial drawn by lot, so that neither a gap nor the latest one tells how many there are."""
    while True:
        serial = ids.number(SERIAL_DIGITS)
        if not Document.objects.filter(mark=mark, year=year, serial=serial).exists():
            return serial


def number(mark: str, year: int, serial: int) -> str:
    """A document number such as 阜民受〔2026〕41号."""
    return f"{mark}〔{year}〕{serial}号"


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as plain JSON: dates as ISO text, moments in Beijing time, lazy texts said."""
    return json.loads(json.dumps(data, default=_say, ensure_ascii=False))


def _say(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(clock.BEIJING).isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written into a document")


def require_all(kind: Kind, data: Mapping[str, Any]) -> None:
    """Raise `Refused` naming every key the paper cannot do without: an incomplete notice is never issued."""
    missing = [key for key in kind.requires if data.get(key) in (None, "")]
    if missing:
        raise Refused(
            Reason(
                gettext_noop("《%(title)s》还缺少必须写明的内容（%(keys)s），请补充后再出具。"),
                ("06-02",),
                missing[0],
                {"title": kind.title_zh, "keys": "、".join(missing)},
            )
        )


def bureau(language: str) -> dict[str, str]:
    """The bureau's name, address and telephone in the document's language."""
    tongue = "en" if language == "en" else "zh"
    own = settings.BUREAU
    return {"name": own[f"name_{tongue}"], "address": own[f"address_{tongue}"], "phone": own["phone"]}


def verification(code: str) -> dict[str, str]:
    """The code, the page to type it on, and the full address for the QR code."""
    page = f"{settings.BUREAU['public_url'].rstrip('/')}/{VERIFY_PATH}"
    return {
        "verification_code": code,
        "verification_page": page.partition("://")[2],
        "verification_url": f"{page}{code}/",
    }
