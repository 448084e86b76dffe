"""Which matter an address of the staff is about, so that a form sent from an old page of it can be refused."""

import datetime as dt
import re
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from banshi.kernel.ledger.shown import Shown
from banshi.kernel.organisation.queries import called as names_of
from banshi.lib import clock

# The beginning of an address, up to and with what names the matter → how the matter's stream in the ledger begins.
MATTERS = {
    "desk/cases/<int:case_id>/": "case",
    "desk/matters/<int:matter_id>/": "matter",
    "desk/appointments/<int:booking_id>/": "booking",
    "desk/contacts/<int:contact_id>/": "contact",
    "desk/refusals/filings/<int:filing_id>/": "filing",
    "desk/extended/sessions/<int:session_id>/": "extended",
    "desk/opinions/<int:opinion_id>/": "opinion",
    "desk/policies/<int:policy_id>/": "policy",
    "desk/failures/<uuid:uid>/": "failure",
    "desk/complaints/<uuid:uid>/": "complaint",
    "desk/accountability/leads/<uuid:uid>/": "lead",
    "desk/accountability/mine/<uuid:uid>/": "accountability",
    "desk/accountability/<uuid:uid>/": "accountability",
    "desk/integrity/<int:record_id>/": "integrity",
    "desk/conduct/integrity/<int:record_id>/": "probity",
    "desk/conduct/absences/<int:absence_id>/": "absence",
    "desk/conduct/duty/<int:section_id>/": "duty",
    "desk/conduct/inspections/<int:inspection_id>/": "inspection",
    "desk/supervision/runs/<int:run_id>/": "run",
    "desk/supervision/findings/<int:finding_id>/": "supervision_finding",
    "desk/supervision/corrections/<int:correction_id>/": "rectification",
    "desk/supervision/posts/<int:post_id>/": "keypost",
    "desk/supervision/procedures/<int:procedure_id>/": "inspection_procedure",
    "desk/supervision/laws/<int:change_id>/": "law_change",
    "desk/appraisal/<int:sheet_id>/": "appraisal",
    "desk/administration/webhooks/<int:webhook_id>/": "webhook",
    "desk/administration/amendments/<int:amendment_id>/": "amendment",
    "desk/calls/<int:message_id>/": "call",
    "desk/personal/<int:request_id>/": "personal",
}
_STAMP = re.compile(r"[0-9]{16}")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def stamp(moment: dt.datetime) -> str:
    """A moment as a form carries it: microseconds since 1970."""
    return str((moment - _EPOCH) // dt.timedelta(microseconds=1))


def shown_by(request: HttpRequest) -> Shown | None:
    """What the sender of a form about one matter had seen; None for everything else, and for what has no stamp."""
    match = request.resolver_match
    stream = stream_of(match.route, match.kwargs) if match and request.method == "POST" else ""
    sent = request.POST.get("page_made", "") if stream else ""
    if not _STAMP.fullmatch(sent):
        return None
    return Shown(stream, _EPOCH + dt.timedelta(microseconds=int(sent)), called)


def stream_of(route: str, named: dict[str, object]) -> str:
    """The ledger stream of the matter an address is about; empty when it is about none, or about several."""
    found = next((start for start in MATTERS if route.startswith(start)), None)
    if found is None:
        return ""
    value = named[re.findall(r":(\w+)>", found)[0]]
    return f"{MATTERS[found]}:{value.hex if isinstance(value, UUID) else value}"


def stamp_for(request: HttpRequest) -> str:
    """The stamp of the forms on the page being made: a form shown again keeps the one it was sent with, until its
    sender was told what others did meanwhile."""
    shown: Shown | None = getattr(request, "shown", None)
    if shown is not None and not shown.told:
        return stamp(shown.at)
    if shown is not None:
        return stamp(clock.now())
    return stamp(getattr(request, "began", None) or clock.now())


def called(ref: str) -> str:
    """How somebody who acted is named to a colleague."""
    kind, _, number = ref.partition(":")
    if kind != "staff":
        return gettext("群众本人")
    return names_of({int(number)}).get(int(number), gettext("同事"))
