"""Reading enquiries: one for its page, those on a desk, the directory an officer points with."""

import datetime as dt
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Q, QuerySet

from banshi.institutions.first_contact import rules
from banshi.institutions.first_contact.models import Channel, Contact, HandOver, Lapse
from banshi.institutions.first_contact.rules import Path, Whereabouts
from banshi.kernel.hall import queries as hall
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import directory
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.directory import Colleague
from banshi.kernel.organisation.hours import close_of
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.workdays.queries import closures, table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

STAFF, SECTION = "staff", "section"
SHOWN = 100
UNKNOWN = gettext_noop("没有这次咨询。")


@dataclass(frozen=True, slots=True)
class Offer:
    """A hand-over: who offered it to whom, until when, and what became of it."""

    id: int
    giver: str
    taker_id: int
    taker: str
    offered_at: dt.datetime
    returns_at: dt.datetime
    taken_at: dt.datetime | None
    returned_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """An enquiry as staff pages show it; `path` is empty while it is open."""

    id: int
    number: str
    channel: str
    channel_name: str
    about: str
    has_phone: bool
    officer_id: int
    officer: str
    section_id: int
    opened_at: dt.datetime
    due_at: dt.datetime | None
    visit: str
    answered_at: dt.datetime | None
    answered_by: str
    path: str
    answer: str
    source: str
    document_id: int | None
    late: bool
    offer: Offer | None

    @property
    def stream(self) -> str:
        """Its stream in the ledger."""
        return f"contact:{self.id}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody who asked on the web may read: the answer, or who has it in hand until when."""

    number: str
    about: str
    asked_at: dt.datetime
    due_at: dt.datetime | None
    answered_at: dt.datetime | None
    answer: str
    officer: str
    section: str
    phone: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """Somebody or some section a visitor can be sent to; `key` such as "staff:5"."""

    key: str
    path: Path
    there: Whereabouts
    section: str
    note: str = ""


def card(contact_id: int) -> ContactCard | None:
    """One enquiry; None when there is none."""
    found = _cards(Contact.objects.filter(pk=contact_id))
    return found[0] if found else None


def locked_open(contact_id: int, actor: Actor) -> Contact:
    """The enquiry, locked, if it is open and the actor's to answer; raises `Refused` (05-02)."""
    permit(actor, "answer_contact")
    contact = Contact.objects.select_for_update().filter(pk=contact_id).first()
    if contact is None:
        raise Refused(Reason(UNKNOWN, ("05-02",)))
    require(
        rules.answerable(
            answered=contact.answered_at is not None,
            officer_id=contact.officer_id,
            officer=contact.officer.called,
            actor_ids=actor.staff_ids,
            window_id=at_window(contact.visit),
        )
    )
    return contact


def at_window(visit: str) -> int | None:
    """The staff id of whoever served this visit ("visit:5") at a window last; None for no visit, or not yet."""
    return hall.visit(int(visit.removeprefix("visit:"))).staff_id if visit else None


def of_visit(visit_id: int) -> tuple[ContactCard, ...]:
    """What was asked during a visit, oldest first."""
    return _cards(Contact.objects.filter(visit=f"visit:{visit_id}").order_by("id"))


def text_number(contact_id: int) -> str:
    """The number left for text messages; "" when none was left, or one that cannot receive them."""
    found = Contact.objects.filter(pk=contact_id).first()
    return found.phone if found and found.phone.startswith(("1", "+")) else ""


def open_on(actor: Actor) -> tuple[ContactCard, ...]:
    """The enquiries this person has in hand, oldest first."""
    return _cards(Contact.objects.filter(officer_id__in=actor.staff_ids, answered_at=None).order_by("id"))


def offered_to(actor: Actor) -> tuple[ContactCard, ...]:
    """The enquiries colleagues have offered to this person and that wait to be taken over."""
    waiting = HandOver.objects.filter(
        taker_id__in=actor.staff_ids, taken_at=None, returned_at=None, returns_at__gte=clock.now()
    )
    ids = list(waiting.order_by("id").values_list("contact_id", flat=True))
    return _cards(Contact.objects.filter(pk__in=ids).order_by("id"))


def open_everywhere(limit: int = SHOWN) -> tuple[ContactCard, ...]:
    """All open enquiries, those due first."""
    return _cards(Contact.objects.filter(answered_at=None).order_by("due_at", "id")[:limit])


def lapses(limit: int = SHOWN) -> tuple[tuple[ContactCard, dt.datetime], ...]:
    """Enquiries left open at the end of a day, newest first, with the moment each was found: leads (05-02)."""
    rows = list(Lapse.objects.order_by("-id").values_list("contact_id", "found_at")[:limit])
    cards = {one.id: one for one in _cards(Contact.objects.filter(pk__in=[pk for pk, _at in rows]))}
    return tuple((cards[pk], at) for pk, at in rows)


def by_number(number: str, phone_tail: str) -> Reply | None:
    """The enquiry of this number, if the telephone given for it ends with these four digits."""
    found = Contact.objects.filter(number=number).select_related("officer", "section").first()
    if (
        found is None
        or not phone_tail
        or not hmac.compare_digest(found.phone[-4:].encode(), phone_tail.encode())
    ):
        return None
    return Reply(
        found.number,
        found.about,
        found.opened_at,
        found.due_at,
        found.answered_at,
        found.answer,
        found.officer.called,
        found.section.called,
        found.section.phone,
    )


def present_colleagues(section_id: int, but: Iterable[int]) -> tuple[Colleague, ...]:
    """Colleagues of the section who are here today, without those of `but`."""
    left_out = set(but)
    return tuple(one for one in directory.colleagues([section_id]) if not one.away and one.id not in left_out)


def pointers(section_id: int, but: Iterable[int]) -> tuple[Pointer, ...]:
    """Whom the officer of a section can point to: its other colleagues, other sections, then everybody else."""
    left_out = set(but)
    people = [one for one in directory.colleagues() if one.id not in left_out]
    own = [one for one in people if one.section_id == section_id]
    others = [one for one in people if one.section_id != section_id]
    sections = [
        Pointer(
            f"{SECTION}:{one.id}",
            Path.OTHER_SECTION,
            Whereabouts(one.name_zh, one.room, one.phone),
            one.name_zh,
        )
        for one in organisation.sections().values()
        if one.id != section_id
    ]
    return (*map(partial(_pointer, section_id), own), *sections, *map(partial(_pointer, section_id), others))


def pointer(key: str, section_id: int, but: Iterable[int]) -> Pointer | None:
    """The one with this key; None for anybody the officer cannot point to."""
    return next((one for one in pointers(section_id, but) if one.key == key), None)


def works(day: dt.date) -> bool | None:
    """Whether the office is open on a day; None past the published calendar.

    Days of the bureau's own closure do not count where the leader's decision moves promised dates.
    """
    try:
        known = table().get(day)
    except Refused:
        return None
    if known is None:
        return None
    return known.kind.works and not any(one.moves_promises for one in closures(day, day))


def answer_by(opened: dt.datetime, channel: str) -> dt.datetime | None:
    """The end of the office day by which it must be answered (05-02)."""
    return rules.answer_by(opened, online=channel == Channel.WEB, works=works, close=close_of)


def open_counts(staff_ids: Sequence[int]) -> dict[int, int]:
    """How many open enquiries each of these has in hand."""
    rows = Contact.objects.filter(officer_id__in=list(staff_ids), answered_at=None)
    held = dict.fromkeys(staff_ids, 0)
    for officer_id in rows.order_by("id").values_list("officer_id", flat=True):
        held[officer_id] += 1
    return held


def _pointer(section_id: int, one: Colleague) -> Pointer:
    path = rules.path_of(person=True, same_section=one.section_id == section_id)
    note = one.deputy if one.away else ""
    return Pointer(f"{STAFF}:{one.id}", path, Whereabouts(one.name, one.room, one.phone), one.section, note)


def _cards(rows: QuerySet[Contact]) -> tuple[ContactCard, ...]:
    found = list(rows.select_related("officer", "answered_by", "lapse"))
    pending = HandOver.objects.filter(
        Q(taken_at=None, returned_at=None), contact_id__in=[row.pk for row in found]
    )
    offers = {one.contact_id: one for one in pending.select_related("giver", "taker").order_by("id")}
    return tuple(_card(row, offers.get(row.pk)) for row in found)


def _card(row: Contact, offer: HandOver | None) -> ContactCard:
    return ContactCard(
        id=row.pk,
        number=row.number,
        channel=row.channel,
        channel_name=str(Channel(row.channel).label),
        about=row.about,
        has_phone=bool(row.phone),
        officer_id=row.officer_id,
        officer=row.officer.called,
        section_id=row.section_id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        visit=row.visit,
        answered_at=row.answered_at,
        answered_by=row.answered_by.called if row.answered_by else "",
        path=row.path,
        answer=row.answer,
        source=row.source,
        document_id=row.document_id,
        late=hasattr(row, "lapse"),
        offer=_offer(offer) if offer else None,
    )


def _offer(row: HandOver) -> Offer:
    return Offer(
        row.pk,
        row.giver.called,
        row.taker_id,
        row.taker.called,
        row.offered_at,
        row.returns_at,
        row.taken_at,
        row.returned_at,
    )
