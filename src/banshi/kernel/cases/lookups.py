"""Asking for the progress of one's own case: few guesses a day, and a proof that lasts half an hour.

A phone tail has ten thousand values, so wrong tries are counted and stopped: at most five a day of one
case number (a chance of 0.05 % to guess right), and a limit for each network, whose address is kept only
as a keyed digest. An unknown case and a wrong tail get the same answer.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import F

from banshi.kernel.cases.models import Case, FailedLookup
from banshi.kernel.cases.queries import CaseCard, card_of, find_own
from banshi.kernel.organisation.network import network_of
from banshi.kernel.vault.digests import digest
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

Found = TypeVar("Found")

NUMBER_TRIES = 5
# Many phones share one address of their mobile network, and everybody in the hall shares ours.
NETWORK_TRIES = 20
PROOF_LASTS = dt.timedelta(minutes=30)
SESSION_KEY = "own_cases"


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong tries a day: of one number (0: as many as the network has) and of one network."""

    kind: str = ""
    number: int = NUMBER_TRIES
    network: int = NETWORK_TRIES


# A query code has 36 bits: nobody guesses it, so whoever holds the receipt is never shut out by others' guesses.
CODE_TRIES = Tries("code-", 0, 200)
NOT_FOUND = gettext_noop(
    "没有查到。请核对办件编号，以及手机号码后四位或者查询码。还是查不到，请拨打 %(phone)s，我们帮您查。"
)
TOO_MANY = gettext_noop(
    "今天查询没有对上的次数较多，为了保护申请人，已暂停网上查询。请拨打 %(phone)s，我们帮您查。"
)

_DASHES = re.compile(r"[\u2010-\u2015\u2212\uff0d_]")
_DIGITS_ONLY = re.compile(r"(\d{6})(\d{8})(\d{6,})")
_TAIL = re.compile(r"\d{4}")


def find(*, number: str, secret: str, network: str) -> CaseCard:
    """The case whose applicant knows `secret`: the last four digits of the phone, or the query code.

    `network` is the address the question comes from. Raises `Refused` with one sentence for an unknown case
    and a wrong secret alike, and with another when too many were wrong today.
    """
    number, secret = clean_number(number), clean_secret(secret)
    if _TAIL.fullmatch(secret):
        return guarded(number=number, network=network, look=lambda: find_own(number, phone_tail=secret))
    return guarded(
        number=number,
        network=network,
        look=lambda: find_own(number, query_code=secret),
        tries=CODE_TRIES,
    )


def guarded(
    *,
    number: str,
    network: str,
    look: Callable[[], Found | None],
    unknown: str = NOT_FOUND,
    tries: Tries = Tries(),
) -> Found:
    """What `look` finds, if neither this number nor this network has used up its wrong tries of today.

    Raises `Refused` with the sentence `unknown` when nothing is found, and with another when too many were wrong.
    """
    # The network first: one that has used up its tries cannot use up those of other people's numbers.
    subjects = [(_subject(f"{tries.kind}network", network), tries.network)]
    if tries.number:
        subjects.append((_subject("number", number), tries.number))
    phone = {"phone": settings.BUREAU["phone"]}
    # Counted before looking, so that many questions at once have no more tries than one after another.
    if not all(_claim(subject, most) for subject, most in subjects):
        raise Refused(Reason(TOO_MANY, params=phone))
    found = look()
    if found is None:
        raise Refused(Reason(unknown, (), "secret", phone))
    for subject, _most in subjects:
        FailedLookup.objects.filter(subject=subject, day=clock.today()).update(tries=F("tries") - 1)
    return found


def clean_number(text: str) -> str:
    """A case number as it is stored: full-width digits, other dashes and missing dashes are put right."""
    number = _DASHES.sub("-", "".join(unicodedata.normalize("NFKC", text).split()))
    bare = _DIGITS_ONLY.fullmatch(number)
    return "-".join(bare.groups()) if bare else number


def clean_secret(text: str) -> str:
    """A phone tail or a query code as it is compared: half-width, upper case, no spaces or dashes."""
    return _DASHES.sub("", "".join(unicodedata.normalize("NFKC", text).split())).replace("-", "").upper()


def remember(session: MutableMapping[str, Any], case_id: int) -> None:
    """Keep for half an hour that this browser has proved the case to be its own."""
    known = {key: at for key, at in session.get(SESSION_KEY, {}).items() if fresh(at)}
    session[SESSION_KEY] = known | {str(case_id): clock.now().isoformat()}


def proven(session: MutableMapping[str, Any], number: str) -> CaseCard | None:
    """The case of this number, if this browser has proved within half an hour that it is its own."""
    case = Case.objects.filter(number=number).first()
    at = session.get(SESSION_KEY, {}).get(str(case.pk)) if case else None
    return card_of(case) if case and at and fresh(at) else None


def fresh(at: str) -> bool:
    """Whether a proof given at this moment (ISO text) still holds."""
    return dt.timedelta(0) <= clock.now() - dt.datetime.fromisoformat(at) < PROOF_LASTS


def _subject(kind: str, value: str) -> str:
    return digest(f"lookup-{kind}", network_of(value) if kind == "network" else value)


def _claim(subject: str, most: int) -> bool:
    """Take one of today's tries; False when none is left."""
    today = clock.today()
    _row, created = FailedLookup.objects.get_or_create(subject=subject, day=today)
    if created:
        FailedLookup.objects.filter(day__lt=today).delete()
    taken = FailedLookup.objects.filter(subject=subject, day=today, tries__lt=most)
    return taken.update(tries=F("tries") + 1) == 1
