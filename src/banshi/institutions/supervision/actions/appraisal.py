"""Drafting sheets, confirming, objecting, answering, closing (11-03)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Q

from banshi.institutions.supervision.models.appraisal import (
    AppraisalFigure,
    AppraisalObjection,
    AppraisalPeriod,
    AppraisalSheet,
)
from banshi.institutions.supervision.queries import appraisal as queries
from banshi.institutions.supervision.queries.appraisal import SheetCard
from banshi.institutions.supervision.rules import appraisal as rules
from banshi.institutions.supervision.rules.appraisal import Answer, Period, SheetState
from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.figures import Figure
from banshi.kernel.organisation.models import Post, Role, Staff
from banshi.kernel.organisation.people import holders, holders_by_section
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.organisation.three import THREE
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, Stale, gettext_noop, require

ELSEWHERE = gettext_noop("这张考核表刚刚有变动，请看看现在的样子，再办一次。")


@act("draft_appraisals", "11-03", "11-03-6", many=True)
def draft_appraisals(
    *, period: Period, figures: Sequence[Figure], actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Draft the sheets of a period, of every section and colleague, and tell them; once.

    A period in which nothing was counted is marked as done and has none. Returns how many sheets there are;
    raises `IntegrityError` when somebody else is drafting the same.
    """
    now = clock.now()
    row = AppraisalPeriod.objects.create(
        kind=period.kind, first=period.first, cut_off=now, object_until=_object_until(now.date())
    )
    if not figures:
        return 0
    sheets = _sheets(row, period, figures)
    AppraisalFigure.objects.bulk_create(_figures(sheets, figures), batch_size=500)
    payload = {"period": period.code, "cut_off": now.isoformat(timespec="seconds")}
    append(
        [NewEntry(one.stream, "appraisal_drafted", cites, payload) for one in sheets],
        actor=actor,
        begins=True,
    )
    send_many(_announced(sheets, row.object_until, period))
    return len(sheets)


def _object_until(today: dt.date) -> dt.date | None:
    """The last day for objections; None where the calendar does not reach so far."""
    days = int(parameter(rules.ARTICLE, "objection_working_days", today))
    try:
        return table().add(today, days)
    except BeyondCalendar:
        return None


def _sheets(row: AppraisalPeriod, period: Period, figures: Iterable[Figure]) -> list[AppraisalSheet]:
    people = _people(period, {one.staff_id for one in figures if one.staff_id is not None})
    sections = {one.section_id for one in figures if one.section_id is not None} | set(people.values())
    wanted = [AppraisalSheet(period=row, section_id=one) for one in sorted(sections)]
    wanted += [AppraisalSheet(period=row, section_id=at, staff_id=who) for who, at in people.items()]
    return AppraisalSheet.objects.bulk_create(wanted, batch_size=500)


def _people(period: Period, counted: set[int]) -> dict[int, int]:
    """Colleague to home section: whoever held a post of work in the period, or has something counted."""
    held = Post.objects.filter(first__lte=period.last).filter(Q(last=None) | Q(last__gte=period.first))
    held = held.exclude(role__in=THREE).order_by()
    active = Q(is_active=True, pk__in=held.values("staff_id"))
    rows = Staff.objects.filter(active | Q(pk__in=counted)).order_by("section__code", "id")
    return dict(rows.values_list("pk", "section_id"))


def _figures(sheets: Iterable[AppraisalSheet], figures: Iterable[Figure]) -> Iterable[AppraisalFigure]:
    of_staff: dict[int, AppraisalSheet] = {}
    of_section: dict[int, AppraisalSheet] = {}
    for one in sheets:
        if one.staff_id is None:
            of_section[one.section_id] = one
        else:
            of_staff[one.staff_id] = one
    for figure in figures:
        places = (of_staff.get(figure.staff_id or 0), of_section.get(figure.section_id or 0))
        for place in filter(None, places):
            yield AppraisalFigure(
                sheet=place,
                key=figure.key,
                staff_id=figure.staff_id,
                section_id=figure.section_id,
                count=figure.count,
            )


def _announced(sheets: Iterable[AppraisalSheet], until: dt.date | None, period: Period) -> Iterable[Notice]:
    heads = holders_by_section(Role.HEAD)
    params: Mapping[str, object] = {"period": period.code, "until": until or "—"}
    return chain.from_iterable(
        (
            Notice(
                channel="inapp",
                to=to,
                template_key="appraisal_drafted" if one.staff_id else "appraisal_of_section",
                params=params,
                stream=one.stream,
            )
            for to in ([one.staff_id] if one.staff_id else heads.get(one.section_id, []))
        )
        for one in sheets
    )


@act("confirm_appraisal", "11-03")
def confirm_appraisal(
    *, sheet_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Whom the sheet is about agrees with it. Returns the sheet's id."""
    row, card = _locked(sheet_id, version, actor)
    require(rules.confirming(card.now(actor)))
    row.state, row.confirmed_by_id, row.confirmed_at = SheetState.CONFIRMED, actor.officer, clock.now()
    return _kept(row, "appraisal_confirmed", {}, actor, cites)


@dataclass(frozen=True, slots=True)
class Objected:
    """Which figure is objected to, and why."""

    key: str
    reason: str


@act("object_to_appraisal", "11-03", "11-03-6")
def object_to_appraisal(
    *, sheet_id: int, version: int | None, objected: Objected, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Whom the sheet is about objects to a figure; the party office is told. Returns the sheet's id."""
    row, card = _locked(sheet_id, version, actor)
    waiting = row.objections.filter(key=objected.key, accepted=None).exists()
    require(
        rules.objecting(
            card.now(actor),
            known=objected.key in FIGURE_NAMES,
            open_already=waiting,
            reason=objected.reason,
            today=clock.today(),
        )
    )
    made = AppraisalObjection.objects.create(
        sheet=row,
        key=objected.key,
        reason=objected.reason.strip(),
        made_by_id=actor.officer,
        made_at=clock.now(),
    )
    payload = {"objection": made.pk, "figure": objected.key}
    others = [one for one in holders(Role.PARTY_OFFICE) if one != actor.staff_id]
    send_many(_told(row, "appraisal_objected", others, card.period))
    return _kept(row, "appraisal_objected", payload, actor, cites)


@act("answer_appraisal_objection", "11-03", "11-03-6")
def answer_appraisal_objection(
    *, objection_id: int, answer: Answer, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """The party office answers: a correction line, never a silent change, or declined; always with a reason.

    Returns the sheet's id.
    """
    sheet_id = AppraisalObjection.objects.values_list("sheet_id", flat=True).get(pk=objection_id)
    row, card = _locked(sheet_id, None, actor)
    permit(actor, "answer_appraisal", card.relation)
    made = AppraisalObjection.objects.select_for_update().get(pk=objection_id)
    count = card.counts.get(made.key, 0)
    require(
        rules.answering(
            answer,
            sheet_state=card.state,
            answered=made.accepted is not None,
            by_concerned=made.made_by_id in actor.staff_ids or card.concerns(actor),
            count=count,
        )
    )
    made.accepted, made.answer = answer.accepted, answer.reason.strip()
    made.change = answer.count - count if answer.accepted and answer.count is not None else None
    made.answered_by_id, made.answered_at = actor.officer, clock.now()
    made.save()
    payload = {"objection": made.pk, "figure": made.key, "accepted": answer.accepted, "change": made.change}
    send_many(_told(row, "appraisal_answered", [made.made_by_id], card.period))
    return _kept(row, "appraisal_objection_answered", payload, actor, cites)


@act("close_appraisal", "11-03")
def close_appraisal(*, sheet_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The sheet is final: from now on it never changes. Returns the sheet's id."""
    row, card = _locked(sheet_id, version, actor)
    permit(actor, "close_appraisal", card.relation)
    require(queries.closable(card, actor))
    return _closed(row, card, actor, cites)


@act("close_appraisals", "11-03", many=True)
def close_appraisals(*, section_id: int, period: Period, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Close every sheet of a section that may be closed now, by one press of a named person. Returns how many."""
    permit(actor, "close_appraisal", Relation(section_id))
    ready = [card.id for card in queries.sheets_in(section_id, period) if queries.closable(card, actor)]
    if not ready:
        raise Refused(Reason(gettext_noop("现在没有可以结束的考核表。"), (rules.ARTICLE,)))
    for sheet_id in ready:
        row, card = _locked(sheet_id, None, actor)
        require(queries.closable(card, actor))
        _closed(row, card, actor, cites)
    return len(ready)


def _closed(row: AppraisalSheet, card: SheetCard, actor: Actor, cites: tuple[Citation, ...]) -> int:
    row.state, row.closed_by_id, row.closed_at = SheetState.CLOSED, actor.officer, clock.now()
    payload = {"figures": dict(sorted(card.counts.items()))}
    return _kept(row, "appraisal_closed", payload, actor, cites)


def _locked(sheet_id: int, version: int | None, actor: Actor) -> tuple[AppraisalSheet, SheetCard]:
    """The sheet, held for this act. Raises `NotPermitted` for who may not know of it, `Stale` when it moved on."""
    row = AppraisalSheet.objects.select_for_update().get(pk=sheet_id)
    card = queries.sheet(sheet_id)
    if not queries.sees(actor, card):
        raise NotPermitted(Reason(gettext_noop("您的岗位没有办理这一步的权限，请找本科室负责人。")))
    if version is not None and version != row.version:
        raise Stale(Reason(ELSEWHERE, (rules.ARTICLE,)))
    return row, card


def _kept(
    row: AppraisalSheet, name: str, payload: Mapping[str, object], actor: Actor, cites: tuple[Citation, ...]
) -> int:
    row.version += 1
    row.save()
    append([NewEntry(row.stream, name, cites, payload)], actor=actor)
    return row.pk


def _told(row: AppraisalSheet, key: str, to: Iterable[int], period: Period) -> list[Notice]:
    """In-app messages: that there is something, never what was objected to."""
    params = {"period": period.code}
    return [Notice(channel="inapp", to=one, template_key=key, params=params, stream=row.stream) for one in to]
