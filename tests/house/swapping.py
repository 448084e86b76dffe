"""Ids swapped: every address that carries one, asked with one that exists and with one that does not.

Whoever may not know of a thing gets the same answer for it as for a thing that does not exist; whoever may is let
in by `sees`, which is written here by hand, kind by kind, and not taken from the pages.
"""

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.accounts import turned_away
from tests.addresses import routes
from tests.house.test_routes import guard

ID = re.compile(r"<(?:int|serial|uuid|str):(\w+)>")
ANY_PART = re.compile(r"<(?:\w+:)?(\w+)>")
# What differs from one answer to the next and tells nothing.
TOKENS = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|name="(?:once|page_made|version)" value="[^"]*"|nonce-[\w+/=-]+'
)
# Where an address stands: the model behind the id. The first that fits counts.
KINDS: tuple[tuple[str, str, str], ...] = (
    (r"cases/", "case_id", "cases.Case"),
    (r"cases/", "document_id", "documents.Document"),
    (r"documents/", "document_id", "documents.Document"),
    (r"", "upload_id", "cases.Upload"),
    (r"", "delivery_id", "documents.Delivery"),
    (r"cases/.*procedure/", "procedure_id", "one_time_notice.Procedure"),
    (r"", "person_id", "one_time_notice.InterestedPerson"),
    (r"cases/.*pieces/", "piece_id", "provisional_acceptance.Piece"),
    (r"", "report_id", "reports.MonthlyReport"),
    (r"", "simulation_id", "reports.Simulation"),
    (r"", "view_id", "organisation.SavedView"),
    (r"", "message_id", "notifications.Message"),
    (r"", "visit_id", "hall.Visit"),
    (r"", "staff_id", "organisation.Staff"),
    (r"", "enquiry_id", "one_time_notice.Enquiry"),
    (r"tell/", "document_id", "documents.Document"),
    (r"audit/sheets/", "document_id", "documents.Document"),
    (r"", "amendment_id", "regulations.Amendment"),
    (r"personal/", "request_id", "privacy.Request"),
    (r"", "webhook_id", "webhooks.Subscription"),
    (r"", "queue_id", "hall.Queue"),
    (r"", "counter_id", "hall.Counter"),
    (r"", "refusal_id", "refusals.Refusal"),
    (r"", "filing_id", "refusals.Filing"),
    (r"extended", "session_id", "extended_hours.Session"),
    (r"", "section_id", "organisation.Section"),
    (r"", "booking_id", "appointments.Booking"),
    (r"", "contact_id", "first_contact.Contact"),
    (r"assist", "session_id", "guidance.AssistedSession"),
    (r"guiding", "document_id", "documents.Document"),
    (r"", "follow_up_id", "guidance.FollowUp"),
    (r"", "opinion_id", "guidance.Opinion"),
    (r"laws/", "change_id", "supervision.LawChange"),
    (r"", "policy_id", "guidance.Policy"),
    (r"failures/", "uid", "one_time_notice.Failure"),
    (r"complaints/", "uid", "complaints.Complaint"),
    (r"accountability/leads/", "uid", "accountability.Lead"),
    (r"accountability/", "uid", "accountability.Case"),
    (r"", "matter_id", "time_limits.Matter"),
    (r"matters/", "document_id", "documents.Document"),
    (r"", "part_id", "time_limits.Part"),
    (r"integrity/", "document_id", "documents.Document"),
    (r"conduct/integrity/", "record_id", "conduct.IntegrityRecord"),
    (r"integrity/", "record_id", "provisional_acceptance.IntegrityRecord"),
    (r"", "duty_id", "conduct.Duty"),
    (r"", "absence_id", "conduct.Absence"),
    (r"", "inspection_id", "conduct.Inspection"),
    (r"conduct/", "finding_id", "conduct.Finding"),
    (r"supervision/", "finding_id", "supervision.Finding"),
    (r"", "run_id", "supervision.Run"),
    (r"", "correction_id", "supervision.Correction"),
    (r"", "reply_id", "supervision.Reply"),
    (r"", "post_id", "supervision.KeyPost"),
    (r"supervision/procedures/", "procedure_id", "supervision.Procedure"),
    (r"", "objection_id", "supervision.AppraisalObjection"),
    (r"", "sheet_id", "supervision.AppraisalSheet"),
)
# Parts of addresses that are words: one that exists.
WORDS: Mapping[str, str] = {
    "kind": "promised",
    "name": "W29",
    "act": "grade",
    "step": "begin",
    "key": "D1",
    "day": "2026-11-23",
    "period": "1",
    "serial": "1",
    "article": "09-02-1",
}


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the house that carries ids: its pattern, its guard, and the model of each id."""

    pattern: str
    act: str
    ids: tuple[tuple[str, str], ...]

    def path(self, values: Mapping[str, object]) -> str:
        """The address with these values; words where none is given."""
        return "/" + ANY_PART.sub(
            lambda found: str(values.get(found[1], WORDS.get(found[1], "1"))), self.pattern
        )


def with_ids(prefix: str) -> Iterator[Route]:
    """The guarded addresses below a prefix that carry an id."""
    for pattern, view in routes(get_resolver()):
        act = guard(view) or ""
        names = [name for name in ID.findall(pattern) if name not in WORDS]
        if pattern.startswith(prefix) and names and act != "public":
            yield Route(pattern, act, tuple((name, kind_of(pattern, name)) for name in names))


def kind_of(pattern: str, name: str) -> str:
    """The model behind an id of an address; raises when nobody wrote it down."""
    found = next((kind for place, known, kind in KINDS if known == name and re.search(place, pattern)), None)
    if found is None:
        raise LookupError(f"{pattern}: what is {name}?")
    return found


def model(kind: str) -> type[models.Model]:
    """The model of a kind."""
    return apps.get_model(kind)


def nobodys(kind: str) -> object:
    """An id of this kind that does not exist."""
    rows = model(kind)
    if isinstance(rows._meta.pk, models.UUIDField):
        return uuid.UUID(int=7)
    if kind in {"complaints.Complaint", "one_time_notice.Failure"}:
        return uuid.UUID(int=7)
    last = rows._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return 977 + int(last or 0)


def answer(response: HttpResponse, path: str) -> tuple[int, str]:
    """What an answer says, without tokens and without the address that was asked for."""
    if response.streaming:
        return response.status_code, response.headers.get("Content-Type", "")
    body = response.content.decode(errors="replace") + response.headers.get("Location", "")
    return response.status_code, TOKENS.sub("", body).replace(path, "PATH").replace(
        quote(path, safe=""), "PATH"
    )


def asked(client: Client, method: str, path: str, **extra: Any) -> tuple[HttpResponse, int]:
    """The answer, and how many ledger entries it left; what it did is taken back."""
    with transaction.atomic():
        before = _deeds()
        response = client.post(path, **extra) if method == "POST" else client.get(path, **extra)
        if not response.streaming:
            response.content  # noqa: B018
        written = _deeds() - before
        transaction.set_rollback(True)
    return response, written


def _deeds() -> int:
    """How many entries there are, but for the note that somebody was refused."""
    return Entry.objects.exclude(act=turned_away.ACT).count()
