"""认领: who answers for a case that waits for its section; given back while nothing was done. Pure (07-03, 12-04)."""

from banshi.kernel.cases.life import OPEN, State
from banshi.lib.results import Decision, Reason, gettext_noop

ARTICLES = ("07-03", "12-04")
TAKEN = gettext_noop("这件已经由%(name)s经办。要换人办理，请找本科室负责人改派。")
OVER = gettext_noop("这件已经办结，不用再认领。")
HELD = gettext_noop("这件已经由%(name)s经办。要换人办理，请打开这一件单独改派。")
NOT_YOURS = gettext_noop("只能退回自己认领的办件；要换人办理，请找本科室负责人改派。")
BEGUN = gettext_noop("认领以后已经办理过，不能再退回；要换人办理，请找本科室负责人改派。")


def claiming(state: State, *, has_handler: bool, name: str = "") -> Decision:
    """Whether a case may be claimed: it is open and nobody has it; `name` is who has it."""
    if has_handler:
        return Decision(False, (Reason(TAKEN, ARTICLES, "", {"name": name}),))
    if state not in OPEN:
        return Decision(False, (Reason(OVER, ARTICLES),))
    return Decision(True, (), ())


def assigning(state: State, *, has_handler: bool, name: str = "") -> Decision:
    """Whether a head may give a case away together with others: it is open and nobody has it.

    To take a case from a colleague is a decision about this one case; `name` is whose it is.
    """
    if has_handler:
        return Decision(False, (Reason(HELD, ARTICLES, "", {"name": name}),))
    return claiming(state, has_handler=False)


def giving_back(*, claimed: bool, begun: bool) -> Decision:
    """Whether a claim may be taken back: it is one's own, and nobody of the bureau has acted on the case since."""
    if not claimed:
        return Decision(False, (Reason(NOT_YOURS, ARTICLES),))
    if begun:
        return Decision(False, (Reason(BEGUN, ARTICLES),))
    return Decision(True, (), ())
