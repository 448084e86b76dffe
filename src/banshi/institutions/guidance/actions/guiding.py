"""The register of the consultation desk and the roving guides (08-03), and searches in vain (08-04-1)."""

from dataclasses import dataclass

from django.db.models import F

from banshi.institutions.guidance import rules
from banshi.institutions.guidance.models import Guiding, MissedSearch, Need, Outcome, Place
from banshi.institutions.guidance.queries import policies
from banshi.kernel.catalogue import search
from banshi.kernel.documents.actions import issue
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

# So many different words of one day are kept; a flood fills no table.
MOST_WORDS_A_DAY = 500
NO_HELP = gettext_noop("请写明帮了什么。")
NOWHERE = gettext_noop("带到窗口或者科室的，请选择是哪个科室。")


@dataclass(frozen=True, slots=True)
class Guided:
    """What somebody needed, what help was given, where they were led, how it ended."""

    place: str
    need: str
    help: str
    outcome: str
    section_id: int | None = None
    elderly: bool = False
    printed: bool = False


@act("guide_visitor", "08-02", "08-03", "08-04-2", "08-04-2-1")
def guide(*, guided: Guided, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Put on record whom one guided, and where to; on wish with the sheet W31. Returns the record's id."""
    permit(actor, "guide_visitors")
    if not guided.help.strip():
        raise Refused(Reason(NO_HELP, ("08-03",), "help"))
    if guided.outcome == Outcome.LED and guided.section_id is None:
        raise Refused(Reason(NOWHERE, ("08-04-2-1",), "section"))
    row = Guiding.objects.create(
        guide_id=actor.officer,
        place=Place(guided.place),
        need=Need(guided.need),
        help=guided.help.strip(),
        section_id=guided.section_id,
        outcome=Outcome(guided.outcome),
        elderly=guided.elderly,
        at=clock.now(),
    )
    stream = f"guiding:{row.pk}"
    if guided.printed:
        row.document = issue(
            kind="W31", stream=stream, addressee_masked="", data=_sheet(row, actor), issued_by=actor.ref
        )
        row.save(update_fields=["document"])
    payload = {
        "place": row.place,
        "need": row.need,
        "section": row.section_id,
        "outcome": row.outcome,
        "elderly": row.elderly,
        "document": row.document_id,
    }
    append([NewEntry(stream, "guided", cites, payload)], actor=actor, begins=True)
    return row.pk


def note_missed(*, query: str) -> bool:
    """Count a search that found nothing, if it cannot say who somebody is. Returns whether it was kept."""
    today = clock.today()
    asked = rules.plain(query)
    words = rules.harmless(query, search.words_within(asked, today) | policies.words_within(asked))
    if not words:
        return False
    seen = MissedSearch.objects.filter(day=today)
    if seen.filter(words=words).update(count=F("count") + 1):
        return True
    if seen.count() >= MOST_WORDS_A_DAY:
        return False
    MissedSearch.objects.bulk_create([MissedSearch(words=words, day=today)], ignore_conflicts=True)
    return True


def _sheet(row: Guiding, actor: Actor) -> dict[str, object]:
    led = organisation.section(row.section_id) if row.section_id else None
    return {
        "assisted": False,
        "officer": organisation.officer_name(actor),
        "place": str(Place(row.place).label),
        "need": str(Need(row.need).label),
        "help": row.help,
        "led_to": f"{led.name_zh}，{led.room}" if led else "",
        "outcome": str(Outcome(row.outcome).label),
        "at": row.at,
    }
