"""A session after hours: opened, joined, lengthened by a head, ended by hand or by itself (02-02 to 02-07)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from banshi.institutions.extended_hours import rules
from banshi.institutions.extended_hours.models import ClosingLine, Session, Stay
from banshi.institutions.extended_hours.queries import sessions as queries
from banshi.institutions.extended_hours.rules import SERVE_ON
from banshi.kernel.cases.models import Case
from banshi.kernel.clocks.actions import hold_until
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import holders_by_section
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

RECORD = "W27"
NO_SESSION = gettext_noop("没有找到这次延时服务，请刷新以后再看。")
RUNNING = gettext_noop("本科室的延时服务已经开始，不用再开。")
OVER = gettext_noop("这次延时服务已经结束。")
ELSEWHERE = gettext_noop("%(name)s已经在别的延时服务里。")
NOT_STAFF = gettext_noop("请在列出的人员中选择。")


@dataclass(frozen=True, slots=True)
class Opening:
    """Which section serves on, who stays (staff ids), what equipment works, what does not and what is done."""

    section_id: int
    staff: tuple[int, ...]
    in_order: tuple[str, ...]
    faults: str = ""


@act("open_session", "02-02", "02-03", "02-05", "02-07")
def open_session(*, opening: Opening, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Begin to serve on after closing time, with the staff who stay and the equipment checked.

    Returns the session's id. Raises `Refused` before closing time, from 20:00 on, and without staff or check.
    """
    permit(actor, "open_session", Relation(opening.section_id))
    now, day = clock.now(), clock.today()
    close, latest = queries.close_today(), queries.latest_on(day)
    staying = sorted(set(opening.staff))
    checked = [each for each in rules.EQUIPMENT if each in opening.in_order]
    require(rules.opening(now, close, latest, staff=staying, in_order=checked, faults=opening.faults))
    if Session.objects.filter(section_id=opening.section_id, closed_at=None).exists():
        raise Refused(Reason(RUNNING, ("02-04",)))
    session = Session.objects.create(
        day=day,
        section_id=opening.section_id,
        opened_at=now,
        opened_by_id=actor.officer,
        latest=latest,
        until=latest,
        in_order=checked,
        faults=opening.faults.strip(),
    )
    for staff_id in staying:
        _stay(session, staff_id)
    payload = {
        "section": session.section_id,
        "staff": staying,
        "in_order": checked,
        "until": latest.isoformat(),
    }
    append([NewEntry(_stream(session), "session_opened", cites, payload)], actor=actor)
    return session.pk


@act("join_session", "02-04", "02-05")
def join_session(*, session_id: int, staff_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """One more colleague stays. Returns the session's id."""
    session = _running(session_id, actor, "open_session")
    require(rules.going_on(clock.now(), _end(session)))
    _stay(session, staff_id)
    append([NewEntry(_stream(session), "staff_joined", cites, {"staff": staff_id})], actor=actor)
    return session.pk


@act("leave_session", "02-05")
def leave_session(*, session_id: int, staff_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A colleague goes home before the session ends. Returns the session's id."""
    session = _running(session_id, actor, "open_session")
    session.stays.filter(staff_id=staff_id, until=None).update(until=min(clock.now(), session.until))
    append([NewEntry(_stream(session), "staff_left", cites, {"staff": staff_id})], actor=actor)
    return session.pk


@act("allow_late", "02-05")
def allow_late(
    *, session_id: int, until: dt.datetime, reason: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """The section head lets a session go on past 20:00, with a reason, before it ends. Returns its id."""
    session = _running(session_id, actor, "allow_late")
    require(rules.later(now=clock.now(), before=_end(session), until=until, reason=reason))
    session.until, session.late_reason, session.allowed_by_id = until, reason.strip(), actor.officer
    session.save(update_fields=["until", "late_reason", "allowed_by"])
    append([NewEntry(_stream(session), "late_allowed", cites, {"until": until.isoformat()})], actor=actor)
    hold_until(_cases_served_on(session), until)
    return session.pk


@act("close_session", "02-05", "02-06", "02-07")
def close_session(*, session_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """End a session in time; the record W27 says who was served, when, by whom, at no cost. Returns its id."""
    session = _running(session_id, actor, "open_session")
    require(rules.going_on(clock.now(), _end(session)))
    session.closed_by_id = actor.officer
    return _close(session, clock.now(), forgotten=False, actor=actor, cites=cites)


@act("close_forgotten", "02-05", many=True)
def close_forgotten(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """End up to `limit` sessions whose time is up and that nobody ended, at their time, and flag them; the section
    head is told of each once."""
    rows = Session.objects.select_for_update(skip_locked=True, of=("self",))
    forgotten = list(rows.filter(closed_at=None, until__lte=clock.now()).order_by("id")[:limit])
    for session in forgotten:
        _close(session, session.until, forgotten=True, actor=actor, cites=cites)
    heads = holders_by_section("head") if forgotten else {}
    send_many([note for each in forgotten for note in _forgotten(each, heads.get(each.section_id, ()))])
    return len(forgotten)


def _close(
    session: Session, at: dt.datetime, *, forgotten: bool, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    session.closed_at, session.forgotten = at, forgotten
    session.stays.filter(until=None).update(until=at)
    session.served = queries.served_in(session, at).count()
    session.document = _record(session, at, actor)
    session.save(update_fields=["closed_at", "closed_by", "forgotten", "served", "document"])
    payload = {"at": at.isoformat(), "forgotten": forgotten, "served": session.served, "fee": 0}
    append([NewEntry(_stream(session), "session_closed", cites, payload)], actor=actor)
    return session.pk


def _forgotten(session: Session, heads: Iterable[int]) -> list[Notice]:
    words = {
        "section": organisation.section(session.section_id).name_zh,
        "day": session.day,
        "at": f"{_end(session):%H:%M}",
    }
    return [
        Notice(
            channel="inapp",
            to=head,
            template_key="session_forgotten",
            params=words,
            stream=_stream(session),
            dedupe_key=f"session_forgotten:{session.pk}:{head}",
        )
        for head in heads
    ]


def _running(session_id: int, actor: Actor, power: str) -> Session:
    session = Session.objects.select_for_update(of=("self",)).filter(pk=session_id).order_by("id").first()
    if session is None:
        raise Refused(Reason(NO_SESSION, ("02-05",)))
    stays = power == "open_session" and session.stays.filter(staff_id__in=actor.staff_ids).exists()
    if not stays:  # who stays runs the session with the others, whatever section they come from
        permit(actor, power, Relation(session.section_id))
    if session.closed_at is not None:
        raise Refused(Reason(OVER, ("02-05",)))
    return session


def _stay(session: Session, staff_id: int) -> None:
    staff = Staff.objects.filter(pk=staff_id, is_active=True).order_by("pk").first()
    if staff is None:
        raise Refused(Reason(NOT_STAFF, ("02-04",), "staff"))
    if Stay.objects.filter(staff=staff, until=None).exists():
        raise Refused(Reason(ELSEWHERE, ("02-04",), "staff", {"name": staff.name_zh}))
    Stay.objects.create(session=session, staff=staff, since=clock.now())


def _cases_served_on(session: Session) -> list[int]:
    rows = ClosingLine.objects.filter(
        day=session.day, section_id=session.section_id, decision=SERVE_ON, case__isnull=False
    )
    return [case_id for case_id in rows.order_by("id").values_list("case_id", flat=True) if case_id]


def _end(session: Session) -> dt.datetime:
    """When the session ends at the latest, in Beijing time: the database gives moments in its own."""
    return session.until.astimezone(clock.BEIJING)


def _stream(session: Session) -> str:
    return f"extended:{session.pk}"


def _record(session: Session, at: dt.datetime, actor: Actor) -> Document:
    """W27: who was served from when to when, by whom, with what equipment, and that it cost nothing (02-06)."""
    section = organisation.section(session.section_id)
    names = session.stays.order_by("since", "id").values_list("staff__name_zh", flat=True)
    tickets = queries.served_in(session, at).values_list("ticket", flat=True)
    cases = Case.objects.filter(pk__in=_cases_served_on(session)).order_by("id")
    return issue(
        kind=RECORD,
        stream=_stream(session),
        addressee_masked=section.name_zh,
        data={
            "section": section.name_zh,
            "section_en": section.name_en,
            "phone": section.phone,
            "address": settings.BUREAU["address_zh"],
            "address_en": settings.BUREAU["address_en"],
            "hours": opening_text(),
            "officer": "、".join(dict.fromkeys(names)),
            "extended": {
                "started": session.opened_at,
                "ended": at,
                "until": session.until,
                "late_reason": session.late_reason,
                "forgotten": session.forgotten,
                "tickets": list(tickets),
                "cases": list(cases.values_list("number", flat=True)),
                "in_order": list(session.in_order),
                "faults": session.faults,
            },
        },
        issued_by=actor.ref,
    )
