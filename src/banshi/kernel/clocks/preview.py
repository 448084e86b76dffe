"""What would follow: due dates as they would be if something were done now. Nothing is written."""

import datetime as dt

from banshi.kernel.cases.fact import Fact
from banshi.kernel.cases.queries import timeline
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.clocks.fold import limit_of, limit_text, standings
from banshi.kernel.clocks.kinds import PROMISED, STATUTORY
from banshi.kernel.clocks.reckoning import due
from banshi.kernel.clocks.words import due_reason
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

ON_ACCEPTANCE = gettext_noop("%(clock)s（%(limit)s）：%(due)s。")
MOVES = gettext_noop("%(clock)s：%(before)s → %(after)s。")
STAYS = gettext_noop("%(clock)s不变，仍是 %(before)s。")


def on_acceptance(spec: ItemSpec, since: dt.date) -> tuple[Reason, ...]:
    """Both due dates of an application accepted on the day `since`, in sentences (07-01)."""
    days = table()
    pairs = ((STATUTORY, spec.statutory_limit), (PROMISED, spec.promised_limit))
    sentences = []
    for kind, given in pairs:
        limit = limit_of(limit_text(given.value, given.unit))
        words = {
            "clock": Reason(kind.title),
            "limit": limit.words,
            "due": due_reason(due(since, limit, days)),
        }
        sentences.append(Reason(ON_ACCEPTANCE, ("07-01",), params=words))
    return tuple(sentences)


def if_happened(case_id: int, fact: Fact, *articles: str) -> tuple[Reason, ...]:
    """Both limits of a case before and after a fact, in sentences."""
    days, events = table(), timeline(case_id)
    before = standings(events, days, parameter)
    after = standings((*events, Recorded(0, clock.now(), "", "", (), fact)), days, parameter)
    sentences = []
    for kind in (PROMISED, STATUTORY):
        if kind.name not in before:
            continue
        old, new = before[kind.name].reckoned, after[kind.name].reckoned
        words = {"clock": Reason(kind.title), "before": due_reason(old), "after": due_reason(new)}
        same = due_reason(old) == due_reason(new)
        sentences.append(Reason(STAYS if same else MOVES, articles, params=words))
    return tuple(sentences)


def working_days_on(number: int) -> dt.date | None:
    """The day `number` working days after today; None past the published calendar."""
    try:
        return table().add(clock.today(), number)
    except BeyondCalendar:
        return None
