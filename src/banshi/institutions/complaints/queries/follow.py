"""What the complainant sees with the receipt code."""

import datetime as dt
from dataclasses import dataclass

from banshi.institutions.complaints.models import Complaint, Consent, Identity, Proposal
from banshi.institutions.complaints.queries import lines
from banshi.institutions.complaints.queries.codes import digest_of
from banshi.institutions.complaints.queries.lines import RunningClock
from banshi.institutions.complaints.queries.situation import situation
from banshi.institutions.complaints.queries.story import Happened, told
from banshi.institutions.complaints.queries.whole import Written, messages, proposals, results, reviews
from banshi.institutions.complaints.rules.steps import COMPLAINANT, State, step
from banshi.kernel.documents.queries import DocumentCard, of_stream
from banshi.kernel.ledger.queries import stream as entries_of
from banshi.lib.results import Decision

# What the complainant is given; everything else stays in the office.
FOR_COMPLAINANT = ("W35", "W36", "W40", "W41", "W42")


@dataclass(frozen=True, slots=True)
class Followed:
    """A complaint as its complainant sees it: no names of colleagues, nothing of the office's own work."""

    number: str
    state: State
    received_at: dt.datetime
    category: str
    content: str
    named: bool
    may_disclose: bool
    clocks: tuple[RunningClock, ...]
    messages: tuple[Written, ...]
    proposal: Written | None
    may_answer: bool
    results: tuple[Written, ...]
    reviews: tuple[Written, ...]
    review: Decision
    review_until: dt.date | None
    may_write: bool
    papers: tuple[DocumentCard, ...]
    story: tuple[Happened, ...]


def followed(code: str) -> Followed:
    """The complaint of a receipt code; raises `Complaint.DoesNotExist`."""
    complaint = Complaint.objects.get(code_digest=digest_of(code))
    now, suggested = situation(complaint), list(proposals(complaint, {}))
    newest = Proposal.objects.filter(complaint=complaint).order_by("round").last()
    said = Consent.objects.filter(proposal=newest, side=COMPLAINANT).exists() if newest else False
    return Followed(
        number=complaint.number,
        state=now.state,
        received_at=complaint.received_at,
        category=complaint.category,
        content=complaint.content,
        named=complaint.named,
        may_disclose=Identity.objects.filter(complaint=complaint, may_disclose=True).exists(),
        clocks=lines.as_lines([complaint])[0].clocks,
        messages=tuple(messages(complaint, {})),
        proposal=suggested[-1] if suggested else None,
        may_answer=now.state is State.PROPOSED and not said,
        results=tuple(results(complaint, {})),
        reviews=tuple(reviews(complaint, {})),
        review=step("ask_review", now),
        review_until=now.review_until,
        may_write=bool(step("write", now)),
        papers=tuple(one for one in of_stream(complaint.stream) if one.kind in FOR_COMPLAINANT),
        story=tuple(told(entries_of(complaint.stream))),
    )
