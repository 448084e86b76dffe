"""Proved: somebody was not told everything at once. It is passed on without the complaint (06-09)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.complaints.actions.file import File
from banshi.institutions.complaints.models import Failing
from banshi.institutions.complaints.queries import standing
from banshi.institutions.complaints.rules import intake
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """Whose, which day, what was not told, on which application ("" for none), how many working days were lost."""

    staff_id: int | None
    on: dt.date | None
    omission: str
    case_number: str = ""
    delay: int | None = None


@act("prove_failing", "06-09", "10-05")
def prove(*, uid: UUID, proved: Proved, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Put on record that one of the accused failed to tell at once, to be passed on."""
    file = File.opened(uid, "failing", actor, cites)
    require(
        intake.failing(
            outcome=file.complaint.outcome,
            staff_id=proved.staff_id,
            accused=standing.accused_colleagues(uid),
            on=proved.on,
            today=clock.today(),
            delay=proved.delay,
        )
    )
    if proved.omission not in intake.OMISSIONS:
        raise Refused(Reason(gettext_noop("请选择哪一项没有告知。"), ("06-09",), "omission"))
    assert proved.staff_id is not None
    assert proved.on is not None
    assert proved.delay is not None
    if Failing.objects.filter(complaint=file.complaint, staff_id=proved.staff_id).exists():
        raise Refused(Reason(gettext_noop("这位同事已经认定过。"), ("06-09",), "colleague"))
    row = Failing.objects.create(
        complaint=file.complaint,
        staff_id=proved.staff_id,
        on=proved.on,
        omission=proved.omission,
        case_number=proved.case_number.strip(),
        delay=proved.delay,
        by_id=actor.officer,
        at=clock.now(),
    )
    file.note("prove_failing", record=row.uid.hex)


def passed(key: UUID) -> Proved | None:
    """Part of the act that passes it on: what was proved, once; None when it was passed on already.

    The row stays locked until that act ends.
    """
    row = Failing.objects.select_for_update(skip_locked=True).filter(pk=key, passed_at=None).first()
    if row is None:
        return None
    row.passed_at = clock.now()
    row.save(update_fields=["passed_at"])
    return Proved(
        staff_id=row.staff_id,
        on=row.on,
        omission=row.omission,
        case_number=row.case_number,
        delay=row.delay,
    )
