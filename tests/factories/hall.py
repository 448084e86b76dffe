"""The hall of the tests: furnished like the sample one, with short words for what happens in it."""

from dataclasses import dataclass, field

from banshi.config.demo.hall import furnish_hall
from banshi.kernel.hall import queries
from banshi.kernel.hall.actions import Arrival
from banshi.kernel.hall.models import Counter, Queue, Visit
from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.workflows import hall as acts


@dataclass
class Hall:
    """The hall: `take("A")` takes a number at the kiosk, `sit("王芳", "1")` opens a window."""

    people: object
    seats: dict[str, int] = field(default_factory=dict)

    def queue(self, letter: str) -> int:
        """The id of a queue."""
        return Queue.objects.get(letter=letter).pk

    def counter(self, code: str) -> int:
        """The id of a counter."""
        return Counter.objects.get(code=code).pk

    def take(self, letter: str = "A", *, actor: Actor = CITIZEN, **more: object) -> int:
        """Somebody takes a number; returns the visit id."""
        arrival = Arrival(self.queue(letter), **more)
        return acts.take_number(arrival=arrival, actor=actor)

    def sit(self, name: str, code: str) -> int:
        """A colleague sits down at a counter; returns its id."""
        self.seats[name] = acts.open_counter(counter_id=self.counter(code), actor=self.people.actor(name))
        return self.seats[name]

    def call(self, name: str) -> str:
        """A seated colleague calls the next number; returns the ticket."""
        visit_id = acts.call_next(counter_id=self.seats[name], actor=self.people.actor(name))
        return self.ticket(visit_id)

    def now_at(self, name: str) -> int:
        """The visit at a colleague's counter."""
        return queries.visit_at(self.seats[name]).id

    def do(self, act: object, name: str, **more: object) -> int:
        """A colleague does something with the visit at their counter."""
        return act(visit_id=self.now_at(name), actor=self.people.actor(name), **more)

    def serve(self, name: str) -> str:
        """Call the next and serve them to the end; returns the ticket."""
        ticket = self.call(name)
        self.do(acts.start_serving, name)
        self.do(acts.finish_visit, name)
        return ticket

    def ticket(self, visit_id: int) -> str:
        """The number of a visit."""
        return Visit.objects.get(pk=visit_id).ticket

    def state(self, visit_id: int) -> str:
        """Where a visit stands."""
        return Visit.objects.get(pk=visit_id).state


def open_hall(people: object) -> Hall:
    """The furnished hall of the test bureau."""
    if not Queue.objects.exists():
        furnish_hall()
    return Hall(people)
