"""Who took a waiting case, and who gave it back, in sentences (07-03)."""

from collections.abc import Callable, Mapping

from banshi.kernel.cases import facts
from banshi.lib.results import Reason, gettext_noop

Told = tuple[str, Reason | str]


def _claimed(fact: facts.Claimed, names: Mapping[int, str]) -> Told:
    params = {"name": names.get(fact.handler, "—")}
    return gettext_noop("认领"), Reason(gettext_noop("由%(name)s经办"), params=params)


def _undone(fact: facts.ClaimUndone, names: Mapping[int, str]) -> Told:
    return gettext_noop("撤销认领"), Reason(gettext_noop("还没有办理，退回本科室，等经办人认领"))


CLAIMS: Mapping[str, Callable[..., Told]] = {"claimed": _claimed, "claim_undone": _undone}
