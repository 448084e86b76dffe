"""The clients' journal in the words of the ledger: which entry each act must have left."""

from collections.abc import Iterator
from typing import Any

from banshi.institutions.complaints.queries.codes import once_key, receipt_code
from banshi.kernel.vault.digests import digest
from tests.faults.clients import Journal, Sent, World
from tests.faults.oracles import Told

# What was asked for → the fact it leaves behind.
FACTS = {
    "accepted": "accepted",
    "received": "received",
    "decide": "decided",
    "serve": "served",
    "archive": "archived",
    "ask-supplement": "supplement_asked",
    "supply": "supplement_supplied",
    "check-materials": "materials_checked",
    "accept": "accepted",
    "withdraw": "withdrawn",
    "book": "booked",
    "move": "moved",
    "cancel": "cancelled",
}


def told(journal: Journal, world: World) -> Iterator[Told]:
    """What each client knows; of an application or a booking that nobody answered no stream is known."""
    ids = {login: pk for pk, login in world.logins.items()}
    for sent in list(journal.sent):
        answer, happened = sent.answer, True if sent.answer is not None else None
        if sent.kind == "complain":
            yield Told(sent.kind, "", "", happened, once_key(sent.key), _code(answer, sent.key))
            continue
        who = ids[sent.who]
        key = f"staff:{who}:{digest('idempotency', f'/api/v1{sent.path} {sent.key}')}"
        yield Told(sent.kind, _stream(sent), FACTS[sent.kind], happened, key)


def _stream(sent: Sent) -> str:
    kind = "booking" if sent.path.startswith("/bookings") else "case"
    parts = sent.path.split("/")
    if len(parts) > 2:
        return f"{kind}:{parts[2]}"
    return f"{kind}:{sent.answer['id']}" if sent.answer is not None else ""


def _code(answer: Any, key: str) -> str:
    return str(answer["receipt_code"]) if answer is not None else receipt_code(key)
