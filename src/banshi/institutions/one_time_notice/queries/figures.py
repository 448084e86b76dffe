"""What is counted of complete notices: enquiries answered, notices of what is missing, second ones (06-03, 06-04)."""

from banshi.institutions.one_time_notice.models import Enquiry, SupplementNotice
from banshi.kernel.cases.counted import of_case
from banshi.kernel.organisation.figures import Counted, Instance, Rows, Span, by_reference, day
from banshi.lib.results import Reason, gettext_noop

TOLD = gettext_noop("答复一次咨询：%(item)s")
OTHER = gettext_noop("其他事项")


def _told(span: Span) -> Rows:
    return Enquiry.objects.filter(span.within("at"))


def _notices(span: Span, *, again: bool) -> Rows:
    rows = SupplementNotice.objects.filter(span.within("document__issued_at"), again=again)
    return rows.annotate(teller=by_reference("document__issued_by"))


def _enquiry(row: Enquiry) -> Instance:
    item = row.item_version.item.code if row.item_version else Reason(OTHER)
    return Instance(day(row.at), Reason(TOLD, params={"item": item}))


def _notice(row: SupplementNotice) -> Instance:
    return of_case(row.case, row.document.issued_at)


def _of_notices(key: str, *, again: bool) -> Counted:
    return Counted(
        key,
        lambda span: _notices(span, again=again),
        _notice,
        "document__issued_at",
        "teller",
        "case__section",
        ("case", "document"),
    )


FIGURES = (
    Counted("told", _told, _enquiry, "at", "staff", "staff__section", ("item_version__item",)),
    _of_notices("supplements", again=False),
    _of_notices("second_notices", again=True),
)
