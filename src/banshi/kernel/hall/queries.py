"""Reading the hall: who waits, what the board shows, how a visitor's own number stands."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from banshi.kernel.hall.life import AT_COUNTER, NAMES, PRESENT, VisitState
from banshi.kernel.hall.models import Call, Counter, How, Queue, Visit, VisitCase
from banshi.kernel.hall.order import Waiting, in_order
from banshi.kernel.workdays.queries import closures, table
from banshi.lib import clock

FRESH = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class QueueCard:
    """A queue as the kiosk and the counters show it."""

    id: int
    letter: str
    section_id: int | None
    name_zh: str
    name_en: str
    hint_zh: str
    hint_en: str
    open: bool

    def name(self, language: str) -> str:
        """The queue's name in the reader's language."""
        return self.name_en if language.startswith("en") else self.name_zh

    def hint(self, language: str) -> str:
        """What it is for, in the reader's language."""
        return self.hint_en if language.startswith("en") else self.hint_zh


@dataclass(frozen=True, slots=True)
class CounterCard:
    """A counter: who sits there and which queues it serves."""

    id: int
    code: str
    name_zh: str
    name_en: str
    staff_id: int | None
    since: dt.datetime | None
    queue_ids: tuple[int, ...]
    in_use: bool

    def name(self, language: str) -> str:
        """The counter's name in the reader's language."""
        return self.name_en if language.startswith("en") else self.name_zh


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit as staff see it: no name, no telephone."""

    id: int
    code: str
    day: dt.date
    ticket: str
    queue_id: int
    section_id: int | None
    how: str
    priority: bool
    state: VisitState
    arrived_at: dt.datetime
    turn_at: dt.datetime
    counter_id: int | None
    staff_id: int | None
    called_at: dt.datetime | None
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    first_contact_id: int | None
    language: str

    @property
    def appointed(self) -> bool:
        """Whether this visit was booked."""
        return self.how == How.APPOINTMENT

    @property
    def state_name(self) -> str:
        """The state in words (a message id)."""
        return NAMES[self.state]

    @property
    def as_waiting(self) -> Waiting:
        """What the order of calling asks about."""
        return Waiting(self.id, self.priority, self.appointed, self.turn_at)


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the board: a number and where to go. `call` tells two calls of one number apart.

    `awaited`: the counter still waits for this visitor; `fresh`: that, or called less than a minute ago.
    """

    call: int
    ticket: str
    counter_zh: str
    counter_en: str
    at: dt.datetime
    again: bool
    awaited: bool
    fresh: bool


def open_on(day: dt.date) -> bool:
    """Whether the hall is open on a day; a day beyond the calendar counts as open: somebody stands there."""
    known = table().get(day)
    return not closures(day, day) and (known is None or known.kind.works)


def queues() -> dict[int, QueueCard]:
    """All queues by id, in the order of their letters."""
    return {q.pk: queue_card(q) for q in Queue.objects.order_by("letter")}


def queue_of(section_id: int | None) -> QueueCard | None:
    """The queue of a section (None: the consultation desk); None when there is none."""
    rows = Queue.objects.order_by("letter")
    row = (rows.filter(section=None) if section_id is None else rows.filter(section_id=section_id)).first()
    return queue_card(row) if row else None


def counters() -> dict[int, CounterCard]:
    """All counters by id, in the order of the hall."""
    rows = Counter.objects.prefetch_related("queues").order_by("seq", "code")
    return {row.pk: counter_card(row) for row in rows}


def counter_of(staff_id: int) -> CounterCard | None:
    """The counter a staff member sits at now."""
    row = Counter.objects.prefetch_related("queues").filter(staff_id=staff_id).order_by("id").first()
    return counter_card(row) if row else None


def waiting(queue_ids: Collection[int], day: dt.date | None = None) -> list[Waiting]:
    """Who waits in these queues today, unordered by turn (see `order.in_order`)."""
    rows = _waiting_rows(day).filter(queue_id__in=list(queue_ids))
    return [card_of(row).as_waiting for row in rows]


def waiting_cards(day: dt.date | None = None) -> dict[int, list[VisitCard]]:
    """Queue id → who waits there, in the order of calling."""
    cards = {card.id: card for card in map(card_of, _waiting_rows(day))}
    lines: dict[int, list[VisitCard]] = {}
    for each in in_order((card.as_waiting for card in cards.values()), clock.now()):
        lines.setdefault(cards[each.id].queue_id, []).append(cards[each.id])
    return lines


def waiting_numbers(day: dt.date | None = None) -> Mapping[int, int]:
    """Queue id → how many wait there."""
    rows = _waiting_rows(day).order_by("queue_id").values_list("queue_id").annotate(n=Count("id"))
    return dict(rows)


def visit(visit_id: int) -> VisitCard:
    """One visit; raises `Visit.DoesNotExist`."""
    return card_of(Visit.objects.select_related("queue").get(pk=visit_id))


def visit_by_code(code: str) -> VisitCard | None:
    """The visit a ticket's code opens, if there is one."""
    row = Visit.objects.select_related("queue").filter(code=code.strip().upper()).order_by("id").first()
    return card_of(row) if row else None


def visit_at(counter_id: int) -> VisitCard | None:
    """Who is called to or served at a counter now."""
    rows = Visit.objects.select_related("queue").filter(counter_id=counter_id, state__in=sorted(AT_COUNTER))
    row = rows.order_by("id").first()
    return card_of(row) if row else None


def visit_with(staff_id: int) -> VisitCard | None:
    """Whom a staff member is serving now, wherever they sit."""
    counter = counter_of(staff_id)
    return visit_at(counter.id) if counter else None


def parked(queue_ids: Collection[int]) -> list[VisitCard]:
    """Who was asked to come back today, in the order of their turn."""
    rows = Visit.objects.select_related("queue").filter(
        day=clock.today(), state=VisitState.PARKED, queue_id__in=list(queue_ids)
    )
    return [card_of(row) for row in rows.order_by("turn_at", "id")]


def present(day: dt.date) -> list[VisitCard]:
    """Every visit of a day that has not ended: waiting, called, served, parked."""
    rows = Visit.objects.select_related("queue").filter(day=day, state__in=sorted(PRESENT))
    return [card_of(row) for row in rows.order_by("id")]


def left_behind(limit: int) -> list[Visit]:
    """Visits of earlier days that nobody ended, locked for the act that ends them."""
    rows = Visit.objects.select_for_update(skip_locked=True, of=("self",))
    return list(rows.filter(day__lt=clock.today(), state__in=sorted(PRESENT)).order_by("id")[:limit])


def before(card: VisitCard) -> int:
    """How many will be called before this waiting visit if nobody else comes."""
    line = in_order(waiting([card.queue_id]), clock.now())
    return next((place for place, each in enumerate(line) if each.id == card.id), 0)


def shown(limit: int) -> list[Shown]:
    """The newest calls of today for the board, the newest first, each number once."""
    start = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Call.objects.select_related("visit", "counter").filter(at__gte=start).order_by("-id")
    found: dict[int, Shown] = {}
    for row in rows[: limit * 4]:
        found.setdefault(row.visit_id, _shown(row))
    return list(found.values())[:limit]


def _shown(row: Call) -> Shown:
    awaited = row.visit.state == VisitState.CALLED and row.visit.counter_id == row.counter_id
    return Shown(
        row.pk,
        row.visit.ticket,
        row.counter.name_zh,
        row.counter.name_en,
        row.at,
        row.again,
        awaited=awaited,
        fresh=awaited or clock.now() - row.at < FRESH,
    )


def cases_of(visit_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Visit id → the ids of the cases taken in or spoken about during it."""
    found: dict[int, tuple[int, ...]] = {}
    rows = VisitCase.objects.filter(visit_id__in=list(visit_ids)).order_by("id")
    for visit_id, case_id in rows.values_list("visit_id", "case_id"):
        found[visit_id] = (*found.get(visit_id, ()), case_id)
    return found


def queue_card(row: Queue) -> QueueCard:
    """The card of a loaded queue."""
    return QueueCard(
        row.pk,
        row.letter,
        row.section_id,
        row.name_zh,
        row.name_en,
        row.hint_zh,
        row.hint_en,
        row.open,
    )


def counter_card(row: Counter) -> CounterCard:
    """The card of a loaded counter."""
    return CounterCard(
        row.pk,
        row.code,
        row.name_zh,
        row.name_en,
        row.staff_id,
        row.since,
        tuple(sorted(queue.pk for queue in row.queues.all())),
        row.in_use,
    )


def card_of(row: Visit) -> VisitCard:
    """The card of a loaded visit with its queue."""
    return VisitCard(
        row.pk,
        row.code,
        row.day,
        row.ticket,
        row.queue_id,
        row.queue.section_id,
        row.how,
        row.priority,
        VisitState(row.state),
        row.arrived_at,
        row.turn_at,
        row.counter_id,
        row.staff_id,
        row.called_at,
        row.started_at,
        row.ended_at,
        row.first_contact_id,
        row.language,
    )


def _waiting_rows(day: dt.date | None) -> QuerySet[Visit]:
    rows = Visit.objects.select_related("queue").filter(state=VisitState.WAITING, day=day or clock.today())
    return rows.order_by("id")
