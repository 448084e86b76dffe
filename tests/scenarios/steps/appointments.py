"""Sentences of 预约服务 (annex 3)."""

import calendar
import datetime as dt

from pytest_bdd import given, parsers, then, when

from banshi.institutions.appointments.actions.answering import accept_request, decline_request
from banshi.institutions.appointments.actions.booking import book, move_booking
from banshi.institutions.appointments.actions.keeping import check_equipment
from banshi.institutions.appointments.actions.serving import finish_booked, serve_booked
from banshi.institutions.appointments.models import Lateness
from banshi.institutions.appointments.queries import bookings, slots
from banshi.institutions.appointments.rules.booking import CHANNELS, PURPOSES, TAKEN_BY
from banshi.institutions.appointments.rules.days import Opening
from banshi.institutions.appointments.rules.life import NAMES
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.ledger.queries import stream as ledger_stream
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import NotPermitted
from banshi.workflows.administration import load_calendar, recompute_open
from banshi.workflows.arrival import check_in
from banshi.workflows.closure import Closing, close_hall
from tests.factories.bookings import booked, open_hours, requested, wanted
from tests.factories.citizens import CITIZENS
from tests.scenarios.story import ITEMS, Story, day

SECTION = "SHZZ"
TUESDAY = "2026-11-24 09:30"


def section(story: Story) -> int:
    return story.cast.sections[SECTION]


def keep(story: Story, who: str, make: object) -> None:
    """Do it, remember whose booking it is."""

    def made() -> None:
        story.notes[who] = make()
        story.notes["last"] = story.notes[who]
        story.stream = f"booking:{story.notes[who]}"

    story.attempt(made)


def last(story: Story) -> int:
    return int(str(story.notes["last"]))


@given("社会组织管理科周一到周五每半小时接待 2 位预约，周六上午凭申请")
def hours(story: Story) -> None:
    open_hours(story.cast.actor("赵敏"), section(story))


@when(parsers.re("(?P<who>张伟|刘桂兰|张䶮)在网上预约 (?P<date>[-0-9]+) (?P<time>[0-9:]+) 办“(?P<item>.+)”"))
def books_online(story: Story, who: str, date: str, time: str, item: str) -> None:
    keep(story, who, lambda: booked(f"{date} {time}", who, service=ITEMS[item]))


@when(parsers.parse("张伟预约来“{purpose}”"))
def books_for(story: Story, purpose: str) -> None:
    code = next(code for code, text in PURPOSES.items() if text == purpose)
    keep(story, "张伟", lambda: booked(TUESDAY, purpose=code))


@when("张伟预约社会组织管理科的其他服务，没有写办什么")
def books_something(story: Story) -> None:
    keep(story, "张伟", lambda: booked(TUESDAY, service=SECTION, purpose="other"))


@when("张伟预约时没有选理由")
def books_without_reason(story: Story) -> None:
    keep(story, "张伟", lambda: booked(TUESDAY, reason=""))


@when(parsers.parse("张伟以“{code}”为由在网上预约 2026-11-24 09:30"))
def books_because(story: Story, code: str) -> None:
    keep(story, "张伟", lambda: booked(TUESDAY, reason=code))


@when(parsers.re("(?P<clerk>李强|吴导)替张伟用“(?P<channel>.+)”预约 2026-11-24 09:30"))
def books_for_him(story: Story, clerk: str, channel: str) -> None:
    code = next((code for code, text in CHANNELS.items() if text == channel), channel)
    moment = clock.parse(TUESDAY)

    def made() -> int:
        return book(
            wanted=wanted(channel=code),
            day=moment.date(),
            start=moment.time(),
            actor=story.cast.actor(clerk),
        )

    keep(story, "张伟", made)


@when(parsers.parse("张伟申请在 {date} 来办“社会团体成立登记”"))
def asks_for(story: Story, date: str) -> None:
    keep(story, "张伟", lambda: requested(date))


@when(parsers.parse("李强受约，安排在 {date} {time}"))
def accepts(story: Story, date: str, time: str) -> None:
    story.attempt(
        lambda: accept_request(
            booking_id=last(story),
            version=None,
            day=day(date),
            start=dt.time.fromisoformat(time),
            extra=False,
            actor=story.cast.actor("李强"),
        )
    )


@when(parsers.re("(?P<clerk>李强|何静)谢绝，原因是“(?P<reason>.*)”"))
def declines(story: Story, clerk: str, reason: str) -> None:
    story.attempt(
        lambda: decline_request(
            booking_id=last(story), version=None, reason=reason, actor=story.cast.actor(clerk)
        )
    )


@when(parsers.re("(?P<who>张伟|刘桂兰)凭预约号和手机尾号报到"))
def checks_in(story: Story, who: str) -> None:
    number = bookings.card(int(str(story.notes[who]))).number
    own = bookings.find_own(number=number, tail=CITIZENS[who].phone[-4:], network="10.0.0.9")
    story.attempt(lambda: check_in(booking_id=own.id, version=None, actor=CITIZEN))


@when(parsers.parse("张伟凭预约号和手机尾号改到 {date} {time}"))
def moves(story: Story, date: str, time: str) -> None:
    number = bookings.card(last(story)).number
    own = bookings.find_own(number=number, tail=CITIZENS["张伟"].phone[-4:], network="10.0.0.9")
    start = dt.time.fromisoformat(time)
    move_booking(booking_id=own.id, version=own.version, day=day(date), start=start, actor=CITIZEN)


@when("李强开始办理")
def begins(story: Story) -> None:
    serve_booked(booking_id=last(story), version=None, actor=story.cast.actor("李强"))


@when("李强办完")
def ends(story: Story) -> None:
    finish_booked(booking_id=last(story), version=None, actor=story.cast.actor("李强"))


@when(parsers.parse("系统管理员周明把 {date} 改为放假"))
def becomes_holiday(story: Story, date: str) -> None:
    changed, days = day(date), table()
    length = 365 + calendar.isleap(changed.year)
    every = [dt.date(changed.year, 1, 1) + dt.timedelta(n) for n in range(length)]
    rows = [f"{d},holiday,放假" if d == changed else f"{d},{days.kind(d)},{days.name(d)}" for d in every]
    administrator = story.cast.actor("周明")
    text = "\n".join(["date,kind,name", *rows])
    load_calendar(text=text, source="国务院办公厅通知（演练）", actor=administrator)
    recompute_open(label=str(changed.year), since=changed, actor=administrator)


@when(parsers.parse("大厅 {date} 因为“{reason}”闭厅"))
def closed(story: Story, date: str, reason: str) -> None:
    close_hall(closing=Closing(day(date), day(date), reason), actor=story.cast.actor("沈远"))


@when(parsers.re("李强登记 (?P<date>[-0-9]+) 的设备“(?P<how>.+)”，说明“(?P<note>.*)”"))
def checks_equipment(story: Story, date: str, how: str, note: str) -> None:
    story.attempt(
        lambda: check_equipment(
            section_id=section(story),
            day=day(date),
            works=how == "都正常",
            note=note,
            actor=story.cast.actor("李强"),
        )
    )


@then(parsers.re("(?P<who>张伟|刘桂兰)?的?预约是“(?P<state>.+)”"))
def booking_is(story: Story, who: str | None, state: str) -> None:
    booking = int(str(story.notes[who])) if who else last(story)
    assert NAMES[bookings.card(booking).state] == state


@then(parsers.parse("预约回执写明要带“{paper}”"))
def slip_says(story: Story, paper: str) -> None:
    document = Document.objects.get(pk=bookings.card(last(story)).document_id)
    assert paper in document.data["bring"]


@then(parsers.parse("{date} 是“{how}”"))
def day_is(story: Story, date: str, how: str) -> None:
    found = slots.day(section(story), day(date))
    expected = {"可以约": Opening.OPEN, "可以申请": Opening.ON_REQUEST}.get(how, Opening.SHUT)
    assert found.opening is expected
    if expected is Opening.SHUT:
        assert found.reason is not None
        assert "03-04" in found.reason.articles
        assert ("放假安排还没有公布" if how == "还没公布" else "不接受预约") in found.reason.text


@then(parsers.parse("同时给出 {count:d} 个最近的空闲时间"))
def offered(story: Story, count: int) -> None:
    assert story.refused is not None
    assert len(story.refused.instead) == count


@then(parsers.parse("系统说可以“{words}”"))
def instead(story: Story, words: str) -> None:
    assert story.refused is not None
    assert any(words in str(reason) for reason in story.refused.instead)


@then("社会组织管理科的待改期名单上有 1 个预约")
def to_be_moved(story: Story) -> None:
    assert [card.id for card in bookings.displaced([section(story)])] == [last(story)]


@then(parsers.parse("账本记下这个预约依据“{article}”"))
def made_under(story: Story, article: str) -> None:
    assert story.refused is None
    assert article in ledger_stream(f"booking:{last(story)}")[0].articles


@then(parsers.parse("预约记下是“{taken}”"))
def taken(story: Story, taken: str) -> None:
    assert TAKEN_BY[bookings.card(last(story)).taken_by] == taken


@then("社会组织管理科的待答复申请亮红灯")
def red(story: Story) -> None:
    assert [one.lamp.value for one in bookings.unanswered([section(story)])] == ["red"]


@then("没有待答复的申请")
def answered(story: Story) -> None:
    assert bookings.unanswered(None) == []


@then("何静没有答复的权限")
def not_permitted(story: Story) -> None:
    assert isinstance(story.refused, NotPermitted)


@then(parsers.parse("我们的超时记了 {count:d} 次"))
def late(story: Story, count: int) -> None:
    assert Lateness.objects.filter(booking_id=last(story)).count() == count


@then(parsers.parse("{date} {time} 没有人占着名额"))
def free(story: Story, date: str, time: str) -> None:
    slot = slots.day(section(story), day(date)).slot(dt.time.fromisoformat(time))
    assert slot is not None
    assert slot.taken == 0


@then(parsers.parse("{date} 的设备检查记着“{note}”"))
def equipment_says(story: Story, date: str, note: str) -> None:
    checked = bookings.equipment(section(story), day(date))
    assert checked is not None
    assert (checked.works, checked.note) == (False, note)
