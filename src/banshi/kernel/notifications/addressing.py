"""Messages about a case: to its applicant, to the staff concerned."""

from collections.abc import Iterable

from banshi.kernel.cases.models import Case
from banshi.kernel.cases.stream import stream
from banshi.kernel.notifications.actions import Notice
from banshi.kernel.organisation.queries import SectionCard

# What a number begins with that takes text messages, as `parties.numbers` writes it.
MOBILE = ("1", "+")


def to_party(case: Case, section: SectionCard, key: str, **params: object) -> Notice:
    """A text message to the telephone number given for this case; a landline is put on the list of calls."""
    common = {"case_number": case.number, "item": case.item_name, "phone": section.phone}
    return Notice(
        channel="sms" if case.phone.startswith(MOBILE) else "call",
        to=case.phone,
        template_key=key,
        params={**common, **params},
        stream=stream(case.pk),
    )


def to_staff(case: Case, staff_ids: Iterable[int], key: str, **params: object) -> list[Notice]:
    """In-app messages to colleagues, each once."""
    common = {"case_number": case.number, "item": case.item_name}
    return [
        Notice(
            channel="inapp",
            to=staff_id,
            template_key=key,
            params={**common, **params},
            stream=stream(case.pk),
        )
        for staff_id in dict.fromkeys(staff_ids)
    ]
