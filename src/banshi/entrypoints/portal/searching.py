"""Finding an item: by words, by a situation in life, or in the whole list (08-04-1)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.entrypoints.portal import listing
from banshi.institutions.guidance.actions.guiding import note_missed
from banshi.institutions.guidance.queries import policies
from banshi.kernel.catalogue import search as index
from banshi.kernel.catalogue.bundled import life_events
from banshi.kernel.catalogue.queries import published
from banshi.kernel.organisation.permissions import public
from banshi.kernel.organisation.queries import sections
from banshi.kernel.ui.wording import english
from banshi.lib import clock

MOST_HITS, MOST_POLICIES = 20, 5


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What fits the words, best first, and why; with nothing found, where to go on."""
    text = request.GET.get("q", "").strip()[: index.LONGEST_QUERY]
    today = clock.today()
    specs = {card.spec.code: card.spec for card in published(today)}
    hits = index.search(text, today, limit=MOST_HITS)
    explained = policies.find(text, today, limit=MOST_POLICIES) if text else ()
    vain = text and not explained and not any(hit.sure for hit in hits)
    if vain and request.method == "GET":
        note_missed(query=text)
    context = {
        "text": text,
        "lines": [listing.line(specs[hit.code], hit.why) for hit in hits],
        "policies": explained,
        "tiles": listing.tiles(),
    }
    return render(request, "portal/search.html", context)


@public
@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    """The items of a situation in life."""
    found = next((each for each in life_events() if each.key == key), None)
    if found is None:
        raise Http404
    context = {"title": listing.event_name(found), "lines": listing.lines(found.codes)}
    return render(request, "portal/event.html", context)


@public
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """All items in force, by section."""
    specs = [card.spec for card in published(clock.today())]
    groups = []
    for section in sections().values():
        own = [listing.line(spec) for spec in specs if spec.section == section.code]
        if own:
            groups.append((section.name("en" if english() else "zh"), own))
    return render(request, "portal/items.html", {"groups": groups})
