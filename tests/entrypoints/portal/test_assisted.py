"""A guide helps somebody on the citizens' pages: both names in the ledger, no power of the guide's own (08-04-2-2)."""

import datetime as dt

import pytest

from banshi.institutions.appointments.models import Booking
from banshi.institutions.guidance.actions.assisting import close_expired
from banshi.institutions.guidance.models import AssistedSession
from banshi.institutions.one_time_notice.actions.completing import ask_supplement
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import timeline
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.models import Entry
from banshi.lib import clock
from tests.entrypoints.portal.conftest import Citizen, words
from tests.entrypoints.portal.files import pdf, upload
from tests.entrypoints.workbench.conftest import hidden
from tests.factories.bookings import open_hours
from tests.people import CITIZENS, PASSWORD

ITEM = "MZ-XK-01"
ZHANG = CITIZENS["张伟"]
WISH = {"name": ZHANG.name, "phone": ZHANG.phone, "reason": "YY-1", "purpose": "intake", "note": ""}


@pytest.fixture
def beside(cast):
    """吴导 beside 张伟, who agreed: a browser on the citizens' pages."""
    guide = Citizen()
    assert guide.browser.login(username="wudao", password=PASSWORD)
    page = guide.open("/desk/assist/")
    guide.send("/desk/assist/", **hidden(page), person="张伟", consent="spoken")
    assert guide.here == "/"
    return guide


def both(cast):
    """Who acted and for whom, as the ledger names them."""
    return f"staff:{cast.staff_id('吴导')}", f"assisted:{AssistedSession.objects.get().pk}"


def test_a_guide_applies_for_somebody_and_the_ledger_names_both(beside, cast):
    assert "正在帮 张*" in words(beside.fill_in(uploaded=2))
    beside.send(beside.here)
    case = Case.objects.get()
    assert beside.here == f"/progress/{case.number}/received/"
    assert (case.channel, case.party.name) == ("online", "张伟")
    entry = Entry.objects.get(act="received")
    assert (entry.actor, entry.behalf) == both(cast)


def test_a_guide_supplies_for_somebody_and_it_counts_as_handed_in_online(beside, cast, received_case):
    case_id = received_case("张伟", missing=(2,))
    until, wang = dt.date(2026, 12, 14), cast.actor("王芳")
    ask_supplement(case_id=case_id, version=None, until=until, actor=wang)
    number = Case.objects.get().number
    base = f"/progress/{number}/supply/"
    with clock.frozen(clock.now() + dt.timedelta(minutes=1)):
        beside.send("/progress/", number=number, secret=ZHANG.phone[-4:])
        beside.send(f"{base}2/", file=upload("补交.pdf", pdf()))
        form = beside.open(base).context["form"]
        beside.send(base, version=form["version"].value(), once=form["once"].value())
    event = timeline(case_id)[-1]
    assert (event.fact.kind, event.fact.channel) == ("supplement_supplied", "online")
    assert (event.actor, event.behalf) == both(cast)


def test_a_guide_books_and_cancels_for_somebody(beside, cast):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    page = f"/appointments/{ITEM}/2026-11-24/0930/"
    beside.send(page, **WISH, once="book", do="confirm")
    booking = Booking.objects.get()
    assert beside.here == f"/bookings/{booking.number}/"
    assert booking.taken_by == "oneself"
    cancel = f"/bookings/{booking.number}/cancel/"
    beside.send(cancel, **hidden(beside.open(cancel)))
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    made = Entry.objects.filter(stream=f"booking:{booking.pk}").order_by("seq")
    assert len(made) == 2
    assert {(entry.actor, entry.behalf) for entry in made} == {both(cast)}


def test_without_that_help_the_same_pages_write_the_citizen(cast):
    alone = Citizen()
    assert alone.browser.login(username="wudao", password=PASSWORD)
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    alone.send(f"/appointments/{ITEM}/2026-11-24/0930/", **WISH, once="book", do="confirm")
    entry = Entry.objects.get(stream=f"booking:{Booking.objects.get().pk}")
    assert (entry.actor, entry.behalf) == ("citizen", "")


def test_the_help_closes_itself_and_what_comes_later_is_the_citizens_own(beside, cast):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    session = AssistedSession.objects.get()
    with clock.frozen(session.expires_at):
        assert "正在帮" in words(beside.open("/"))
    with clock.frozen(session.expires_at + dt.timedelta(seconds=1)):
        assert "正在帮" not in words(beside.open("/"))
        beside.send(f"/appointments/{ITEM}/2026-11-24/0930/", **WISH, once="book", do="confirm")
        assert close_expired(limit=10, actor=SYSTEM) == 1
        assert close_expired(limit=10, actor=SYSTEM) == 0
    session.refresh_from_db()
    assert (session.by_itself, session.ended_at, session.document.kind) == (True, session.expires_at, "W31")
    entry = Entry.objects.get(stream=f"booking:{Booking.objects.get().pk}")
    assert (entry.actor, entry.behalf) == ("citizen", "")
