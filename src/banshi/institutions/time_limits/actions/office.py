"""公文、交办、转办 at the office: registered, dated, routed, pressed for, filed (07-02, 07-05)."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.conf import settings

from banshi.institutions.time_limits import rules
from banshi.institutions.time_limits.actions.standing import MatterDesk, MatterIndex, Sheet
from banshi.institutions.time_limits.models import Matter, Part
from banshi.institutions.time_limits.rules import Grade, Incoming, MatterKind, MatterState
from banshi.kernel.documents.issuing import next_serial, number
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

SERIES = {
    MatterKind.OFFICIAL_DOCUMENT: "收文",
    MatterKind.SUPERIOR_TASK: "交办",
    MatterKind.PEER_TRANSFER: "转办",
}


@act("register_matter", "07-01", "07-02", "07-05")
def register_matter(
    *, given: Incoming, source_number: str = "", actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """The office registers what came in; its limit runs from the day of receipt. Returns the matter's id."""
    permit(actor, "register_matter")
    now = clock.now()
    if given.received_at is not None:
        given = replace(given, received_at=given.received_at.astimezone(clock.BEIJING))
    grounds = parameter("07-02", "case_by_case_grounds", now.date())
    require(rules.registering(given, now=now, grounds=grounds))
    matter = _registered(given, source_number, actor, now)
    payload = {"kind": given.kind, "grade": given.grade, "clock": matter.clock, "due": str(matter.due)}
    entry = NewEntry(matter.stream, "matter_registered", cites, payload)
    append([entry], actor=actor, begins=True)
    if matter.grade == Grade.SPECIAL:
        entitled = [*holders("head", matter.office_id), *holders("leader")]
        send_many(MatterDesk(matter, actor, cites).notes(entitled, "matter_limit_asked"))
    return matter.pk


def _registered(given: Incoming, source_number: str, actor: Actor, now: dt.datetime) -> Matter:
    """The row of a matter, numbered without gaps, with the limit that governs."""
    assert given.received_at is not None
    mark = settings.BUREAU["issuer_mark"] + SERIES[MatterKind(given.kind)]
    matter = Matter.objects.create(
        kind=given.kind,
        number=number(mark, now.year, next_serial(mark, now.year)),
        title=given.title.strip(),
        source=given.source.strip(),
        source_number=source_number.strip(),
        grade=given.grade,
        ground=given.ground,
        received_at=given.received_at,
        registered_by_id=actor.officer,
        office_id=min(section for role, section in actor.posts if role == "office"),
        demanded=given.demanded,
        state=MatterState.REGISTERED,
        start=now.date(),
        due=now.date(),
    )
    MatterIndex.settle(matter, table())
    matter.save()
    return matter


@act("set_matter_limit", "07-02")
def set_matter_limit(
    *,
    matter_id: int,
    version: int | None,
    until: dt.date | None,
    reason: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Someone entitled sets the date of a special document, with the reason. Returns the matter's id."""
    desk = MatterDesk.locked(matter_id, version, "matter_limit_set", actor, cites)
    matter = desk.matter
    permit(actor, "set_matter_limit", desk.at_office)
    require(
        rules.limit_setting(
            grade=matter.grade, until=until, reason=reason, today=clock.today(), over=desk.over
        )
    )
    payload = {"before": str(matter.due), "until": str(until), "ground": matter.ground}
    matter.set_due, matter.set_by_id, matter.set_reason = until, actor.officer, reason.strip()
    desk.write("matter_limit_set", payload)
    send_many(desk.notes([matter.registered_by_id, *desk.listeners()], "matter_limit_set"))
    return matter.pk


@act("route_matter", "07-02", "07-05")
def route_matter(
    *,
    matter_id: int,
    version: int | None,
    lead: int | None,
    others: Collection[int] = (),
    others_due: dt.date | None = None,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """The office gives a matter to a lead section and others to be heard, with its sheet W43.

    `lead` and `others` are section ids; `others_due` is the last day for the others' opinions. Several sections
    make an ordinary document one of 4 working days. Returns the sheet's id.
    """
    desk = MatterDesk.locked(matter_id, version, "matter_routed", actor, cites)
    matter = desk.matter
    permit(actor, "route_matter", desk.at_office)
    known = organisation.sections()
    require(rules.routing(lead=lead, others=others, known=known))
    matter.grade = rules.grade_when_routed(matter.grade, sections=1 + len(set(others)))
    MatterIndex.settle(matter, table())
    _require_before(others_due, matter.due)
    sections = [section for section in dict.fromkeys((lead, *others)) if section is not None]
    _divide(matter, sections, others_due)
    paper = Sheet.routing(matter.kind).issue(desk)
    payload = {"lead": lead, "others": sorted(set(others)), "grade": matter.grade, "document": paper.pk}
    desk.write("matter_routed", payload)
    for section in sections:
        heads = holders("head", section)
        send_many(desk.notes(heads, "matter_routed", section=known[section].name_zh))
    return paper.pk


@act("urge_matter", "07-02", "07-05")
def urge_matter(
    *, matter_id: int, version: int | None, note: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """督办: the office or a leader presses for a matter, in writing, with a sheet W43. Returns the sheet's id."""
    desk = MatterDesk.locked(matter_id, version, "matter_urged", actor, cites)
    permit(actor, "urge_matter", desk.at_office)
    if not note.strip():
        raise Refused(Reason(gettext_noop("请写明督办的要求。"), ("07-05",), "note"))
    paper = Sheet("supervision", {"requirement": note.strip()}).issue(desk)
    desk.write("matter_urged", {"document": paper.pk})
    send_many(desk.notes(desk.listeners(), "matter_urged"))
    return paper.pk


@act("send_matter_back", "07-05")
def send_matter_back(
    *, matter_id: int, version: int | None, reason: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """What a peer sent is not ours: back to it, with the reason. Returns the matter's id."""
    desk = MatterDesk.locked(matter_id, version, "matter_sent_back", actor, cites)
    permit(actor, "close_matter", desk.at_office)
    require(rules.sending_back(kind=desk.matter.kind, reason=reason))
    desk.matter.closed_at, desk.matter.closing_note = clock.now(), reason.strip()
    desk.write("matter_sent_back", {})
    return desk.matter.pk


@act("close_matter", "07-02", "07-05")
def close_matter(*, matter_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The office files a matter that is done. Returns the matter's id."""
    desk = MatterDesk.locked(matter_id, version, "matter_closed", actor, cites)
    permit(actor, "close_matter", desk.at_office)
    desk.matter.closed_at = clock.now()
    desk.write("matter_closed", {})
    return desk.matter.pk


def _divide(matter: Matter, sections: Sequence[int], others_due: dt.date | None) -> None:
    """A part for each section, the first one leads; what was given out before no longer counts."""
    matter.parts.filter(returned_at=None).update(returned_at=clock.now())
    Part.objects.bulk_create(
        Part(
            matter=matter,
            section_id=section,
            lead=at == 0,
            routed_at=clock.now(),
            due=others_due if at else None,
        )
        for at, section in enumerate(sections)
    )


def _require_before(others_due: dt.date | None, due: dt.date) -> None:
    if others_due is not None and not clock.today() <= others_due <= due:
        sentence = gettext_noop("会办意见的日期应在今天到办结期限 %(due)s 之间。")
        raise Refused(Reason(sentence, ("07-02",), "others_due", {"due": due}))
