"""A day in the hall, seeded: visitors come, windows call and serve, the last are served on after hours.

Every step is a real act at its moment; who moves the clock decides whether the day takes seconds or an hour.
"""

import datetime as dt
import heapq
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from banshi.config.demo.dice import Dice
from banshi.institutions.extended_hours.actions.closing import LineChoice
from banshi.institutions.extended_hours.actions.sessions import Opening, close_session, open_session
from banshi.institutions.extended_hours.queries import sessions as extended
from banshi.institutions.extended_hours.rules import EQUIPMENT
from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.actions import Arrival
from banshi.kernel.hall.models import Counter, Queue
from banshi.kernel.hall.queries import CounterCard
from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.kernel.organisation.hours import close_of
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows import hall as acts
from banshi.workflows.closing import decide_line

# The moment at which somebody wants to go on.
Story = Iterator[dt.datetime]
TakeIn = Callable[[Actor, int], int | None]
# How many of a hundred visitors come for what.
CROWD = "A" * 22 + "B" * 24 + "C" * 10 + "D" * 5 + "E" * 20 + "F" * 8 + "G" * 4 + "Z" * 7
LUNCH = (dt.time(12, 0), dt.time(13, 30))
# Minutes of the day between which people come: two quarters of them in the morning, one just before closing.
RUSHES = ((490, 630), (540, 700), (770, 1018), (945, 1018))
PLAN, LAST_LOOK = dt.time(16, 30), dt.time(17, 0, 20)
PRIORITY, ABSENT, ELSEWHERE, FETCHES, TAKES_IN, IMPATIENT = 12, 6, 5, 4, 25, 9


@dataclass
class Tally:
    """What came of the day."""

    came: int = 0
    served: int = 0
    after_hours: int = 0
    refused: list[str] = field(default_factory=list)


class Day:
    """The hall on the day the clock stands at. `seats`: counter code → who sits there."""

    def __init__(
        self,
        dice: Dice,
        day: dt.date,
        seats: Mapping[str, Actor],
        visitors: int,
        take_in: TakeIn | None = None,
    ) -> None:
        self.dice, self.day, self.visitors, self.take_in = dice, day, visitors, take_in
        self.tally = Tally()
        self._counters = dict(Counter.objects.order_by("code").values_list("code", "pk"))
        self._queues = {queue.letter: queue for queue in Queue.objects.order_by("letter")}
        self._seats = {self._counters[code]: actor for code, actor in seats.items()}
        self._sessions: dict[int, int] = {}
        self._working: set[int] = set(self._seats)
        self._heap: list[tuple[dt.datetime, int, Story]] = []
        self._told = 0

    def run(self, wait: Callable[[dt.datetime], object] = lambda moment: None) -> Tally:
        """Play the day to its end; `wait` is told each moment before what happens then."""
        self._begin(self._arrivals(), dt.time(8, 5))
        self._begin(self._closing(), PLAN)
        for counter_id in self._seats:
            self._begin(self._window(counter_id), dt.time(8, 57, self.dice.between(0, 59)))
        while self._heap:
            moment, order, story = heapq.heappop(self._heap)
            wait(moment)
            with clock.frozen(moment):
                following = next(story, None)
            if following is not None:
                heapq.heappush(self._heap, (max(moment, following), order, story))
        return self.tally

    def _begin(self, story: Story, at: dt.time | dt.datetime) -> None:
        moment = at if isinstance(at, dt.datetime) else self._at(at)
        self._told += 1
        heapq.heappush(self._heap, (moment, self._told, story))

    def _at(self, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(self.day, time, clock.BEIJING)

    def _soon(self, low: int, high: int) -> dt.datetime:
        """Some seconds from now."""
        return clock.now() + dt.timedelta(seconds=self.dice.between(low, high))

    def _arrivals(self) -> Story:
        """More people in the morning; the last just before closing."""
        served = {letter for card in hall.counters().values() for letter in self._letters(card)}
        crowd = [letter for letter in CROWD if letter in served]
        moments = sorted(self._arrival() for _ in range(self.visitors))
        for moment in moments:
            yield moment
            arrival = Arrival(self._queues[self.dice.pick(crowd)].pk, priority=self.dice.percent(PRIORITY))
            visit_id = acts.take_number(arrival=arrival, actor=CITIZEN)
            self.tally.came += 1
            if self.dice.percent(IMPATIENT):
                self._begin(self._goes_home(visit_id), self._soon(420, 2400))

    def _letters(self, card: CounterCard) -> Iterator[str]:
        if card.id in self._seats:
            yield from (letter for letter, queue in self._queues.items() if queue.pk in card.queue_ids)

    def _arrival(self) -> dt.datetime:
        first, last = self.dice.pick(RUSHES)
        minute = self.dice.between(first, last)
        return self._at(dt.time(minute // 60, minute % 60, self.dice.between(0, 59)))

    def _goes_home(self, visit_id: int) -> Story:
        """Waited long enough; unless it was called meanwhile."""
        if hall.visit(visit_id).state == "waiting":
            acts.leave(visit_id=visit_id, actor=CITIZEN)
        yield from ()

    def _comes_back(self, visit_id: int) -> Story:
        """Who was parked comes back, if the hall has not closed on them."""
        if hall.visit(visit_id).state == "parked":
            acts.resume_visit(visit_id=visit_id, actor=CITIZEN)
        yield from ()

    def _window(self, counter_id: int) -> Story:
        """A window's day: sit down, call, serve, lunch, go on, go home when nobody is left."""
        actor = self._seats[counter_id]
        acts.open_counter(counter_id=counter_id, actor=actor)
        while True:
            now = clock.now()
            if LUNCH[0] <= now.time() < LUNCH[1]:
                yield self._at(LUNCH[1]) + dt.timedelta(seconds=self.dice.between(0, 90))
                continue
            try:
                visit_id = acts.call_next(counter_id=counter_id, actor=actor)
            except Refused:
                if now > self._at(LAST_LOOK) and not self._anybody(counter_id):
                    break
                yield self._soon(15, 40)
                continue
            yield from self._meet(counter_id, actor, visit_id)
        self._leave_window(counter_id, actor)

    def _meet(self, counter_id: int, actor: Actor, visit_id: int) -> Story:
        if self.dice.percent(ABSENT):
            yield from self._misses(actor, visit_id)
            return
        yield self._soon(15, 60)
        acts.start_serving(visit_id=visit_id, actor=actor)
        if self.dice.percent(ELSEWHERE):
            yield self._soon(60, 180)
            self._pass_on(counter_id, actor, visit_id)
        elif self.dice.percent(FETCHES):
            yield self._soon(60, 240)
            acts.park_visit(visit_id=visit_id, actor=actor)
            self._begin(self._comes_back(visit_id), self._soon(600, 1800))
        else:
            yield self._soon(120, 600)
            self._maybe_takes_in(counter_id, actor, visit_id)
            yield self._soon(30, 240)
            acts.finish_visit(visit_id=visit_id, actor=actor)
            self.tally.served += 1
            self.tally.after_hours += clock.now() >= close_of(self.day)
        yield self._soon(5, 30)

    def _misses(self, actor: Actor, visit_id: int) -> Story:
        yield self._soon(40, 60)
        acts.recall(visit_id=visit_id, actor=actor)
        yield self._soon(40, 60)
        acts.park_visit(visit_id=visit_id, actor=actor)
        if self.dice.percent(70):
            self._begin(self._comes_back(visit_id), self._soon(240, 1200))

    def _pass_on(self, counter_id: int, actor: Actor, visit_id: int) -> None:
        here = hall.counters()[counter_id].queue_ids
        others = [
            queue.pk for queue in self._queues.values() if queue.pk not in here and self._served(queue.pk)
        ]
        if others:
            acts.pass_on(visit_id=visit_id, queue_id=self.dice.pick(others), actor=actor)
        else:
            acts.finish_visit(visit_id=visit_id, actor=actor)
            self.tally.served += 1

    def _served(self, queue_id: int) -> bool:
        cards = hall.counters()
        return any(queue_id in cards[counter_id].queue_ids for counter_id in self._working)

    def _maybe_takes_in(self, counter_id: int, actor: Actor, visit_id: int) -> None:
        section_id = hall.visit(visit_id).section_id
        if self.take_in is None or section_id is None or not self.dice.percent(TAKES_IN):
            return
        case_id = self.take_in(actor, section_id)
        if case_id is not None:
            acts.link_case(visit_id=visit_id, case_id=case_id, actor=actor)

    def _anybody(self, counter_id: int) -> bool:
        """Whether somebody may still come to this window."""
        queues = hall.counters()[counter_id].queue_ids
        return bool(hall.waiting(queues)) and clock.now() < extended.latest_on(self.day)

    def _closing(self) -> Story:
        """The closing list: before closing, and once more just after it; then sessions begin."""
        for last in (False, True):
            for line in extended.closing_list():
                if not line.decision:
                    self._decide(line)
            if not last:
                yield self._at(LAST_LOOK)
        self._serve_on()

    def _decide(self, line: extended.Line) -> None:
        visit_id, actor = line.visit.id if line.visit else None, next(iter(self._seats.values()))
        choice = LineChoice("serve_on", visit_id, line.case_id)
        if line.visit and line.visit.state == "waiting" and self.dice.percent(10):
            choice = LineChoice("appointment", visit_id, reason="要回家取户口簿", agreed=True)
        try:
            decide_line(choice=choice, actor=self._decider(line.section_id, actor))
        except Refused as refused:
            self.tally.refused.append(str(refused))

    def _decider(self, section_id: int | None, otherwise: Actor) -> Actor:
        clerks = [
            one for one in self._seats.values() if {"clerk", "approvals"} & {role for role, _ in one.posts}
        ]
        return clerks[0] if clerks else otherwise

    def _serve_on(self) -> None:
        """One session for each section whose windows still have people waiting; its staff stay together."""
        cards = hall.counters()
        by_section: dict[int, list[int]] = {}
        for counter_id in sorted(self._working):
            by_section.setdefault(self._home(cards[counter_id].queue_ids), []).append(counter_id)
        for section_id, counters in sorted(by_section.items()):
            self._open(section_id, counters)

    def _open(self, section_id: int, counters: list[int]) -> None:
        actors = [self._seats[counter_id] for counter_id in counters]
        staff = tuple(actor.officer for actor in actors)
        opening = Opening(section_id, staff, EQUIPMENT)
        session = open_session(opening=opening, actor=self._decider(section_id, actors[0]))
        self._sessions |= dict.fromkeys(counters, session)

    def _home(self, queue_ids: Collection[int]) -> int:
        """The section a window works for: that of its first queue, or the consultation desk's own."""
        for queue in self._queues.values():
            if queue.pk in queue_ids and queue.section_id is not None:
                return queue.section_id
        return next(
            section for actor in self._seats.values() for role, section in actor.posts if role == "guide"
        )

    def _leave_window(self, counter_id: int, actor: Actor) -> None:
        """Nobody is left: who was called in vain has lost the turn, the window closes, the last ends the session."""
        for card in hall.parked(hall.counters()[counter_id].queue_ids):
            acts.give_up_visit(visit_id=card.id, actor=actor)
        acts.close_counter(counter_id=counter_id, actor=actor)
        self._working.discard(counter_id)
        session = self._sessions.pop(counter_id, None)
        if session is not None and session not in self._sessions.values():
            close_session(session_id=session, actor=actor)
