"""How a filing leaves the house: by e-mail, or as a signed HTTP message; a receipt may come back at once (01-06).

Both carry the filing's `uid`, so that the other side can tell a repetition from a new filing.
"""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage

from banshi.institutions.refusals.models import Filing
from banshi.institutions.refusals.queries import package
from banshi.kernel.webhooks import posting
from banshi.kernel.webhooks.posting import Unacceptable
from banshi.lib import clock

LONGEST_RECEIPT = 80


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the receipt's number ("" when none came) and its date."""

    number: str = ""
    on: dt.date | None = None


def email(filing: Filing) -> Answer:
    """Send the package as attachments; the receipt comes another way and is entered by hand."""
    own, number = settings.FILING, filing.document.number
    handle = {"Message-ID": f"<{filing.uid.hex}@banshi>"}
    subject = f"{settings.BUREAU['name_zh']}否定事项备案报送单 {number}"
    body = (
        f"您好！现报送否定事项备案，报送单{number}，报送编号{filing.uid}。"
        "请您查收并回复回执编号和日期，感谢您的支持。"
    )
    letter = EmailMessage(subject, body, to=[own["email"]], headers=handle)
    for file in package.files(filing):
        letter.attach(file.name, file.content, file.media_type)
    letter.send()
    return Answer()


def http(filing: Filing) -> Answer:
    """POST the package, signed; a 2xx answer means taken over, and may bring the receipt as JSON."""
    own = settings.FILING
    if not own["secret"]:
        raise Unacceptable("no_secret")
    body = package.message(filing)
    return read(posting.post(own["http"], body, headers(filing, body), timeout=own["timeout"], trusted=True))


def headers(filing: Filing, body: bytes) -> dict[str, str]:
    """What goes with the body: the key that tells repetitions, and the signature over the body (HMAC-SHA256)."""
    secret = settings.FILING["secret"].encode()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": str(filing.uid),
        "X-Banshi-Signature": f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}",
    }


def read(content: bytes) -> Answer:
    """The receipt in an answer such as {"receipt_number": "…", "receipt_date": "2026-11-24"}; none if it is no such."""
    try:
        given = json.loads(content[: posting.LARGEST_ANSWER].decode("utf-8"))
        found = given.get("receipt_number") if isinstance(given, dict) else None
        number = found.strip() if isinstance(found, str) else ""
        if not 0 < len(number) <= LONGEST_RECEIPT or not number.isprintable():
            return Answer()
        on = given.get("receipt_date")
        return Answer(number, dt.date.fromisoformat(on) if isinstance(on, str) else clock.today())
    except (ValueError, RecursionError):
        return Answer()


OUTLETS: Mapping[str, Callable[[Filing], Answer]] = {"email": email, "http": http}
