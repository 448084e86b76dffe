"""Which lists a person's posts give them: what is on their own desk, their section's, everybody's."""

from collections.abc import Iterator
from dataclasses import dataclass

from banshi.kernel.cases.life import INTAKE, TO_BE_SERVED, State
from banshi.kernel.clocks.worklist import Scope
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import ANY, TABLE
from banshi.lib import clock
from banshi.lib.results import gettext_noop

COUNTER = frozenset({"clerk", "approvals"})
MEMBERS = frozenset({"handler", "head"})
OVERSEERS = frozenset({"leader", "supervisor"})


@dataclass(frozen=True, slots=True)
class Desk:
    """One list: its name in the address, its label, and which cases it holds."""

    name: str
    label: str
    scope: Scope


def desks(actor: Actor) -> tuple[Desk, ...]:
    """The lists of this person, the one that is theirs first; empty for posts without cases."""
    return tuple(_desks(actor))


def _desks(actor: Actor) -> Iterator[Desk]:
    roles = {role for role, _ in actor.posts}
    if "handler" in roles:
        yield Desk("mine", gettext_noop("我的"), Scope(handlers=actor.staff_ids))
    if roles & COUNTER:
        yield Desk("counter", gettext_noop("窗口：待受理、待送达"), Scope(states=INTAKE | TO_BE_SERVED))
        promised = frozenset({State.PROVISIONAL})
        yield Desk("promised", gettext_noop("容缺待补"), Scope(states=promised))
    if roles & MEMBERS:
        sections = tuple(sorted({section for role, section in actor.posts if role in MEMBERS}))
        yield Desk("section", gettext_noop("本科室"), Scope(sections=sections))
    if roles & OVERSEERS:
        yield Desk("due", gettext_noop("今天到期和超期"), Scope(due_by=clock.today()))
    if any(TABLE["see_case"].get(role) == ANY for role in roles):
        yield Desk("all", gettext_noop("全部"), Scope())
