"""The opinion book: what somebody suggests, and the reply, in public or not (08-04-3)."""

from banshi.institutions.guidance import rules
from banshi.institutions.guidance.models import Opinion, RatingChannel
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop, require

LONGEST = 1000
EMPTY = gettext_noop("请写下您的意见或者建议。")
UNKNOWN = gettext_noop("没有这条意见。")


@act("leave_opinion", "08-04-3")
def leave(*, text: str, phone: str, channel: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Write into the opinion book. Returns the entry's id."""
    if not text.strip():
        raise Refused(Reason(EMPTY, ("08-04-3",), "text"))
    row = Opinion.objects.create(
        number=ids.code(8),
        text=text.strip()[:LONGEST],
        phone=phone,
        channel=RatingChannel(channel),
        at=clock.now(),
    )
    payload = {"channel": row.channel}
    append([NewEntry(f"opinion:{row.pk}", "opinion_left", cites, payload)], actor=actor, begins=True)
    return row.pk


@act("answer_opinion", "08-04-3")
def answer(
    *,
    opinion_id: int,
    reply: str,
    public: bool,
    shown: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Answer an opinion on the sheet W32; in public only with a text without personal data (`shown`).

    Returns the document's id. That it is shown in public is this person's decision (ruling R8).
    """
    permit(actor, "answer_opinion")
    row = Opinion.objects.select_for_update().filter(pk=opinion_id).first()
    if row is None:
        raise Refused(Reason(UNKNOWN, ("08-04-3",)))
    answered = row.replied_at is not None
    require(rules.answering_opinion(reply=reply, public=public, shown=shown, answered=answered))
    stream = f"opinion:{row.pk}"
    row.reply, row.public, row.shown = reply.strip(), public, shown.strip() if public else ""
    row.replied_at, row.replied_by_id = clock.now(), actor.officer
    row.document = _sheet(row, actor)
    row.save()
    append(
        [NewEntry(stream, "opinion_answered", cites, {"public": public, "document": row.document.pk})],
        actor=actor,
    )
    if row.phone:
        params = {"number": row.number}
        send(channel="sms", to=row.phone, template_key="opinion_answered", params=params, stream=stream)
    return row.document.pk


def _sheet(row: Opinion, actor: Actor) -> Document:
    data = {
        "opinion_number": row.number,
        "channel": str(RatingChannel(row.channel).label),
        "left_at": row.at,
        "opinion": row.text,
        "reply": row.reply,
        "public": row.public,
        "officer": organisation.officer_name(actor),
    }
    stream = f"opinion:{row.pk}"
    return issue(kind="W32", stream=stream, addressee_masked="", data=data, issued_by=actor.ref)
