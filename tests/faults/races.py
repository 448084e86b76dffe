"""The races, with their one lawful outcome in each order."""

import datetime as dt
from collections.abc import Callable

from banshi.institutions.appointments.actions.booking import book, cancel_booking, move_booking
from banshi.institutions.appointments.actions.duties import displace_bookings
from banshi.institutions.appointments.models import Booking, Slot
from banshi.institutions.one_time_notice.actions.completing import check_materials, supply
from banshi.institutions.refusals.models import Refusal
from banshi.institutions.time_limits.actions.extensions import answer_extension, request_extension
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.documents.models import Delivery, Document
from banshi.kernel.documents.proof import Proof
from banshi.kernel.ledger.acts import CITIZEN, SYSTEM
from banshi.workflows.claiming import claim
from banshi.workflows.closure import Closing, close_hall
from banshi.workflows.completing import ask_supplement
from banshi.workflows.decision import Ruling, Serving, archive, decide, serve
from banshi.workflows.intake import accept, assign, receive_and_accept
from banshi.workflows.refusing import refuse_intake
from banshi.workflows.representation import withdraw
from tests.factories import cases
from tests.factories.bookings import open_hours, wanted
from tests.faults.interleavings import DONE, OLD, REFUSED, Outcome, Race, Step
from tests.people import Cast

Given = tuple[Step, Step, Callable[[], str]]
EARLY, LATE = dt.time(9), dt.time(9, 30)


class Races:
    """What each race begins with, in the bureau of `cast`."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.actor = cast, cast.actor
        self._phones = iter(range(10_000))
        # A day of its own for each race on a slot; from the fourth week on there are no bookings.
        self._days = iter(
            [dt.date(2026, 11, day) for day in (24, 25, 26, 27, 30)]
            + [dt.date(2026, 12, day) for day in (1, 2, 3, 4, 7, 8, 9, 10, 11)]
        )
        open_hours(self.actor("赵敏"), cast.sections["SHZZ"], places=1)

    def all(self) -> tuple[Race, ...]:
        """Every race; the order is of no importance."""
        return (
            Race(
                "a leader grants more time while the applicant withdraws",
                ("06-05-1", "07-03"),
                self.extension_and_withdrawal,
                (
                    Outcome((DONE, DONE), "withdrawn: extension_granted withdrawn"),
                    # Where nothing runs any more there is nothing to prolong.
                    Outcome((REFUSED, DONE), "withdrawn: withdrawn"),
                ),
            ),
            Race(
                "two leaders answer one request for more time",
                ("06-05-1",),
                self.two_answers,
                (
                    Outcome((DONE, REFUSED), "review: extension_granted"),
                    Outcome((REFUSED, DONE), "review: extension_declined"),
                ),
            ),
            Race(
                "two clerks accept one application",
                ("06-03-2",),
                self.two_acceptances,
                (Outcome((DONE, OLD), "accepted by 王芳"), Outcome((OLD, DONE), "accepted by 孙丽")),
            ),
            Race(
                "a handler claims a case while the head assigns it",
                ("07-03", "12-04"),
                self.claim_and_assignment,
                (Outcome((DONE, DONE), "claimed assigned"), Outcome((REFUSED, DONE), "assigned")),
            ),
            Race(
                "granted by one, refused by another",
                ("06-06", "01-05"),
                self.grant_and_refusal,
                (
                    Outcome((DONE, REFUSED), "granted, 0 refusals"),
                    Outcome((REFUSED, DONE), "refused, 1 refusals"),
                ),
            ),
            Race(
                "decided while the applicant withdraws",
                ("06-06", "07-03"),
                self.decision_and_withdrawal,
                (Outcome((DONE, REFUSED), "granted, W19"), Outcome((REFUSED, DONE), "withdrawn, no W19")),
            ),
            Race(
                "accepted while the applicant withdraws",
                ("06-03-2", "07-03"),
                self.acceptance_and_withdrawal,
                (Outcome((DONE, DONE), "withdrawn, W05"), Outcome((REFUSED, DONE), "withdrawn, no W05")),
            ),
            Race(
                "the missing paper comes while the application is refused for it",
                ("06-03-2", "01-05"),
                self.paper_and_refusal,
                (
                    Outcome((DONE, DONE), "not_accepted: supplement_supplied intake_refused"),
                    Outcome((REFUSED, DONE), "not_accepted: intake_refused"),
                ),
            ),
            Race(
                "papers are checked by one clerk while another accepts",
                ("06-03-2",),
                self.check_and_acceptance,
                (Outcome((DONE, OLD), "received"), Outcome((OLD, DONE), "review")),
            ),
            Race(
                "the same paper is handed over twice",
                ("06-08",),
                self.two_servings,
                (Outcome((DONE, OLD), "1 deliveries"), Outcome((OLD, DONE), "1 deliveries")),
            ),
            Race(
                "one case is archived twice",
                ("06-08",),
                self.two_archivings,
                (won_as("archived once"), won_as("archived once", second=True)),
            ),
            Race(
                "assigned by the head while the handler decides",
                ("07-03", "06-06"),
                self.assignment_and_decision,
                (Outcome((DONE, OLD), "review"), Outcome((OLD, DONE), "granted")),
            ),
            Race(
                "two want the last place",
                ("03-04", "03-07"),
                self.two_bookings,
                (won_as("1 of 1 taken"), won_as("1 of 1 taken", second=True)),
            ),
            Race(
                "a place is given back while somebody asks for it",
                ("03-07",),
                self.cancellation_and_booking,
                # Whoever comes after the cancellation has the place; whoever came before it is told it is full.
                (Outcome((DONE, DONE), "1 of 1 taken"), Outcome((DONE, REFUSED), "0 of 1 taken")),
                unwaited=(Outcome((DONE, REFUSED), "0 of 1 taken"),),
            ),
            Race(
                "two change their times for each other's place",
                ("03-07",),
                self.two_moves,
                (
                    Outcome((REFUSED, REFUSED), "1 of 1, 1 of 1"),
                    Outcome((REFUSED, REFUSED), "1 of 1, 1 of 1"),
                ),
            ),
            Race(
                "one booking is cancelled by one and moved by another",
                ("03-07",),
                self.cancellation_and_move,
                (
                    Outcome((DONE, REFUSED), "cancelled, 0 places held"),
                    Outcome((DONE, DONE), "cancelled, 0 places held"),
                ),
            ),
            Race(
                "the hall is closed for the day while somebody books it",
                ("03-04", "03-07"),
                self.closing_and_booking,
                # A booking that was there is displaced by the tick; one that comes after is told why not.
                (Outcome((DONE, REFUSED), "no booking"), Outcome((DONE, DONE), "displaced")),
                unwaited=(Outcome((DONE, DONE), "displaced"),),
            ),
        )

    def accepted(self) -> int:
        """An accepted case of 李强's section."""
        given = cases.application()
        return receive_and_accept(application=given, actor=self.actor("王芳"))

    def extension_and_withdrawal(self) -> Given:
        """李强 has asked for five days more; 陈局 grants them, the applicant takes all back."""
        case_id, extension = self._extension()
        return (
            self._answer(extension, granted=True),
            lambda: withdraw(case_id=case_id, version=None, channel="counter", actor=self.actor("王芳")),
            lambda: f"{card(case_id).state}: {facts(case_id, after='extension_requested')}",
        )

    def two_answers(self) -> Given:
        """Yes and no."""
        case_id, extension = self._extension()
        return (
            self._answer(extension, granted=True),
            self._answer(extension, granted=False),
            lambda: f"{card(case_id).state}: {facts(case_id, after='extension_requested')}",
        )

    def two_acceptances(self) -> Given:
        """Both saw the same page."""
        case_id = cases.received_case(self.actor("王芳"))
        seen = card(case_id).version
        names = {self.actor(name).ref: name for name in ("王芳", "孙丽")}
        return (
            lambda: accept(case_id=case_id, version=seen, actor=self.actor("王芳")),
            lambda: accept(case_id=case_id, version=seen, actor=self.actor("孙丽")),
            lambda: f"accepted by {names[timeline(case_id)[-1].actor]}",
        )

    def claim_and_assignment(self) -> Given:
        """A case that nobody has."""
        case_id, handler = cases.received_case(self.actor("王芳")), self.cast.staff_id("李强")
        return (
            lambda: claim(case_id=case_id, version=None, actor=self.actor("李强")),
            lambda: assign(case_id=case_id, version=None, handler_id=handler, actor=self.actor("赵敏")),
            lambda: facts(case_id, after="received"),
        )

    def grant_and_refusal(self) -> Given:
        """The handler grants, the head refuses."""
        case_id, no = self.accepted(), Ruling(False, cases.grounds())
        return (
            lambda: decide(case_id=case_id, version=None, ruling=Ruling(True), actor=self.actor("李强")),
            lambda: decide(case_id=case_id, version=None, ruling=no, actor=self.actor("赵敏")),
            lambda: f"{card(case_id).state}, {Refusal.objects.filter(case=case_id).count()} refusals",
        )

    def decision_and_withdrawal(self) -> Given:
        """Granted or taken back."""
        case_id = self.accepted()
        return (
            lambda: decide(case_id=case_id, version=None, ruling=Ruling(True), actor=self.actor("李强")),
            lambda: withdraw(case_id=case_id, version=None, channel="counter", actor=self.actor("王芳")),
            lambda: f"{card(case_id).state}, {'W19' if paper(case_id, 'W19') else 'no W19'}",
        )

    def acceptance_and_withdrawal(self) -> Given:
        """Accepted first, it can still be taken back; taken back first, there is nothing to accept."""
        case_id = cases.received_case(self.actor("王芳"))
        return (
            lambda: accept(case_id=case_id, version=None, actor=self.actor("孙丽")),
            lambda: withdraw(case_id=case_id, version=None, channel="counter", actor=self.actor("王芳")),
            lambda: f"{card(case_id).state}, {'W05' if paper(case_id, 'W05') else 'no W05'}",
        )

    def paper_and_refusal(self) -> Given:
        """It was asked for; it comes in the moment in which 李强 refuses on another ground."""
        case_id = cases.received_case(self.actor("王芳"), missing=(7,))
        ask_supplement(case_id=case_id, version=None, until=dt.date(2026, 12, 7), actor=self.actor("王芳"))
        why = cases.grounds()
        return (
            lambda: supply(
                case_id=case_id, version=None, materials=(7,), channel="counter", actor=self.actor("王芳")
            ),
            lambda: refuse_intake(case_id=case_id, version=None, grounds=why, actor=self.actor("李强")),
            lambda: f"{card(case_id).state}: {facts(case_id, after='supplement_asked')}",
        )

    def check_and_acceptance(self) -> Given:
        """One finds a fault in a paper, the other thinks that all is well; both saw the same page."""
        case_id = cases.received_case(self.actor("王芳"))
        seen = card(case_id).version
        return (
            lambda: check_materials(
                case_id=case_id, version=seen, present=(), wrong={1: "没有签名"}, actor=self.actor("王芳")
            ),
            lambda: accept(case_id=case_id, version=seen, actor=self.actor("孙丽")),
            lambda: str(card(case_id).state),
        )

    def two_servings(self) -> Given:
        """Two windows, one applicant."""
        case_id, document = self._decided()
        seen = card(case_id).version
        serving = Serving(document, "in_person", None, Proof(signed_by_masked="张*"))

        def hand_over(name: str) -> Step:
            return lambda: serve(case_id=case_id, version=seen, serving=serving, actor=self.actor(name))

        return (
            hand_over("王芳"),
            hand_over("孙丽"),
            lambda: f"{Delivery.objects.filter(document=document).count()} deliveries",
        )

    def two_archivings(self) -> Given:
        """One volume."""
        case_id, document = self._decided()
        serving = Serving(document, "in_person", None, Proof(signed_by_masked="张*"))
        serve(case_id=case_id, version=None, serving=serving, actor=self.actor("王芳"))
        return (
            lambda: archive(case_id=case_id, version=None, actor=self.actor("李强")),
            lambda: archive(case_id=case_id, version=None, actor=self.actor("赵敏")),
            lambda: "archived once" if facts(case_id).split().count("archived") == 1 else facts(case_id),
        )

    def assignment_and_decision(self) -> Given:
        """Both saw the same page."""
        case_id = self.accepted()
        seen, handler = card(case_id).version, self.cast.staff_id("李强")
        return (
            lambda: assign(case_id=case_id, version=seen, handler_id=handler, actor=self.actor("赵敏")),
            lambda: decide(case_id=case_id, version=seen, ruling=Ruling(True), actor=self.actor("李强")),
            lambda: str(card(case_id).state),
        )

    def two_bookings(self) -> Given:
        """One place."""
        day = next(self._days)
        return self._booking(day, EARLY), self._booking(day, EARLY), lambda: places(day, EARLY)

    def cancellation_and_booking(self) -> Given:
        """The only place."""
        day = next(self._days)
        held = self._booking(day, EARLY)()
        return self._cancel(held), self._booking(day, EARLY), lambda: places(day, EARLY)

    def two_moves(self) -> Given:
        """Two who want to swap cannot: neither place is free before the other one has left it."""
        day = next(self._days)
        early, late = self._booking(day, EARLY)(), self._booking(day, LATE)()
        stands = lambda: f"{places(day, EARLY)[:6]}, {places(day, LATE)[:6]}"  # noqa: E731
        return self._move(early, day, LATE), self._move(late, day, EARLY), stands

    def cancellation_and_move(self) -> Given:
        """One booking, two people at two telephones."""
        day = next(self._days)
        held = self._booking(day, EARLY)()
        slots = Slot.objects.filter(day=day)

        def stands() -> str:
            return (
                f"{Booking.objects.get(pk=held).state}, {sum(slot.taken for slot in slots.all())} places held"
            )

        return self._cancel(held), self._move(held, day, LATE), stands

    def closing_and_booking(self) -> Given:
        """The office learns of a cut of power that day."""
        from_then = next(self._days)
        closing = Closing(from_then, from_then, "停电检修")

        def stands() -> str:
            displace_bookings(limit=100, actor=SYSTEM)
            found = Booking.objects.filter(day=from_then).values_list("state", flat=True)
            return " ".join(found) or "no booking"

        return (
            lambda: close_hall(closing=closing, actor=self.actor("沈远")),
            self._booking(from_then, EARLY),
            stands,
        )

    def _extension(self) -> tuple[int, int]:
        case_id = self.accepted()
        asked = request_extension(
            case_id=case_id, version=None, days=5, reason="需要向外省核实", actor=self.actor("李强")
        )
        return case_id, asked

    def _answer(self, extension: int, *, granted: bool) -> Step:
        return lambda: answer_extension(
            extension_id=extension, version=None, granted=granted, opinion="阅", actor=self.actor("陈局")
        )

    def _decided(self) -> tuple[int, int]:
        case_id = self.accepted()
        return case_id, decide(case_id=case_id, version=None, ruling=Ruling(True), actor=self.actor("李强"))

    def _booking(self, day: dt.date, start: dt.time) -> Callable[[], int]:
        asked = wanted(phone=f"139{next(self._phones):08d}")
        return lambda: book(wanted=asked, day=day, start=start, actor=CITIZEN)

    def _cancel(self, booking: int) -> Step:
        return lambda: cancel_booking(booking_id=booking, version=None, actor=CITIZEN)

    def _move(self, booking: int, day: dt.date, start: dt.time) -> Step:
        return lambda: move_booking(booking_id=booking, version=None, day=day, start=start, actor=CITIZEN)


def won_as(stands: str, *, second: bool = False) -> Outcome:
    """The one ahead has it, the other is told."""
    return Outcome((REFUSED, DONE) if second else (DONE, REFUSED), stands)


def facts(case_id: int, after: str = "") -> str:
    """What happened to a case, after the last fact of a kind."""
    kinds = [event.fact.kind for event in timeline(case_id)]
    return " ".join(kinds[kinds.index(after) + 1 :] if after else kinds)


def paper(case_id: int, kind: str) -> bool:
    """Whether such a paper was issued."""
    return Document.objects.filter(stream=f"case:{case_id}", kind=kind).exists()


def places(day: dt.date, start: dt.time) -> str:
    """How full a slot is."""
    slot = Slot.objects.get(day=day, start=start)
    return f"{slot.taken} of {slot.places} taken"
