"""What of this room has a date: enquiries not answered, hand-overs that wait to be taken over (05-02, 05-04-1)."""

from django.db.models import QuerySet

from banshi.institutions.first_contact.models import Channel, Contact, HandOver
from banshi.kernel.clocks import shades
from banshi.kernel.clocks.shades import Shades
from banshi.kernel.organisation.dated import (
    WITHIN,
    Dated,
    DatedKind,
    DatedLine,
    Reader,
    Source,
    Wanted,
)
from banshi.lib import clock
from banshi.lib.results import gettext_noop

CONTACTS = DatedKind("contacts", gettext_noop("没有答复的咨询"), ("05-02",))
HAND_OVERS = DatedKind("hand_overs", gettext_noop("等同事接手的咨询"), ("05-04-1",), WITHIN)


def counts(reader: Reader) -> list[Dated]:
    """The numbers of the reader's sections: two queries."""
    own = shades.within(_open(), reader, "section_id")
    found = shades.counted(CONTACTS.name, own, _of_contact(), section="section_id")
    offered = shades.within(_offered(), reader, "contact__section_id")
    return found + shades.counted(HAND_OVERS.name, offered, _of_offer(), section="contact__section_id")


def lines(wanted: Wanted) -> list[DatedLine]:
    """The enquiries behind a number, due first: one query. What was asked stays sealed."""
    if wanted.kind == HAND_OVERS.name:
        offers = shades.chosen(_offered(), _of_offer(), wanted, section="contact__section_id")
        found = shades.page(shades.shaded(offers, _of_offer()), wanted, "returns_at", "id")
        return [_line(row.contact, row.giver_id, row.shade) for row in found]
    rows = shades.chosen(_open(), _of_contact(), wanted, section="section_id")
    shown = shades.page(shades.shaded(rows, _of_contact()), wanted, "due_at", "id")
    return [_line(row, row.officer_id, row.shade) for row in shown]


def _line(row: Contact, handler: int, lamp: str) -> DatedLine:
    due = row.due_at.astimezone(clock.BEIJING).date() if row.due_at else None
    channel = str(Channel(row.channel).label)
    return DatedLine(f"contact:{row.pk}", row.number, channel, row.section_id, handler, due, lamp)


def _open() -> QuerySet[Contact]:
    return Contact.objects.filter(answered_at=None).defer("about", "phone", "answer")


def _offered() -> QuerySet[HandOver]:
    rows = HandOver.objects.filter(taken_at=None, returned_at=None, contact__answered_at=None)
    return rows.select_related("contact").defer("contact__about", "contact__phone", "contact__answer")


def _of_contact() -> Shades:
    return shades.of_moments(shades.edges(), "due_at", "opened_at")


def _of_offer() -> Shades:
    return shades.of_moments(shades.edges(), "returns_at", "offered_at")


SOURCES = (Source((CONTACTS, HAND_OVERS), counts, lines),)
