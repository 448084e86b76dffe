"""Words both ways, and the complainant's identity: opened for a reason, with a trace (10-03, 10-05)."""

import datetime as dt
from uuid import UUID

from django.conf import settings

from banshi.institutions.complaints.actions.file import File
from banshi.institutions.complaints.models import Identity, Message, Opening
from banshi.institutions.complaints.queries import standing
from banshi.institutions.complaints.rules.intake import filled
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

# How long an agreed opening may be used.
AGREED_FOR = dt.timedelta(hours=8)


@act("write_to_complainant", "10-03")
def write(*, uid: UUID, text: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """A word from the office."""
    file = File.opened(uid, "write", actor, cites)
    require(filled(("10-03",), text=text))
    row = Message.objects.create(
        complaint=file.complaint, by_id=actor.officer, text=text.strip(), at=clock.now()
    )
    file.note("write_to_complainant", message=row.uid.hex)


@act("write_to_office", "10-03")
def write_by_code(*, code: str, text: str, cites: tuple[Citation, ...]) -> None:
    """A word from the complainant."""
    file = File.by_code(code, "write", cites)
    require(filled(("10-03",), text=text))
    row = Message.objects.create(complaint=file.complaint, text=text.strip(), at=clock.now())
    if file.complaint.investigator_id:
        file.tell([file.complaint.investigator_id], "complaint_word")
    else:
        file.tell_receivers("complaint_word")
    file.note("write_to_office", message=row.uid.hex)


@act("allow_disclosure", "10-05")
def disclosure(*, code: str, allowed: bool, cites: tuple[Citation, ...]) -> None:
    """The complainant allows, or no longer allows, that their name is made known. It holds at once."""
    file = File.by_code(code, "write", cites)
    changed = Identity.objects.filter(complaint=file.complaint).update(may_disclose=allowed)
    if not changed:
        raise Refused(Reason(gettext_noop("这一件是匿名的，没有身份信息可以公开。"), ("10-05",)))
    file.note("allow_disclosure", allowed=allowed)


@act("open_identity", "10-05")
def open_identity(*, uid: UUID, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """Open the identity for a reason, on record; where two are needed, ask for the second first.

    Returns the opening's uid (hex); whether it is open is in `queries.identity`.
    """
    file = File.opened(uid, "identity", actor, cites)
    if not file.complaint.named:
        raise Refused(Reason(gettext_noop("这一件是匿名的，没有身份信息。"), ("10-05",)))
    agreed = _agreed(file)
    if agreed is None:
        require(filled(("10-05",), reason=reason))
        held = sorted(standing.held_by(actor, uid))
        agreed = Opening(
            complaint=file.complaint, by_id=actor.officer, part=held[0], reason=reason.strip(), at=clock.now()
        )
    if agreed.second_id is not None or not settings.IDENTITY_NEEDS_TWO:
        agreed.opened_at = clock.now()
    else:
        file.tell_receivers("complaint_word")
    agreed.save()
    file.note("open_identity", opening=agreed.uid.hex, opened=agreed.opened_at is not None)
    return agreed.uid.hex


@act("confirm_opening", "10-05")
def confirm(*, uid: UUID, opening: UUID, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """The second person agrees that a colleague opens the identity."""
    file = File.opened(uid, "confirm", actor, cites)
    asked = Opening.objects.select_for_update().filter(
        pk=opening, complaint=file.complaint, second=None, opened_at=None
    )
    row = asked.first()
    if row is None:
        raise Refused(Reason(gettext_noop("没有等您同意的查看申请。"), ("10-05",)))
    if row.by_id in actor.staff_ids:
        raise Refused(Reason(gettext_noop("要由另一位同事同意。"), ("10-05",)))
    row.second_id, row.second_at = actor.officer, clock.now()
    row.save(update_fields=["second", "second_at"])
    file.tell([row.by_id], "complaint_word")
    file.note("confirm_opening", opening=row.uid.hex)


def _agreed(file: File) -> Opening | None:
    """An opening that was agreed to and not used yet."""
    since = clock.now() - AGREED_FOR
    waiting = Opening.objects.filter(
        complaint=file.complaint, by_id=file.actor.officer, opened_at=None, second_at__gte=since
    )
    return waiting.order_by("at").last()
