"""Where an applicant's case stands: its dates with their lamps, its papers, what can be done with it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from banshi.institutions.one_time_notice.queries.telling import pending_hearing
from banshi.institutions.provisional_acceptance.queries.promises import promised_papers
from banshi.kernel.cases import facts, uploads
from banshi.kernel.cases.life import INTAKE, UNDER_REVIEW, State
from banshi.kernel.cases.models import OutcomeKind
from banshi.kernel.cases.queries import CaseCard, MaterialCard, materials, outcome
from banshi.kernel.cases.stream import Recorded, stream
from banshi.kernel.cases.uploads import UploadCard
from banshi.kernel.clocks.fold import standings
from banshi.kernel.clocks.lamps import Lamp, LampState
from banshi.kernel.clocks.queries import lamp_of
from banshi.kernel.clocks.reckoning import Reckoned
from banshi.kernel.clocks.remedies import RemedyDates, remedy_dates
from banshi.kernel.clocks.words import due_reason
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Way
from banshi.kernel.documents.papers import remedies
from banshi.kernel.documents.queries import DocumentCard
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

# Decisions belong to the applicant from the moment they are served.
DECISIONS = frozenset({"W06", "W18", "W19"})
# What each date means for the applicant; the clock's own name is on the page that explains it.
MEANS: Mapping[str, str] = {
    "intake": gettext_noop("告诉您是否受理"),
    "supply": gettext_noop("您补齐材料"),
    "promised": gettext_noop("作出决定，我们承诺的期限"),
    "statutory": gettext_noop("作出决定，法定的期限"),
    "tell_refusal": gettext_noop("把决定书和理由送到您手里"),
    "deliver": gettext_noop("把办理结果送到您手里"),
    "commitment": gettext_noop("您补齐承诺的材料"),
    "tell_termination": gettext_noop("告诉您终止办理，退还材料"),
    "hearing": gettext_noop("举行听证"),
}
WITHDRAWABLE = INTAKE | UNDER_REVIEW
THEIRS = frozenset({"supply", "commitment"})


@dataclass(frozen=True, slots=True)
class DateLine:
    """One running date: which, until when (or words, while that is open), its lamp, where it is explained."""

    kind: str
    title: str
    day: dt.date | None
    words: Reason | None
    lamp: LampState
    url: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper to download."""

    title: str
    number: str
    issued_at: dt.datetime
    url: str


def dates(case: CaseCard, events: Sequence[Recorded]) -> list[DateLine]:
    """The dates that run now, the earliest first."""
    found = [each for each in standings(events, table(), parameter).values() if each.running]
    found.sort(key=lambda each: each.reckoned.date or each.reckoned.after or dt.date.max)
    return [
        DateLine(
            each.kind.name,
            MEANS[each.kind.name],
            *_day(each.reckoned),
            lamp_of(each),
            reverse("portal:own_clock", args=[case.number, each.kind.name]),
        )
        for each in found
    ]


def own_date(lines: Sequence[DateLine]) -> dt.date | None:
    """By when the applicant has to supply papers, where that is known; a rest day moves it on."""
    return next((line.day for line in lines if line.kind in THEIRS), None)


def is_late(lines: Sequence[DateLine]) -> bool:
    """Whether one of our own dates has passed."""
    return any(line.lamp.lamp is Lamp.RED and line.kind not in THEIRS for line in lines)


def intake_date(events: Sequence[Recorded]) -> Reason | None:
    """By when the applicant is told whether the application is accepted (06-03-2)."""
    found = standings(events, table(), parameter).get("intake")
    return due_reason(found.reckoned) if found else None


def _day(reckoned: Reckoned) -> tuple[dt.date | None, Reason | None]:
    if reckoned.date and not reckoned.provisional:
        return reckoned.date, None
    return None, due_reason(reckoned)


def open_papers(case: CaseCard) -> dict[int, DocumentCard]:
    """The issued papers the applicant may open, by id."""
    found = documents.of_stream(stream(case.id))
    return {
        each.id: each
        for each in found
        if not each.internal and (each.kind not in DECISIONS or each.deliveries)
    }


def paper_lines(case: CaseCard, papers: Mapping[int, DocumentCard]) -> list[PaperLine]:
    """The papers as lines, oldest first."""
    language = get_language() or ""
    return [
        PaperLine(
            each.title(language),
            each.number,
            each.issued_at,
            reverse("portal:document", args=[case.number, key]),
        )
        for key, each in papers.items()
    ]


def electronic_deliveries(paper: DocumentCard) -> list[int]:
    """Electronic deliveries of a paper that nobody has opened yet."""
    return [each.id for each in paper.deliveries if each.way == Way.ELECTRONIC and each.opened_at is None]


def may_ask_hearing(case: CaseCard) -> bool:
    """Whether the applicant was told of the right to a hearing and may still ask for it."""
    called = pending_hearing(case.id) if case.state is State.REVIEW else None
    return called is not None and called.may_be_asked(clock.today())


def gaps(case: CaseCard) -> tuple[MaterialCard, ...]:
    """The papers that are missing or wrong; those that arrived and wait to be checked are not asked for again."""
    found = tuple(each for each in materials(case.id) if each.status != "present")
    if case.state is not State.PROVISIONAL:
        return found
    waiting = {each.seq for each in promised_papers(case.id) if each.state == "waiting"}
    return tuple(each for each in found if each.seq not in waiting)


def asked_at(events: Sequence[Recorded]) -> dt.datetime | None:
    """Since when papers are awaited: the notice, or what was supplied last after it."""
    kinds = (
        facts.SupplementAsked,
        facts.SupplementSupplied,
        facts.ProvisionallyAccepted,
        facts.PieceArrived,
    )
    return next((each.at for each in reversed(events) if isinstance(each.fact, kinds)), None)


def pending_files(case: CaseCard, events: Sequence[Recorded]) -> dict[int, tuple[UploadCard, ...]]:
    """Files uploaded since then and not handed in yet, by number of the paper."""
    since = asked_at(events)
    if since is None:
        return {}
    found = {
        seq: tuple(file for file in files if file.at > since)
        for seq, files in uploads.of_case(case.id).items()
    }
    return {seq: files for seq, files in found.items() if files}


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """What was refused, why, and where to go by when; reasons and dates only once the paper was served."""

    reasons: tuple[str, ...]
    legal_basis: tuple[str, ...]
    where: Mapping[str, object]
    until: RemedyDates | None


def refusal(case: CaseCard, papers: Mapping[int, DocumentCard], *, electronic: bool) -> RefusedLine | None:
    """What the applicant of a refused case is told (06-06, 01-08); None when nothing was refused."""
    ended = outcome(case.id)
    if ended is None or ended.kind == OutcomeKind.GRANTED:
        return None
    paper = papers.get(ended.document_id)
    served = paper.served_on if paper else None
    return RefusedLine(
        ended.reasons if served else (),
        ended.legal_basis if served else (),
        _where(electronic),
        remedy_dates(served) if served else None,
    )


def _where(electronic: bool) -> Mapping[str, object]:
    """Which body, which court, which online way, in the reader's language."""
    told = remedies(electronic=electronic)
    tail = "_en" if (get_language() or "").startswith("en") else ""
    return {
        "reconsideration_body": told[f"reconsideration_body{tail}"],
        "court": told[f"court{tail}"],
        "channel": told["channel"],
    }


def was_electronic(paper: DocumentCard) -> bool:
    """Whether a paper was served electronically: then the online way to reconsideration is told too."""
    return any(each.way == Way.ELECTRONIC for each in paper.deliveries)
