"""咨询: every enquiry is answered on the record, in the form its article asks (06-03, 06-04, 06-07)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from banshi.institutions.one_time_notice.models import Enquiry
from banshi.institutions.one_time_notice.queries.telling import (
    CompleteNotice,
    complete_notice,
    notice_data,
)
from banshi.institutions.one_time_notice.rules import answering as rules
from banshi.institutions.one_time_notice.rules.answering import Duty
from banshi.kernel.cases.facts import (
    Told,
)
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation, cite
from banshi.kernel.regulations.registry import parameter
from banshi.lib import clock
from banshi.lib.results import require


@dataclass(frozen=True, slots=True)
class Answer:
    """How an enquiry is answered: which duty, about which item, in which form, through which channel."""

    duty: Duty
    item_code: str
    written: bool
    channel: str
    competent_authority: str = ""
    phone: str = ""
    matter: str = ""


@act("tell", "06-03", "06-04", "06-07", "09-03-1")
def tell(*, answer: Answer, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Answer an enquiry on the record; a written answer is the complete notice W01, after a call W02.

    That nothing has to be applied for may be said orally; its record W07 can be printed (06-03-3, 06-07).

    Whoever left a telephone number also gets it as a text message. Returns the enquiry's id.
    """
    permit(actor, "tell")
    decision = require(
        rules.telling(answer.duty, written=answer.written, competent_authority=answer.competent_authority)
    )
    notice = complete_notice(answer.item_code) if answer.item_code else None
    enquiry = Enquiry.objects.create(
        duty=answer.duty,
        item_version_id=notice.version.id if notice else None,
        written=answer.written,
        channel=answer.channel,
        competent_authority=answer.competent_authority,
        phone=answer.phone,
        matter=answer.matter.strip(),
        staff_id=actor.officer,
        at=clock.now(),
    )
    name = f"enquiry:{enquiry.pk}"
    enquiry.document = _paper_of(answer, notice, name, actor)
    if enquiry.document is not None:
        enquiry.save(update_fields=["document"])
    entry = _entry_of(enquiry, name, (*cites, *cite(*decision.articles)))
    append([entry], actor=actor)
    if answer.written and answer.phone and enquiry.document and notice:
        send_many([_message(answer, notice, enquiry.document)])
    return enquiry.pk


def _entry_of(enquiry: Enquiry, stream_name: str, cites: Sequence[Citation]) -> NewEntry:
    fact = Told(
        item_version=enquiry.item_version_id,
        duty=enquiry.duty,
        form="written" if enquiry.written else "oral",
        channel=enquiry.channel,
        document=enquiry.document_id,
    )
    return NewEntry(stream_name, fact.kind, tuple(dict.fromkeys(cites)), fact.payload())


def _message(answer: Answer, notice: CompleteNotice, document: Document) -> Notice:
    """The notice as a text message: where all of it can be read, and under which number it was issued."""
    page = settings.BUREAU["public_url"].rstrip("/") + reverse("portal:guide", args=[answer.item_code])
    return Notice(
        channel="sms",
        to=answer.phone,
        template_key="told",
        params={
            "item": notice.version.spec.name_zh,
            "number": document.number,
            "page": page,
            "phone": notice.section.phone,
        },
        stream=document.stream,
    )


def _paper_of(
    answer: Answer, notice: CompleteNotice | None, stream_name: str, actor: Actor
) -> Document | None:
    if answer.duty is Duty.NOT_NEEDED:
        return _record_of_oral(answer, notice, stream_name, actor)
    return _written_answer(answer, notice, stream_name, actor) if answer.written and notice else None


def _record_of_oral(
    answer: Answer, notice: CompleteNotice | None, stream_name: str, actor: Actor
) -> Document:
    data = {
        "applicant": "来电咨询人" if answer.channel == "phone" else "来访咨询人",
        "told_at": clock.now(),
        "channel": "phone_call" if answer.channel == "phone" else "in_person_visit",
        "matter": answer.matter.strip(),
        "item_name": notice.version.spec.name_zh if notice else "",
        "officer": organisation.officer_name(actor),
    }
    return issue(kind="W07", stream=stream_name, addressee_masked="", data=data, issued_by=actor.ref)


def _written_answer(answer: Answer, notice: CompleteNotice, stream_name: str, actor: Actor) -> Document:
    data = notice_data(notice) | {"officer": organisation.officer_name(actor)}
    kind = "W01"
    if answer.duty is Duty.TELEPHONE:
        kind = "W02"
        days = parameter("06-03-2", "law_limit_working_days", clock.today())
        data |= {
            "applicant": "来电咨询人",
            "called_at": clock.now(),
            "acceptance_time": f"材料齐全的，当场受理；需要补正的，当场或者{days}个工作日内一次告知。",
        }
    return issue(kind=kind, stream=stream_name, addressee_masked="", data=data, issued_by=actor.ref)
