"""Whoever exports cases leaves an entry in the ledger: which period, which section, which form."""

from banshi.kernel.exchange.rows import Period
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import Reason, Refused, gettext_noop

BACKWARDS = gettext_noop("结束日期不能早于开始日期。")


@act("export_cases")
def note_export(*, period: Period, form: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Note an export of cases in a form such as "json"; raises `Refused`, `NotPermitted`."""
    permit(actor, "export_cases")
    if period.last < period.first:
        raise Refused(Reason(BACKWARDS, field="last"))
    payload = {
        "first": str(period.first),
        "last": str(period.last),
        "section": period.section_id,
        "form": form,
    }
    append([NewEntry("exports", "cases_exported", cites, payload)], actor=actor)
