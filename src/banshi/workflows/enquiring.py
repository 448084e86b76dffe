"""咨询: what is told from the catalogue is at the same time the first-contact officer's answer (annexes 5 and 6)."""

from dataclasses import replace

from banshi.institutions.first_contact.actions.answering import Answered
from banshi.institutions.first_contact.actions.answering import answer as close
from banshi.institutions.first_contact.actions.asking import open_contact
from banshi.institutions.first_contact.queries.contacts import text_number
from banshi.institutions.first_contact.rules import Path
from banshi.institutions.one_time_notice.actions.answering import Answer, tell
from banshi.kernel.hall.queries import visit_with
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import NotPermitted, Reason, gettext_noop

NOT_HERE = gettext_noop("这个号现在不在您的窗口，请先叫号。")


@act("answer_from_catalogue", "05-02", "05-03", "06-03", many=True)
def answer_from_catalogue(
    *, answer: Answer, about: str, contact_id: int | None, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Tell everything at once, and close the enquiry with it; one that nobody had put on record is opened now.

    `about` are the words of an enquiry without `contact_id`. Two facts: what was told, and that the first
    officer answered. Returns the id of what was told.
    """
    if contact_id is None:
        contact_id = open_contact(channel=answer.channel, about=about, phone=answer.phone, actor=actor)
    elif not answer.phone:
        answer = replace(answer, phone=text_number(contact_id))
    told = tell(answer=answer, actor=actor)
    close(contact_id=contact_id, answered=Answered(Path.OWN, source=f"enquiry:{told}"), actor=actor)
    return told


@act("enquire_at_window", "05-02", many=True)
def enquire_at_window(*, visit_id: int, about: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """What the visitor at the own window wants to know, with the visit's first-contact officer. Returns its id.

    That is whoever took the number for them or asked first what they came for. Raises `NotPermitted` when the
    visit is not at the actor's window, `Refused` for no words.
    """
    visit = visit_with(actor.officer)
    if visit is None or visit.id != visit_id:
        raise NotPermitted(Reason(NOT_HERE, ("09-06-2",)))
    officer = visit.first_contact_id
    return open_contact(
        channel="counter", about=about, visit=f"visit:{visit_id}", officer=officer, actor=actor
    )
