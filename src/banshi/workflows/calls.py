"""电话告知: who cannot read a text message is called, and the call is on record."""

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import mark_called, note_unreached
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import Reason, Refused, gettext_noop

DONE = gettext_noop("这个电话已经有人打过了。")


@act("note_call", "08-04-2-2")
def note_call(*, message_id: int, reached: bool, note: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The person was told, or not reached and stays on the list. Returns the message id.

    Raises `Refused` when somebody else has told them meanwhile.
    """
    permit(actor, "make_calls")
    noted = mark_called if reached else note_unreached
    if not noted(message_id=message_id, done_by=actor.ref, note=note):
        raise Refused(Reason(DONE, ("08-04-2-2",)))
    append(
        [NewEntry(f"call:{message_id}", "called", cites, {"message": message_id, "reached": reached})],
        actor=actor,
    )
    return message_id
