"""Somebody asks: from this second there is a first-contact officer (05-02)."""

from banshi.institutions.first_contact.models import Channel, Contact
from banshi.institutions.first_contact.queries.contacts import answer_by, open_counts
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop

LONGEST_QUESTION = 500
# Who takes questions from the web, the first of these that somebody holds today.
ON_DUTY = ("guide", "office", "clerk")

EMPTY = gettext_noop("请写明想了解什么。")
TOO_LONG = gettext_noop("请写得短一些，最多 %(most)s 个字。")
NOBODY = gettext_noop("现在没有人值守网上咨询，请您打电话咨询。")


@act("open_contact", "05-02")
def open_contact(
    *,
    channel: str,
    about: str,
    actor: Actor,
    cites: tuple[Citation, ...],
    phone: str = "",
    visit: str = "",
    officer: int | None = None,
) -> int:
    """Put an enquiry on record with the one who was asked as its first-contact officer. Returns its id.

    `phone` is parsed; `visit` names the visit it belongs to, such as "visit:5"; `officer` is the staff id of
    the colleague who was asked before the actor, who is told. Raises `Refused` for no words.
    """
    permit(actor, "answer_contact")
    first = officer or actor.officer
    contact = _open(Channel(channel), about, first, phone, visit, actor, cites)
    if first != actor.staff_id:
        _tell(contact, first)
    return contact.pk


@act("ask_online", "05-02", "08-04-1")
def ask_online(*, about: str, phone: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A question from the web gets its officer at once: whoever of the desk has fewest in hand. Returns its id."""
    held = open_counts(_on_duty())
    officer = min(held, key=lambda one: (held[one], one))
    contact = _open(Channel.WEB, about, officer, phone, "", actor, cites)
    _tell(contact, officer)
    return contact.pk


def _tell(contact: Contact, officer: int) -> None:
    params, stream = {"number": contact.number}, f"contact:{contact.pk}"
    send(channel="inapp", to=officer, template_key="contact_assigned", params=params, stream=stream)


def _on_duty() -> list[int]:
    for role in ON_DUTY:
        if found := holders(role):
            return found
    raise Refused(Reason(NOBODY, ("05-02",)))


def _open(
    channel: Channel,
    about: str,
    officer: int,
    phone: str,
    visit: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> Contact:
    words = about.strip()
    if not words:
        raise Refused(Reason(EMPTY, ("05-02",), "about"))
    if len(words) > LONGEST_QUESTION:
        raise Refused(Reason(TOO_LONG, ("05-02",), "about", {"most": LONGEST_QUESTION}))
    now = clock.now()
    contact = Contact.objects.create(
        number=ids.code(8),
        channel=channel,
        about=words,
        phone=phone,
        visit=visit,
        officer_id=officer,
        section_id=Staff.objects.values_list("section_id", flat=True).get(pk=officer),
        opened_at=now,
        due_at=answer_by(now, channel),
    )
    payload = {"channel": channel.value, "officer": officer, "visit": visit}
    append([NewEntry(f"contact:{contact.pk}", "contact_opened", cites, payload)], actor=actor, begins=True)
    return contact
