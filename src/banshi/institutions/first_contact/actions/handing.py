"""Handing an enquiry to a colleague: it stays with the first officer until the other takes it (05-04-1)."""

import datetime as dt

from banshi.institutions.first_contact import rules
from banshi.institutions.first_contact.models import Contact, HandOver
from banshi.institutions.first_contact.queries.contacts import UNKNOWN, locked_open
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send, send_many
from banshi.kernel.organisation.directory import colleague
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

NOT_OFFERED = gettext_noop("这次咨询没有等着接手的转请，可能已经退回或者已经答复。")


@act("hand_over_contact", "05-02", "05-04-1")
def hand_over(*, contact_id: int, colleague_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Ask a colleague of the same section to answer at once. Returns the hand-over's id."""
    contact = locked_open(contact_id, actor)
    taker = colleague(colleague_id)
    require(
        rules.handing_over(
            same_person=colleague_id in actor.staff_ids,
            same_section=taker is not None and taker.section_id == contact.section_id,
            away=taker is not None and taker.away,
            waiting=HandOver.objects.filter(contact=contact, taken_at=None, returned_at=None).exists(),
        )
    )
    now = clock.now()
    minutes = int(parameter("05-04-1", "take_over_minutes", clock.today()))
    offer = HandOver.objects.create(
        contact=contact,
        giver_id=contact.officer_id,
        taker_id=colleague_id,
        offered_at=now,
        returns_at=now + dt.timedelta(minutes=minutes),
    )
    stream = f"contact:{contact.pk}"
    append([NewEntry(stream, "contact_offered", cites, {"to": colleague_id})], actor=actor)
    params = {"number": contact.number, "giver": contact.officer.name_zh, "minutes": minutes}
    send(channel="inapp", to=colleague_id, template_key="contact_offered", params=params, stream=stream)
    return offer.pk


@act("take_over_contact", "05-04-1")
def take_over(*, contact_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Accept what a colleague handed over: from now on the enquiry is one's own. Returns its id."""
    permit(actor, "answer_contact")
    contact = Contact.objects.select_for_update().filter(pk=contact_id).first()
    if contact is None:
        raise Refused(Reason(UNKNOWN, ("05-02",)))
    offer = HandOver.objects.filter(contact=contact, taken_at=None, returned_at=None).first()
    if offer is None:
        raise Refused(Reason(NOT_OFFERED, ("05-04-1",)))
    now = clock.now()
    require(
        rules.taking_over(
            offered_to=offer.taker_id, actor_ids=actor.staff_ids, returns_at=offer.returns_at, now=now
        )
    )
    offer.taken_at = now
    offer.save(update_fields=["taken_at"])
    contact.officer_id = offer.taker_id
    contact.save(update_fields=["officer"])
    append([NewEntry(f"contact:{contact.pk}", "contact_taken", cites, {"from": offer.giver_id})], actor=actor)
    return contact.pk


@act("return_contacts", "05-02", "05-04-1", many=True)
def return_unaccepted(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Give back what nobody accepted in time; each once. Returns how many went back."""
    now = clock.now()
    rows = list(
        HandOver.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(taken_at=None, returned_at=None, returns_at__lt=now)
        .select_related("contact", "taker")
        .order_by("returns_at", "id")[:limit]
    )
    for row in rows:
        row.returned_at = now
    HandOver.objects.bulk_update(rows, ["returned_at"])
    append(
        [
            NewEntry(f"contact:{row.contact_id}", "contact_returned", cites, {"from": row.taker_id})
            for row in rows
        ],
        actor=actor,
    )
    send_many(
        Notice(
            channel="inapp",
            to=row.giver_id,
            template_key="contact_returned",
            params={"number": row.contact.number, "taker": row.taker.name_zh},
            stream=f"contact:{row.contact_id}",
        )
        for row in rows
    )
    return len(rows)
