"""No staff page overwrites what somebody else did since it was shown: every address, every form.

The acts refuse by themselves (`kernel.ledger.shown`); what is proved here is that no address and no form escapes.
"""

import datetime as dt
import re
import uuid
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import get_resolver

from banshi.entrypoints.workbench.addressed import MATTERS, called, shown_by, stamp, stream_of
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.shown import note_shown, nothing_shown
from banshi.lib import clock
from banshi.lib.results import Refused, Stale
from tests.addresses import routes
from tests.house.source import SRC

# Addresses that name something, but where a form from an old page can do no harm, and why.
HARMLESS = {
    "desk/calendar/": "only read, by a calendar program",
    "desk/dashboard/past/": "only read",
    "desk/hall/visits/": "a slip, only read",
    "desk/counter/": "begins a new case",
    "desk/tell/": "begins a new notice, or only read",
    "desk/views/": "a filter of one's own",
    "desk/accounts/": "one account: a new password, or an end to its sessions; done twice it is the same",
    "desk/audit/sheets/": "only read",
    "desk/reports/": "only read, or begins a simulation of one's own",
    "desk/administration/hall/": "names and hours of queues and windows; the form shows them all",
    "desk/refusals/<int:refusal_id>/archive/": "once: the rule refuses the second archivist",
    "desk/extended/sections/": "begins a session; a second one of the section is refused by the database",
    "desk/extended/visits/": "one decision for each visit, kept by the database",
    "desk/appointments/book/": "begins a booking; the places are counted under a lock",
    "desk/appointments/hours/": "a new week from a day on; the former stays and is shown",
    "desk/guiding/": "only read",
    "desk/assist/": "one's own help to one visitor",
    "desk/follow-ups/": "of one handler; each step happens once, which the rule says",
    "desk/conduct/duty/<int:duty_id>/off/": "takes away the row it names; gone is gone",
    "desk/conduct/findings/": "each step happens once and is another person's, which the rule says",
    "desk/conduct/integrity/new/": "begins an entry",
    "desk/matters/new/": "begins a matter",
    "desk/appraisal/objections/": "once: the rule refuses the second answer",
    "desk/appraisal/sections/": "closes the sheets of a section; each sheet closes once",
}
NAMED = re.compile(r"<\w+:\w+>")


def addresses() -> list[str]:
    found = {
        path for path, _view in routes(get_resolver()) if path.startswith("desk/") and NAMED.search(path)
    }
    return sorted(found)


def values(route: str) -> dict[str, object]:
    made = {"int": 7, "uuid": uuid.UUID(int=7)}
    return {name: made.get(kind, "x") for kind, name in re.findall(r"<(\w+):(\w+)>", route)}


def guarded(route: str) -> bool:
    return any(route.startswith(start) for start in MATTERS)


def test_every_address_of_one_matter_is_guarded_or_harmless_with_a_reason():
    forgotten = [
        path
        for path in addresses()
        if not guarded(path) and not any(path.startswith(one) for one in HARMLESS)
    ]
    assert forgotten == []


def test_nothing_stands_in_the_lists_in_vain():
    idle = [one for one in (*HARMLESS, *MATTERS) if not any(path.startswith(one) for path in addresses())]
    assert idle == []


def test_every_guarded_matter_has_such_a_stream():
    source = "\n".join(path.read_text() for path in SRC.rglob("*.py") if path.name != "addressed.py")
    assert [kind for kind in MATTERS.values() if f'f"{kind}:{{' not in source and kind != "policy"] == []


def test_every_form_of_the_staff_says_when_its_page_was_made():
    pages = {path.relative_to(SRC).as_posix(): path.read_text() for path in SRC.rglob("*.html")}
    bare = [
        path
        for path, page in pages.items()
        if ("/staff/" in path or path.startswith(("entrypoints/workbench/", "kernel/clocks/")))
        and not path.endswith("/login.html")
        and ("csrf_token" in page or page.count('method="post"') > page.count("from_here"))
    ]
    assert bare == []


@act("test_shown", "07-03")
def step(*, stream: str, actor: Actor, cites: tuple, refuse: bool = False) -> None:
    """Somebody takes a step."""
    if refuse:
        raise Refused
    append([NewEntry(stream, "stepped", cites, {})], actor=actor)


def sent(route: str, moment: dt.datetime) -> SimpleNamespace:
    request = RequestFactory().post("/", {"page_made": stamp(moment)})
    request.resolver_match = SimpleNamespace(route=route, kwargs=values(route))
    return request


@pytest.mark.django_db
@pytest.mark.parametrize("route", [path for path in addresses() if guarded(path)])
def test_a_form_from_an_old_page_is_refused_and_says_who_acted_and_when(route, cast, at):
    stream = stream_of(route, values(route))
    first, second = Actor(f"staff:{cast.staff('王芳').pk}"), Actor(f"staff:{cast.staff('孙丽').pk}")
    page = clock.now()
    with nothing_shown(), at("2026-11-23T10:05"):
        step(stream=stream, actor=first)
        note_shown(shown_by(sent(route, page)))
        for refuse in (False, True):
            with pytest.raises(Stale) as told:
                step(stream=stream, actor=second, refuse=refuse)
            (why,) = told.value.reasons
            assert (why.params["who"], why.params["at"], why.articles) == ("王芳", clock.now(), ("07-03",))
        step(stream=stream, actor=first)
        note_shown(shown_by(sent(route, clock.now())))
        step(stream=stream, actor=second)
    assert Entry.objects.filter(stream=stream).count() == 3


@pytest.mark.parametrize("stamp", ["", "x", "-1", "9" * 17, "９" * 16])
@pytest.mark.pure
def test_a_stamp_that_is_none_is_left_aside(stamp):
    request = RequestFactory().post("/", {"page_made": stamp})
    request.resolver_match = SimpleNamespace(route="desk/cases/<int:case_id>/accept/", kwargs={"case_id": 7})
    assert shown_by(request) is None


@pytest.mark.django_db
def test_a_citizen_who_acted_is_not_named():
    assert called("citizen") == "群众本人"
