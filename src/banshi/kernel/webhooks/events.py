"""What other systems may be told: a closed list of facts of cases, and the message that says so.

Only streams of cases are ever looked at, and in them only these facts. Complaints, accountability, and a
colleague's declared interest have no event (10-05).
"""

import datetime as dt
import json
from collections.abc import Mapping

from django.conf import settings

from banshi.kernel.cases.queries import CaseCard
from banshi.lib import clock
from banshi.lib.results import gettext_noop

STREAMS = "case:"
# The fact's kind → its name in words; the event is "case.<kind>".
KINDS: Mapping[str, str] = {
    "received": gettext_noop("收件"),
    "supplement_asked": gettext_noop("通知补正"),
    "supplement_supplied": gettext_noop("补交材料"),
    "accepted": gettext_noop("受理"),
    "deemed_accepted": gettext_noop("视为受理"),
    "provisionally_accepted": gettext_noop("容缺受理"),
    "commitment_kept": gettext_noop("容缺材料补齐"),
    "intake_refused": gettext_noop("不予受理"),
    "procedure_started": gettext_noop("停止计时"),
    "procedure_ended": gettext_noop("恢复计时"),
    "extension_granted": gettext_noop("批准延长"),
    "decided": gettext_noop("作出决定"),
    "served": gettext_noop("送达"),
    "withdrawn": gettext_noop("撤回"),
    "terminated": gettext_noop("终止"),
    "archived": gettext_noop("归档"),
}


def message(kind: str, card: CaseCard, section: str, at: dt.datetime) -> str:
    """The body: canonical JSON with number, item, state and dates, and where to read more. Nobody's name.

    `at` is when it happened; `state` and `due` are as they stand when the message is made.
    """
    data = {
        "case": card.id,
        "number": card.number,
        "item": card.item_code,
        "section": section,
        "state": card.state.value,
        "due": card.due.isoformat() if card.due else None,
        "accepted_on": card.accepted_on.isoformat() if card.accepted_on else None,
        "url": f"{settings.BUREAU['public_url'].rstrip('/')}/api/v1/cases/{card.id}",
    }
    moment = at.astimezone(clock.BEIJING).isoformat(timespec="seconds")
    whole = {"type": f"case.{kind}", "timestamp": moment, "data": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
