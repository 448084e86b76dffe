"""Whose appointments a colleague sees: all sections, or those of their posts."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from banshi.institutions.appointments.models import Booking
from banshi.institutions.appointments.queries import bookings
from banshi.institutions.appointments.queries.bookings import BookingCard
from banshi.institutions.appointments.queries.services import giving_sections
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import ANY, TABLE, may
from banshi.kernel.organisation.queries import SectionCard


def reach(actor: Actor, act: str = "see_bookings") -> frozenset[int] | None:
    """The sections in which the actor may do `act`; None for all."""
    row = TABLE[act]
    if any(row.get(role) == ANY for role, _ in actor.posts):
        return None
    return frozenset(section for role, section in actor.posts if role in row)


def sections_of(request: HttpRequest, act: str = "see_bookings") -> list[SectionCard]:
    """The sections with bookable hours that the reader may act in."""
    return giving_sections(reach(actor_of(request), act))


def chosen(request: HttpRequest, own: Sequence[SectionCard]) -> SectionCard | None:
    """The section the address asks for, else one's own first; None when there is none."""
    asked = request.GET.get("section", "")
    mine = {section for _role, section in actor_of(request).posts}
    first = next((one for one in own if one.id in mine), own[0] if own else None)
    return next((one for one in own if one.code == asked), first)


def visible(request: HttpRequest, booking_id: int, act: str = "see_bookings") -> BookingCard:
    """The booking, if the reader may do `act` with it; raises Http404."""
    return visible_to(actor_of(request), booking_id, act)


def visible_to(actor: Actor, booking_id: int, act: str = "see_bookings") -> BookingCard:
    """The booking, if the actor may do `act` with it; raises Http404."""
    try:
        card = bookings.card(booking_id)
    except Booking.DoesNotExist:
        raise Http404 from None
    if not may(actor, act, card.relation):
        raise Http404
    return card


def to_booking(card: BookingCard) -> HttpResponse:
    """Back to the booking's page."""
    return redirect("workbench:booking", card.id)
