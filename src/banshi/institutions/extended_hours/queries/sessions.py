"""Reading the closing list, the sessions, and the figures of a month."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from banshi.institutions.extended_hours.models import ClosingLine, Session, Stay, Work
from banshi.institutions.extended_hours.rules import finishable, work_of
from banshi.kernel.cases.life import OPEN, State
from banshi.kernel.cases.models import Case, CaseMaterial, MaterialStatus
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.queries import item_called
from banshi.kernel.catalogue.schema import IMMEDIATE, WORKING_DAY, ItemSpec
from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.life import VisitState
from banshi.kernel.hall.models import Visit
from banshi.kernel.hall.queries import VisitCard
from banshi.kernel.organisation.hours import close_of
from banshi.kernel.regulations.registry import parameter
from banshi.lib import clock
from banshi.lib.clock import BEIJING


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the closing list; `section_id` None is the consultation desk. Undecided: `decision` is empty."""

    section_id: int | None
    visit: VisitCard | None
    case_id: int | None
    case_number: str
    item_name: str
    work: str
    decision: str = ""
    reason: str = ""
    successor: str = ""

    @property
    def work_name(self) -> str:
        """The kind of work in words."""
        return str(Work(self.work).label)

    @property
    def key(self) -> str:
        """What a form names the line by."""
        return f"visit-{self.visit.id}" if self.visit else f"case-{self.case_id}"


@dataclass(frozen=True, slots=True)
class StayCard:
    """A colleague in a session."""

    staff_id: int
    name: str
    since: dt.datetime
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session as pages show it."""

    id: int
    day: dt.date
    section_id: int
    section: str
    opened_at: dt.datetime
    latest: dt.datetime
    until: dt.datetime
    late_reason: str
    allowed_by: str
    in_order: tuple[str, ...]
    faults: str
    closed_at: dt.datetime | None
    forgotten: bool
    served: int
    document_id: int | None
    stays: tuple[StayCard, ...] = ()

    @property
    def minutes(self) -> int:
        """Whole minutes from the beginning to the end, or to now."""
        end = self.closed_at or min(clock.now(), self.until)
        return int((end - self.opened_at).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class SectionMonth:
    """The figures of a section in a month."""

    section: str
    sessions: int
    served: int
    minutes: int
    late: int
    forgotten: int


@dataclass(frozen=True, slots=True)
class StaffMonth:
    """The overtime of a colleague in a month."""

    name: str
    section: str
    sessions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class MonthReport:
    """All figures of a month (02-04, 02-05)."""

    first: dt.date
    sections: tuple[SectionMonth, ...]
    staff: tuple[StaffMonth, ...]
    sessions: tuple[SessionCard, ...]


def close_today() -> dt.datetime:
    """The close of today's office hours."""
    return close_of(clock.today())


def latest_on(day: dt.date) -> dt.datetime:
    """The hour past which a session needs a head's reason (02-05)."""
    hour = dt.time.fromisoformat(parameter("02-05", "latest_time", day))
    return dt.datetime.combine(day, hour, BEIJING)


def closing_list(section_ids: Collection[int] | None = None) -> list[Line]:
    """Who is still here, and which cases of today could be finished shortly (02-04); None: of all sections.

    The consultation desk's visitors are on everybody's list.
    """
    today = clock.today()
    decided = {_key(row): row for row in _decided(today)}
    lines = [*_visit_lines(today, decided), *_case_lines(today, decided)]
    return [line for line in lines if section_ids is None or line.section_id in {*section_ids, None}]


def case_is_due(case: Case) -> bool:
    """Whether a case belongs on today's closing list."""
    specs = {case.item_version_id: catalogue.spec(case.item_version_id)}
    return bool(_finishable([case], specs, _incomplete([case.pk])))


def session(session_id: int) -> SessionCard | None:
    """One session with its staff."""
    row = _sessions().filter(pk=session_id).order_by("id").first()
    return _card(row) if row else None


def sessions_of(day: dt.date) -> list[SessionCard]:
    """The sessions of a day, the newest first."""
    return [_card(row) for row in _sessions().filter(day=day).order_by("-id")]


def stays_until(staff_id: int) -> dt.datetime | None:
    """The end of the running session this colleague stays in; None without one."""
    rows = Stay.objects.filter(staff_id=staff_id, until=None, session__closed_at=None)
    until = rows.order_by("id").values_list("session__until", flat=True).first()
    return until.astimezone(BEIJING) if until else None


def served_in(row: Session, until: dt.datetime) -> QuerySet[Visit]:
    """The visits that staff of a session brought to their end while they stayed."""
    visits = Visit.objects.filter(
        state=VisitState.SERVED, day=row.day, ended_at__gte=row.opened_at, ended_at__lte=until
    )
    return visits.filter(staff_id__in=row.stays.order_by("id").values("staff_id")).order_by("id")


def month(first: dt.date) -> MonthReport:
    """The figures of the month that begins with `first`."""
    following = (first + dt.timedelta(days=32)).replace(day=1)
    rows = _sessions().filter(day__gte=first, day__lt=following, closed_at__isnull=False)
    cards = [_card(row) for row in rows.order_by("day", "id")]
    return MonthReport(first, _by_section(cards), _by_staff(cards), tuple(cards))


def _key(row: ClosingLine) -> str:
    return f"visit-{row.visit_id}" if row.visit_id else f"case-{row.case_id}"


def _decided(day: dt.date) -> Iterable[ClosingLine]:
    rows = ClosingLine.objects.select_related("successor", "case", "visit__queue")
    return rows.filter(day=day).order_by("id")


def _visit_lines(day: dt.date, decided: dict[str, ClosingLine]) -> Iterable[Line]:
    gone = [row.visit for row in decided.values() if row.visit is not None]
    cards = {visit.pk: hall.card_of(visit) for visit in gone} | {card.id: card for card in hall.present(day)}
    for card in sorted(cards.values(), key=lambda one: one.id):
        yield _line(decided.get(f"visit-{card.id}"), card.section_id, visit=card)


def _case_lines(day: dt.date, decided: dict[str, ClosingLine]) -> Iterable[Line]:
    start = dt.datetime.combine(day, dt.time(0), BEIJING)
    rows = Case.objects.filter(state__in=sorted(OPEN), received_at__gte=start, received_at__lt=close_of(day))
    cases = list(rows.order_by("id"))
    specs = {each: catalogue.spec(each) for each in {case.item_version_id for case in cases}}
    due = {case.pk: case for case in _finishable(cases, specs, _incomplete([case.pk for case in cases]))}
    due |= {row.case.pk: row.case for row in decided.values() if row.case is not None}
    for case in sorted(due.values(), key=lambda one: one.pk):
        yield _line(decided.get(f"case-{case.pk}"), case.section_id, case=case)


def _line(
    row: ClosingLine | None,
    section_id: int | None,
    *,
    visit: VisitCard | None = None,
    case: Case | None = None,
) -> Line:
    return Line(
        section_id,
        visit,
        case.pk if case else None,
        case.number if case else "",
        item_called(case.item_version_id, case.item_name) if case else "",
        row.work if row else _work(section_id, case),
        row.decision if row else "",
        row.reason if row else "",
        row.successor.called if row and row.successor else "",
    )


def _work(section_id: int | None, case: Case | None) -> str:
    accepted = case.state == State.REVIEW if case else None
    return work_of(accepted=accepted, section=section_id is not None)


def _incomplete(case_ids: Collection[int]) -> set[int]:
    rows = CaseMaterial.objects.filter(case_id__in=case_ids).exclude(status=MaterialStatus.PRESENT)
    return set(rows.order_by("case_id").values_list("case_id", flat=True))


def _finishable(cases: Iterable[Case], specs: dict[int, ItemSpec], incomplete: set[int]) -> list[Case]:
    close = close_today()
    short = int(parameter("02-04", "short_promise_working_days", close.date()))
    return [
        case
        for case in cases
        if finishable(
            received_at=case.received_at.astimezone(BEIJING),
            close=close,
            open_=case.state in {State.RECEIVED, State.REVIEW},
            complete=case.pk not in incomplete,
            accepted=case.state == State.REVIEW,
            promise_days=_promise(specs[case.item_version_id]),
            short_days=short,
        )
    ]


def _promise(spec: ItemSpec) -> int | None:
    limit = spec.promised_limit
    if limit.unit == IMMEDIATE:
        return 0
    return limit.value if limit.unit == WORKING_DAY else None


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related("section", "allowed_by").prefetch_related("stays__staff")


def _card(row: Session) -> SessionCard:
    return SessionCard(
        row.pk,
        row.day,
        row.section_id,
        row.section.called,
        row.opened_at,
        row.latest,
        row.until,
        row.late_reason,
        row.allowed_by.called if row.allowed_by else "",
        tuple(row.in_order),
        row.faults,
        row.closed_at,
        row.forgotten,
        row.served,
        row.document_id,
        tuple(StayCard(s.staff_id, s.staff.called, s.since, s.until) for s in row.stays.all()),
    )


def _by_section(cards: Iterable[SessionCard]) -> tuple[SectionMonth, ...]:
    found: dict[str, list[SessionCard]] = {}
    for card in cards:
        found.setdefault(card.section, []).append(card)
    return tuple(
        SectionMonth(
            section,
            len(own),
            sum(card.served for card in own),
            sum(card.minutes for card in own),
            sum(bool(card.late_reason) for card in own),
            sum(card.forgotten for card in own),
        )
        for section, own in sorted(found.items())
    )


def _by_staff(cards: Iterable[SessionCard]) -> tuple[StaffMonth, ...]:
    minutes: dict[tuple[int, str, str], int] = {}
    sessions: dict[tuple[int, str, str], set[int]] = {}
    for card in cards:
        for stay in card.stays:
            who = (stay.staff_id, stay.name, card.section)
            end = stay.until or card.closed_at or card.until
            minutes[who] = minutes.get(who, 0) + int((end - stay.since).total_seconds()) // 60
            sessions.setdefault(who, set()).add(card.id)
    return tuple(
        StaffMonth(name, section, len(sessions[staff_id, name, section]), total)
        for (staff_id, name, section), total in sorted(minutes.items())
    )
