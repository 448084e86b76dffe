"""What is counted of first contacts: enquiries, and those that were open at the end of their day (05-02, 05-04)."""

from django.db.models.functions import Coalesce

from banshi.institutions.first_contact.models import Contact
from banshi.kernel.organisation.figures import Counted, Instance, Rows, Span, day
from banshi.lib.results import Reason, gettext_noop

CONTACT = gettext_noop("咨询 %(number)s")


def _contacts(span: Span) -> Rows:
    """With whoever answered for them: at the lapse, if there was one."""
    rows = Contact.objects.filter(span.within("opened_at"))
    return rows.annotate(responsible=Coalesce("lapse__officer_id", "officer_id"))


def _lapsed(span: Span) -> Rows:
    return _contacts(span).filter(lapse__isnull=False)


def _contact(row: Contact) -> Instance:
    label = Reason(CONTACT, params={"number": row.number})
    return Instance(day(row.opened_at), label, "workbench:contact", (row.pk,), "answer_contact")


FIGURES = (
    Counted("contacts", _contacts, _contact, "opened_at", "responsible", "section"),
    Counted("contacts_lapsed", _lapsed, _contact, "opened_at", "responsible", "section"),
)
