"""What is behind a number of the dashboard: the list, page by page. No applicant and no text stands in it."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.dashboard_numbers import (
    LAMPS,
    WORDS,
    Shade,
    label_of,
    own_sections,
    section_of,
)
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.dated import OURS, PAGE, DatedLine
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.workflows import dated

FEW = 10
# What a stream is about → its page, and the act that opens it. A follow-up opens only for who handles it.
PAGES = {
    "case": ("workbench:case", "see_case"),
    "matter": ("workbench:matter", "see_matter"),
    "booking": ("workbench:booking", "see_bookings"),
    "contact": ("workbench:contact", "answer_contact"),
    "finding": ("workbench:finding", "inspect"),
    "opinion": ("workbench:opinion", "answer_opinion"),
    "session": ("workbench:extended_session", "see_extended"),
    "correction": ("workbench:correction", "see_corrections"),
    "key_post": ("workbench:key_post", "see_posts"),
    "follow_up": ("workbench:follow_up", ""),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with its lamp, section and page; "" where the reader may not open it."""

    line: DatedLine
    lamp: Shade
    section: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one kind, and how many there are; `more` leads to all of them."""

    title: str
    number: int
    rows: tuple[Shown, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a kind or "", a lamp or "", a section or none, from which line on."""

    kind: str
    lamp: str
    section: str
    sections: tuple[int | None, ...] | None
    skip: int

    def url(self, **changes: object) -> str:
        """The same list with something changed."""
        now = {"kind": self.kind, "lamp": self.lamp, "section": self.section}
        asked = {name: str(value) for name, value in (now | changes).items() if value}
        return reverse("workbench:dashboard_list") + ("?" + urlencode(asked) if asked else "")


@needs(dated.OPENS)
@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The things behind a number: of one kind with all pages, or the first of each of our own kinds."""
    actor, language = actor_of(request), get_language() or ""
    known = own_sections(actor)
    asked = _asked(request, actor)
    numbers = _numbers(actor, asked)
    parts = []
    for name, number in numbers.items():
        limit = PAGE if asked.kind else FEW
        rows = dated.lines(
            actor, name, lamp=asked.lamp, sections=asked.sections, skip=asked.skip, limit=limit
        )
        shown = tuple(_shown(row, actor, label_of(row.section_id, known, language)) for row in rows)
        more = asked.url(kind=name) if not asked.kind and number > len(rows) else ""
        parts.append(Part(dated.KINDS[name].title, number, shown, more))
    total = sum(numbers.values())
    context = {
        "parts": parts,
        "total": total,
        "kind": dated.KINDS[asked.kind].title if asked.kind else "",
        "lamp": Shade(Lamp(asked.lamp), WORDS[Lamp(asked.lamp)]) if asked.lamp else None,
        "section": label_of(asked.sections[0], known, language) if asked.sections else "",
        "several": len(known) > 1,
        "previous_url": asked.url(skip=max(asked.skip - PAGE, 0)) if asked.skip else "",
        "next_url": asked.url(skip=asked.skip + PAGE) if asked.kind and asked.skip + PAGE < total else "",
    }
    return render(request, "workbench/dashboard/list.html", context)


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    """What the address says; a kind or section that the reader may not count is as unknown as nonsense (404)."""
    given = request.GET
    kind, lamp, section = given.get("kind", ""), given.get("lamp", ""), given.get("section", "")
    sections = section_of(section, own_sections(actor)) if section else None
    unknown = (kind and kind not in dated.kinds_for(actor)) or (lamp and lamp not in set(map(str, LAMPS)))
    if unknown or sections == ():
        raise Http404
    skip = given.get("skip", "")
    start = int(skip) if kind and skip.isascii() and skip.isdecimal() and len(skip) < 8 else 0
    return Asked(kind, lamp, section, sections, start)


def _numbers(actor: Actor, asked: Asked) -> dict[str, int]:
    """How many of each kind are wanted, in the order of the dashboard."""
    found: Counter[str] = Counter()
    for one in dated.counts(actor, asked.kind):
        wanted = asked.kind or dated.KINDS[one.kind].group == OURS
        here = asked.sections is None or one.section_id in asked.sections
        if wanted and here and asked.lamp in {"", one.lamp}:
            found[one.kind] += one.number
    return {name: found[name] for name in dated.KINDS if found[name]}


def _shown(row: DatedLine, actor: Actor, section: str) -> Shown:
    lamp = Lamp(row.lamp)
    return Shown(row, Shade(lamp, WORDS[lamp]), section, page_of(row, actor))


def page_of(row: DatedLine, actor: Actor) -> str:
    """The page of a line; "" for who may not open it."""
    name, _, number = row.stream.partition(":")
    page, act = PAGES[name]
    relation = Relation(row.section_id, row.handler_id)
    opens = may(actor, act, relation) if act else row.handler_id in actor.staff_ids
    return reverse(page, args=[int(number)]) if opens else ""
