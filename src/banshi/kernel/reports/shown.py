"""The numbers of a report as figures: drawing, table, links, and how each was counted. In the reader's language."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext

from banshi.kernel.reports import drawing
from banshi.kernel.reports.arrivals import Hours, Kind, staffed
from banshi.kernel.reports.drawing import Bar, Part
from banshi.kernel.reports.figure import Figure, Number, Row
from banshi.kernel.reports.funnel import Reached
from banshi.kernel.reports.naming import item_names
from banshi.kernel.reports.times import ItemTime, ProcedureTime, Share
from banshi.kernel.ui.wording import say

# A question's name and its particulars → where the list behind it is; "" on paper.
Address = Callable[..., str]
MOST_ITEMS, MOST_DRAWN = 30, 12


def nowhere(_question: str, **_particulars: object) -> str:
    """On paper no number leads anywhere."""
    return ""


def funnel_figure(found: Sequence[Reached], address: Address) -> Figure:
    """收到、审看、受理、决定、送达."""
    rows, bars = [], []
    for one in found:
        url = address("step", of=one.step.name) if one.number else ""
        name, days = say(one.step.title), Number(one.days, url) if one.step.main else Number(None)
        share = Number(one.share, url, per_cent=True)
        rows.append(Row(name, (Number(one.number, url), share, days), part=not one.step.main))
        shade = "bar" if one.step.main else "part"
        text = f"{one.number}　{share.text}" if one.share is not None else f"{one.number}"
        bars.append(Bar(name, (Part(shade, "", one.number),), text, url))
    return Figure(
        "funnel",
        gettext("申请走到了哪一步"),
        (gettext("步骤"), gettext("件"), gettext("占比"), gettext("到下一步的工作日（中位数）")),
        tuple(rows),
        drawing.bars(bars),
        (
            gettext("算的是这段时间收到的申请。主要步骤占收到的申请，“其中”占它上面的步骤。"),
            gettext("中位数：一半的申请用的时间不比它长。只算已经走到下一步的。告知过两次的从第二次算。"),
        ),
        ("06-03-2", "07-03"),
    )


def arrivals_figure(kind: Kind, hours: Hours, address: Address) -> Figure:
    """一周里什么时候来."""
    shown = _hours(hours)
    cells = {
        (at, day - 1): (_cell(kind, hours, day, hour, address), f"{_weekday(day)} {_clock(hour)}")
        for at, hour in enumerate(shown)
        for day in range(1, 8)
    }
    marked = frozenset(
        (at, day - 1) for at, hour in enumerate(shown) for day in range(1, 8) if staffed(day, hour)
    )
    rows = [
        Row(
            _clock(hour) + (gettext("（办公）") if staffed(1, hour) else ""),
            (*(cells[at, day][0] for day in range(7)), _sum(kind, hours, address, hour=hour)),
        )
        for at, hour in enumerate(shown)
    ]
    sums = tuple(_sum(kind, hours, address, weekday=day) for day in range(1, 8))
    rows.append(Row(gettext("合计"), (*sums, _sum(kind, hours, address))))
    heads = tuple(_weekday(day) + ("" if staffed(day, 9) else gettext("（休）")) for day in range(1, 8))
    legend = (
        ("heat0 staffed", gettext("粗框：办公时间")),
        ("heat1", gettext("少")),
        ("heat3", gettext("较多")),
        ("heat5", gettext("多")),
    )
    names = [_weekday(day) for day in range(1, 8)]
    said = {at: (number, f"{title}: {number.text}") for at, (number, title) in cells.items()}
    drawn = drawing.grid(names, [_clock(hour) for hour in shown], said, marked, legend)
    return Figure(
        f"arrivals-{kind.name}",
        gettext("一周里什么时候来：%(kind)s") % {"kind": say(kind.title)},
        (gettext("时间"), *heads, gettext("合计")),
        tuple(rows),
        drawn,
        (_outside(hours), gettext("节假日和调休按日历上的星期几算，延时服务不算办公时间。")),
        ("02-02",),
    )


def times_figure(found: Sequence[ItemTime], address: Address) -> Figure:
    """时间花在哪里."""
    rows, bars, names = [], [], item_names()
    for one in found[:MOST_ITEMS]:
        url, name = address("time", item=one.code), names.get(one.code, one.name)
        middle, most = _share(one.median), _share(one.ninetieth)
        rows.append(Row(name, (Number(one.number, url), *_linked(middle, url), *_linked(most, url))))
        half, nine = gettext("一半"), gettext("九成")
        bars.append(Bar(name, _parts(one.median), f"{half} {middle[0].text}", url))
        bars.append(Bar("", _parts(one.ninetieth), f"{nine} {most[0].text}", url))
    parts = (gettext("合计"), gettext("等我们"), gettext("等申请人"), gettext("特别程序"))
    notes = [
        gettext("算的是这段时间作出决定的办件，从收到申请到作出决定的工作日，收到的当天不算。"),
        gettext(
            "“一半”是中位数，“九成”是第九十百分位数；三部分是用时正好这么长的办件的平均，加起来等于合计。"
        ),
        gettext("等申请人：告知补正以后到补来，容缺受理以后到补齐。特别程序的日子只算特别程序。"),
    ]
    if len(found) > MOST_DRAWN:
        notes.append(gettext("图里只画用时最长的 %(n)s 个事项。") % {"n": MOST_DRAWN})
    if len(found) > MOST_ITEMS:
        notes.append(gettext("表里只列用时最长的 %(n)s 个事项。") % {"n": MOST_ITEMS})
    return Figure(
        "times",
        gettext("时间花在哪里（工作日）"),
        (
            gettext("事项"),
            gettext("件"),
            *(gettext("一半：%(part)s") % {"part": part} for part in parts),
            *(gettext("九成：%(part)s") % {"part": part} for part in parts),
        ),
        tuple(rows),
        drawing.bars(
            bars[: 2 * MOST_DRAWN], (("us", parts[1]), ("applicant", parts[2]), ("stopped", parts[3]))
        ),
        tuple(notes),
        ("07-03", "06-05-2"),
    )


def procedures_figure(found: Sequence[ProcedureTime], address: Address) -> Figure:
    """停表的程序."""
    rows, bars = [], []
    for one in found:
        name, url = say(one.name), address("procedure", of=one.name)
        rows.append(
            Row(name, (Number(one.number, url), Number(one.days, url), Number(one.days / one.number, url)))
        )
        bars.append(Bar(name, (Part("bar", "", one.days),), gettext("%(n)s 个工作日") % {"n": one.days}, url))
    return Figure(
        "procedures",
        gettext("哪些特别程序停了表"),
        (gettext("程序"), gettext("件"), gettext("工作日合计"), gettext("平均每件")),
        tuple(rows),
        drawing.bars(bars),
        (gettext("同一天有两个程序的，算在先开始的那个。"),),
        ("06-05-2",),
    )


def _hours(hours: Hours) -> list[int]:
    """The hours from the first to the last in which somebody came or the bureau is open."""
    seen = {hour for _day, hour in hours} | {hour for hour in range(24) if staffed(1, hour)}
    return list(range(min(seen), max(seen) + 1))


def _cell(kind: Kind, hours: Hours, day: int, hour: int, address: Address) -> Number:
    number = hours.get((day, hour), 0)
    url = address("arrival", of=kind.name, weekday=day, hour=hour) if number else ""
    return Number(number, url)


def _sum(kind: Kind, hours: Hours, address: Address, **chosen: int) -> Number:
    """The sum of an hour, of a weekday, or of all."""
    at = (("weekday", 0), ("hour", 1))
    number = sum(
        times for key, times in hours.items() if all(key[i] == chosen.get(name, key[i]) for name, i in at)
    )
    return Number(number, address("arrival", of=kind.name, **chosen) if number else "")


def _outside(hours: Hours) -> str:
    whole = sum(hours.values())
    outside = sum(times for (day, hour), times in hours.items() if not staffed(day, hour))
    share = Number(outside / whole if whole else 0, per_cent=True).text
    return gettext("办公时间以外 %(outside)s 件，占 %(share)s。") % {"outside": outside, "share": share}


def _weekday(day: int) -> str:
    return (
        gettext("周一"),
        gettext("周二"),
        gettext("周三"),
        gettext("周四"),
        gettext("周五"),
        gettext("周六"),
        gettext("周日"),
    )[day - 1]


def _clock(hour: int) -> str:
    return f"{hour}:00"


def _share(one: Share) -> tuple[Number, ...]:
    return (Number(one.total), Number(one.us), Number(one.applicant), Number(one.stopped))


def _linked(numbers: tuple[Number, ...], url: str) -> tuple[Number, ...]:
    return tuple(Number(number.value, url if number.value else "") for number in numbers)


def _parts(one: Share) -> tuple[Part, ...]:
    names = (gettext("等我们"), gettext("等申请人"), gettext("特别程序"))
    shades, values = ("us", "applicant", "stopped"), (one.us, one.applicant, one.stopped)
    return tuple(Part(*found) for found in zip(shades, names, values, strict=True))
