"""What must hold after every fault: nothing acknowledged is lost or double, nothing is half there.

`half_done()` looks at the tables alone, `broken_promises()` compares them with what clients were told. Both return
sentences, one for each thing that is wrong; none is good.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db.models import Count, F, Q

from banshi.institutions.appointments import models as appointments
from banshi.institutions.appointments.rules.life import HOLDING
from banshi.institutions.complaints.models import Complaint
from banshi.institutions.complaints.queries.codes import digest_of
from banshi.institutions.refusals.models import Refusal
from banshi.kernel.cases.life import state_of
from banshi.kernel.cases.models import Case, DaySeries, Upload
from banshi.kernel.cases.queries import timelines
from banshi.kernel.clocks.actions import governing_due, index_row
from banshi.kernel.clocks.fold import standings
from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents import files
from banshi.kernel.documents.leasing import QUEUED, Leased
from banshi.kernel.documents.models import Document, Series
from banshi.kernel.ledger.models import DoneOnce, Entry, Head
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.kernel.parties.models import Party
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table

BATCH = 500
CLOCK_COLUMNS = ("start", "due", "provisional", "online", "ends_at", "stopped_at", "interrupted")
# The paper that goes with a fact, in the same transaction.
PAPER_OF = {"accepted": "W05", "supplement_asked": "W04", "withdrawn": "", "intake_refused": "W06"}


@dataclass(frozen=True, slots=True)
class Told:
    """One act as a client knows it: `happened` when it was acknowledged, None when no answer ever came."""

    kind: str
    stream: str
    fact: str
    happened: bool | None
    key: str = ""
    code: str = ""


def half_done() -> list[str]:
    """Everything in the tables that cannot have come from whole acts."""
    return [wrong for look in LOOKS for wrong in look()]


def _ledger() -> Iterator[str]:
    for fault in verify().faults:
        yield f"ledger: {fault.stream} {fault.seq} {fault.kind}"
    last = {row["stream"]: row for row in Entry.objects.values("stream").annotate(n=Count("id")).order_by()}
    for head in Head.objects.order_by("stream"):
        if last.get(head.stream, {}).get("n") != head.seq:
            yield f"ledger: head of {head.stream} says {head.seq}"


def _cases() -> Iterator[str]:
    ids = list(Case.objects.order_by("id").values_list("id", flat=True))
    days = table()
    streams = set(Head.objects.filter(stream__startswith="case:").values_list("stream", flat=True))
    for stream in sorted(streams - {f"case:{one}" for one in ids}):
        yield f"{stream}: entries without a case"
    for some in (ids[at : at + BATCH] for at in range(0, len(ids), BATCH)):
        stories = timelines(some)
        papers = Counter(
            Document.objects.filter(stream__in=[f"case:{one}" for one in some])
            .order_by("id")
            .values_list("stream", "kind")
        )
        stored = defaultdict(dict)
        for row in Clock.objects.filter(case__in=some).order_by("id"):
            stored[row.case_id][row.kind] = row
        for case in Case.objects.filter(pk__in=some).order_by("id"):
            story = stories.get(case.pk, ())
            yield from _case(case, story, papers, stored[case.pk], days)


def _case(case: Case, story: tuple, papers: Counter, stored: dict, days: object) -> Iterator[str]:
    name = f"case:{case.pk}"
    state = state_of(event.fact for event in story)
    if state != case.state or case.version != len(story):
        yield f"{name}: is {case.state} {case.version}, its facts say {state} {len(story)}"
    facts = Counter(event.fact.kind for event in story)
    for fact, paper in PAPER_OF.items():
        if paper and papers[name, paper] != facts[fact] + (paper == "W05") * facts["deemed_accepted"]:
            yield f"{name}: {facts[fact]} times {fact}, {papers[name, paper]} papers {paper}"
    found = standings(story, days, parameter)
    if found.keys() != stored.keys() or case.due != governing_due(found):
        yield f"{name}: clocks {sorted(stored)} due {case.due}, its facts say {sorted(found)} {governing_due(found)}"
        return
    for kind, standing in found.items():
        fresh = index_row(case, standing, days)
        if any(getattr(fresh, one) != getattr(stored[kind], one) for one in CLOCK_COLUMNS):
            yield f"{name}: clock {kind} is not what its facts say"


def _numbers() -> Iterator[str]:
    cases = Counter(number.split("-")[1] for number in Case.objects.values_list("number", flat=True))
    for row in DaySeries.objects.order_by("day"):
        if cases[f"{row.day:%Y%m%d}"] != row.last:
            yield f"case numbers of {row.day}: {cases[f'{row.day:%Y%m%d}']} of {row.last}"
    booked = Counter(number[1:9] for number in appointments.Booking.objects.values_list("number", flat=True))
    for row in appointments.DaySeries.objects.order_by("day"):
        if booked[f"{row.day:%Y%m%d}"] != row.last:
            yield f"booking numbers of {row.day}: {booked[f'{row.day:%Y%m%d}']} of {row.last}"
    used = Counter((mark, year) for mark, year in Document.objects.values_list("mark", "year"))
    used.update(_elsewhere())
    for row in Series.objects.order_by("mark", "year"):
        if used[row.mark, row.year] != row.last:
            yield f"numbers {row}: {used[row.mark, row.year]} of {row.last}"


def _elsewhere() -> Iterator[tuple[str, int]]:
    """Numbers that stand on no paper: volumes of the archive, and of refusals."""
    archived = Entry.objects.filter(act="archived").order_by("id").values_list("payload", flat=True)
    numbers = [payload["volume"] for payload in archived]
    numbers += (
        Refusal.objects.exclude(archive_number=None).order_by("id").values_list("archive_number", flat=True)
    )
    for number in numbers:
        mark, _, rest = number.partition("〔")
        yield mark, int(rest[:4])


def _belongings() -> Iterator[str]:
    heads = set(Head.objects.values_list("stream", flat=True))
    for name, rows in (("paper", Document.objects), ("message", Message.objects.exclude(stream=""))):
        for stream in sorted(set(rows.order_by("id").values_list("stream", flat=True)) - heads):
            yield f"{name} of {stream}, which has no entry"
    for booking in appointments.Booking.objects.order_by("id"):
        if booking.stream not in heads:
            yield f"{booking.stream} has no entry"
    for complaint in Complaint.objects.order_by("uid"):
        if complaint.stream not in heads:
            yield f"{complaint.stream} has no entry"
    parties = Party.objects.filter(cases=None, agent_cases=None, joint_cases=None)
    if lonely := parties.count():
        yield f"{lonely} parties without a case"


def _places() -> Iterator[str]:
    holding = Count("bookings", filter=Q(bookings__state__in=[state.value for state in HOLDING]))
    slots = appointments.Slot.objects.annotate(held=holding)
    for slot in slots.exclude(taken=F("held")).order_by("id"):
        yield f"slot {slot.day} {slot.start}: {slot.taken} taken, {slot.held} hold one"


def _files() -> Iterator[str]:
    for document in Document.objects.filter(state="ready").order_by("id"):
        if files.read(document.stored_as, document.sha256) is None:
            yield f"paper {document.pk}: its file is missing or damaged"
    for upload in Upload.objects.order_by("id"):
        if not default_storage.exists(upload.stored_as):
            yield f"upload {upload.pk}: its file is missing"


LOOKS: tuple[Callable[[], Iterator[str]], ...] = (
    _ledger,
    _cases,
    _numbers,
    _belongings,
    _places,
    _files,
)


def claimed() -> set[tuple[str, object, int]]:
    """Rows that a worker has claimed and not settled: kind, id, attempts so far."""
    return {
        (model._meta.model_name or "", *row)
        for model in Leased.__subclasses__()
        for row in model._default_manager.filter(state=QUEUED, lease_until__isnull=False)
        .order_by("pk")
        .values_list("pk", "attempts")
    }


def broken_promises(told: Iterable[Told]) -> list[str]:
    """Whatever the tables say otherwise than the clients were told."""
    return list(_broken(list(told)))


def _broken(told: list[Told]) -> Iterator[str]:
    entries = Counter(Entry.objects.order_by("id").values_list("stream", "act"))
    keys = set(DoneOnce.objects.values_list("key", flat=True))
    codes = Counter(Complaint.objects.order_by("uid").values_list("code_digest", flat=True))
    for one in told:
        there = codes[digest_of(one.code)] if one.code else entries[one.stream, one.fact] if one.stream else 0
        if one.happened and there != 1:
            yield f"{one.kind} {one.stream} {one.fact}: acknowledged, there {there} times"
        if not one.happened and there > 1:
            yield f"{one.kind} {one.stream} {one.fact}: without an answer, there {there} times"
        if one.happened and one.key and one.key not in keys:
            yield f"{one.kind} {one.stream}: its key is not remembered"
    subjects = Counter((one.stream, one.fact) for one in told if one.happened and one.stream)
    for (stream, fact), number in subjects.items():
        if number > 1:
            yield f"{fact} of {stream} was acknowledged to {number} clients"


def twice_taken_in() -> list[str]:
    """People of whom each handed in one application, and who have two."""
    many = Case.objects.values("party").annotate(n=Count("id")).filter(n__gt=1).order_by("party")
    return [f"party {row['party']} has {row['n']} cases" for row in many]
