"""What is counted of service after hours: how often somebody stayed, which is to their merit (02-04)."""

from banshi.institutions.extended_hours.models import Stay
from banshi.kernel.organisation.figures import Counted, Instance, Rows, Span, day
from banshi.lib.results import Reason, gettext_noop

STAYED = gettext_noop("下班以后留下来办理（这一场共办理 %(served)s 人）")


def _stays(span: Span) -> Rows:
    return Stay.objects.filter(span.within("since"))


def _stay(row: Stay) -> Instance:
    label = Reason(STAYED, params={"served": row.session.served})
    return Instance(day(row.since), label, "workbench:extended_session", (row.session_id,), "see_extended")


FIGURES = (Counted("stays", _stays, _stay, "since", "staff", "session__section", ("session",)),)
