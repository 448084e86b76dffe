"""An enquiry is answered, or shown exactly the right way (05-03, 05-04)."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from banshi.institutions.first_contact import rules
from banshi.institutions.first_contact.models import Channel, Contact, HandOver
from banshi.institutions.first_contact.queries.contacts import Pointer, locked_open, pointer
from banshi.institutions.first_contact.rules import Path
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.directory import colleague
from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

NOWHERE = gettext_noop("请从通讯录里选择要指引到的人或者科室。")
POINTED = "请到%(office)s找%(name)s，联系电话：%(contact)s。"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in words, or by what was told (`source`, such as "enquiry:12"); `colleague` if for one."""

    path: Path
    words: str = ""
    source: str = ""
    colleague: int | None = None


@act("answer_contact", "05-02", "05-03", "05-04-1")
def answer(*, contact_id: int, answered: Answered, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Record the answer that was given at once, by oneself or for a colleague (ruling R4). Returns the id."""
    contact = locked_open(contact_id, actor)
    helped = colleague(answered.colleague) if answered.colleague else None
    here = helped is not None and helped.section_id == contact.section_id and helped.id != actor.staff_id
    decision = require(
        rules.answering(
            answered.path, words=answered.words, sourced=bool(answered.source), colleague_here=here
        )
    )
    target = f"staff:{answered.colleague}" if answered.path is Path.FOR_COLLEAGUE else ""
    _close(contact, answered, target, actor, cite(*decision.articles))
    if contact.phone and not answered.source:
        page = settings.BUREAU["public_url"].rstrip("/") + reverse("portal:answered")
        _text(contact, "contact_answered", number=contact.number, page=page)
    return contact.pk


@act("point_the_way", "05-02", "05-04", "08-04-2-1")
def point(*, contact_id: int, to: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Send somebody the right way, filled in from the directory; the slip W30 says it in writing.

    `to` is a key of the directory such as "staff:5" or "section:3". Returns the id of the slip.
    """
    contact = locked_open(contact_id, actor)
    found = pointer(to, contact.section_id, (contact.officer_id,))
    if found is None:
        raise Refused(Reason(NOWHERE, ("05-04",), "target"))
    decision = require(rules.pointing(found.path, found.there))
    contact.document = _slip(contact, found, actor)
    words = POINTED % {
        "office": found.there.office or "—",
        "name": found.there.name,
        "contact": found.there.contact or "—",
    }
    _close(contact, Answered(found.path, words), to, actor, (*cites, *cite(*decision.articles)))
    if contact.phone:
        _text(
            contact,
            "contact_pointed",
            name=found.there.name,
            office=found.there.office or "—",
            contact=found.there.contact or "—",
        )
    return contact.document.pk


def _close(
    contact: Contact, answered: Answered, target: str, actor: Actor, cites: tuple[Citation, ...]
) -> None:
    now = clock.now()
    HandOver.objects.filter(contact=contact, taken_at=None, returned_at=None).update(returned_at=now)
    contact.answered_at, contact.answered_by_id = now, actor.officer
    contact.path, contact.answer = answered.path.value, answered.words.strip()
    contact.source, contact.target = answered.source, target
    contact.save()
    seconds = int((now - contact.opened_at).total_seconds())
    payload = {
        "path": contact.path,
        "source": contact.source,
        "target": target,
        "document": contact.document_id,
        "seconds": seconds,
    }
    entry = NewEntry(f"contact:{contact.pk}", "contact_answered", tuple(dict.fromkeys(cites)), payload)
    append([entry], actor=actor)


def _slip(contact: Contact, found: Pointer, actor: Actor) -> Document:
    data = {
        "contact_number": contact.number,
        "channel": Channel(contact.channel).value,
        "about": contact.about,
        "asked_at": contact.opened_at,
        "told_at": clock.now(),
        "officer": organisation.officer_name(actor),
        "path": found.path.value,
        "target": {
            "name": found.there.name,
            "section": found.section,
            "office": found.there.office,
            "contact": found.there.contact,
        },
        "phone": organisation.section(contact.section_id).phone,
        "address": settings.BUREAU["address_zh"],
        "address_en": settings.BUREAU["address_en"],
    }
    stream = f"contact:{contact.pk}"
    return issue(kind="W30", stream=stream, addressee_masked="", data=data, issued_by=actor.ref)


def _text(asked: Contact, key: str, /, **params: object) -> None:
    send(channel="sms", to=asked.phone, template_key=key, params=params, stream=f"contact:{asked.pk}")
