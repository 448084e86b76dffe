"""Sections, staff and posts as a bureau hands them in: read row by row, every flaw named. Pure."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from banshi.kernel.organisation.three import Held, doubled
from banshi.lib.results import Reason, gettext_noop

SECTIONS, STAFF = "科室", "人员岗位"
ROLES: Mapping[str, str] = {
    "clerk": "窗口人员",
    "handler": "经办人",
    "head": "科室负责人",
    "guide": "导服人员",
    "approvals": "局审批科",
    "office": "办公室",
    "party_office": "机关党委办公室（人事科）",
    "party_secretary": "局党组书记",
    "leader": "局领导",
    "supervisor": "监督人员",
    "administrator": "系统管理员",
    "security": "安全管理员",
    "audit": "审计管理员",
}
ARTICLES = ("05-04-2", "05-04-3")
EMPTY = gettext_noop("这一格不能空着。")
LONG = gettext_noop("这一格最多写 %(most)s 个字。")
UNSEEN = gettext_noop("这一格里有换行或者看不见的字符，请删去。")
BAD_CODE = gettext_noop("科室编码读不出来。")
BAD_LOGIN = gettext_noop("工号读不出来。")
BAD_PHONE = gettext_noop("电话读不出来。")
BAD_ROLE = gettext_noop("没有“%(value)s”这个岗位。")
BAD_DATE = gettext_noop("日期读不出来。")
BAD_ORDER = gettext_noop("终止日期早于起始日期。")
TWICE = gettext_noop("“%(value)s”在第 %(row)s 行已经写过。")
UNKNOWN_SECTION = gettext_noop("没有“%(value)s”这个科室。")
OTHERWISE = gettext_noop("同一个工号在第 %(row)s 行写的姓名或者科室不一样。")
TWO_OF_THREE = gettext_noop("“%(name)s”不能同时担任系统管理员、安全管理员、审计管理员中的两个。")
NOBODY = gettext_noop("没有人担任系统管理员，以后没有人能导入目录和日历。")
RIGHT = {
    "code": gettext_noop("写 2 到 16 个大写字母或数字，例如 SHZZ。"),
    "text": gettext_noop("写一行普通的文字。"),
    "phone": gettext_noop("写数字和短横线，例如 0418-2345678。"),
    "username": gettext_noop("写 2 到 40 个字母、数字或者 . _ -，例如 zhangsan 或者 0123。"),
    "role": gettext_noop("从下拉的岗位里选一个：%(roles)s。"),
    "section": gettext_noop("写“科室”工作表里有的科室编码：%(codes)s。"),
    "date": gettext_noop("写成 2026-09-01 的样式。"),
    "order": gettext_noop("终止日期不早于起始日期；一直担任的，终止日期空着。"),
    "once": gettext_noop("每个只写一行；同一个人有几个岗位的，岗位不要重复。"),
    "same": gettext_noop("同一个人写几行时，姓名、科室照第一行写。"),
    "three": gettext_noop("三个管理员由三个人分别担任；换人的，前一个岗位先写终止日期。"),
    "administrator": gettext_noop("给一个人加一行，岗位写“系统管理员”。"),
}
_CODE, _LOGIN = re.compile(r"[A-Z0-9]{2,16}"), re.compile(r"[A-Za-z0-9._-]{2,40}")
_PHONE = re.compile(r"[0-9+()（）\- ]{3,32}")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(T00:00:00)?")
_SPACES = str.maketrans({"\u3000": " ", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section as written in row `row`."""

    row: int
    code: str
    name_zh: str
    name_en: str
    duties: str
    room: str
    phone: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post of a colleague as written in row `row`; `first` None: from today, or as it is already held."""

    row: int
    username: str
    name_zh: str
    name_en: str
    section: str
    room: str
    phone: str
    role: str
    post_section: str
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a cell: its sheet, row and column (header), why, and what would be right."""

    sheet: str
    row: int
    column: str
    reason: Reason
    right: Reason


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says, and what is wrong with it."""

    sections: tuple[SectionRow, ...]
    posts: tuple[PostRow, ...]
    flaws: tuple[Flaw, ...]


SECTION_COLUMNS: Mapping[str, str] = {
    "code": "科室编码",
    "name_zh": "名称",
    "name_en": "英文名称",
    "duties": "职责",
    "room": "房间",
    "phone": "电话",
}
STAFF_COLUMNS: Mapping[str, str] = {
    "username": "工号",
    "name_zh": "姓名",
    "name_en": "姓名拼音",
    "section": "所在科室编码",
    "room": "房间",
    "phone": "电话",
    "role": "岗位",
    "post_section": "岗位所在科室编码",
    "first": "起始日期",
    "last": "终止日期",
}


class Cells:
    """Reads one row cell by cell; every flaw is collected, nothing raises."""

    def __init__(
        self,
        sheet: str,
        row: int,
        values: Mapping[str, object],
        headers: Mapping[str, str],
        flaws: list[Flaw],
    ) -> None:
        self.sheet, self.row, self._values, self._headers, self._flaws = sheet, row, values, headers, flaws

    def text(self, key: str, *, longest: int, required: bool = False) -> str:
        """One line of text; "" when it is empty or wrong."""
        raw = self._values.get(key)
        line = ("" if raw is None else str(raw)).translate(_SPACES).strip()
        if not line and required:
            self.wrong(key, Reason(EMPTY), Reason(RIGHT.get(key, RIGHT["text"])))
        elif len(line) > longest:
            self.wrong(key, Reason(LONG, params={"most": longest}), Reason(RIGHT["text"]))
        elif not line.isprintable():
            self.wrong(key, Reason(UNSEEN), Reason(RIGHT["text"]))
        else:
            return line
        return ""

    def shaped(self, key: str, shape: Callable[[str], object], bad: str, right: str) -> str:
        """A line that must have a shape where it is written at all; "" otherwise."""
        line = self.text(key, longest=60)
        if line and not shape(line):
            self.wrong(key, Reason(bad), Reason(right))
            return ""
        return line

    def day(self, key: str) -> dt.date | None:
        """A date, or None when it is empty or wrong."""
        line = self.text(key, longest=40)
        if not line:
            return None
        try:
            return dt.date(*(int(part) for part in _day_parts(line)))
        except ValueError:
            self.wrong(key, Reason(BAD_DATE), Reason(RIGHT["date"]))
            return None

    def wrong(self, key: str, reason: Reason, right: Reason) -> None:
        """Note a flaw of one cell."""
        self._flaws.append(Flaw(self.sheet, self.row, self._headers.get(key, key), reason, right))


Rows = Sequence[tuple[int, Mapping[str, object]]]


def read_roster(sections: Rows, posts: Rows, *, known: Iterable[str] = ()) -> Roster:
    """Judge rows of (number in the sheet, cell by key of the columns); `known` are codes of sections there already."""
    flaws: list[Flaw] = []
    found = [_section(Cells(SECTIONS, row, values, SECTION_COLUMNS, flaws)) for row, values in sections]
    codes = {*known, *(one.code for one in found if one.code)}
    held = [_post(Cells(STAFF, row, values, STAFF_COLUMNS, flaws), codes) for row, values in posts]
    _once(SECTIONS, "科室编码", [(one.row, one.code) for one in found], flaws)
    _once(STAFF, "岗位", [(p.row, _held(p)) for p in held if p.role], flaws)
    _same_person(held, flaws)
    _one_of_three(held, flaws)
    return Roster(tuple(found), tuple(held), tuple(sorted(flaws, key=lambda f: (f.sheet != SECTIONS, f.row))))


def without_administrator() -> Flaw:
    """The flaw of a new bureau in which nobody could ever load anything."""
    return Flaw(STAFF, 0, STAFF_COLUMNS["role"], Reason(NOBODY), Reason(RIGHT["administrator"]))


def role_of(text: str) -> str:
    """The role behind its name or key; "" when there is none."""
    names = {name: role for role, name in ROLES.items()}
    return names.get(text) or (text if text in ROLES else "")


def _day_parts(line: str) -> tuple[str, str, str]:
    found = _DATE.fullmatch(line)
    if not found:
        raise ValueError(line)
    return found[1], found[2], found[3]


def _section(cells: Cells) -> SectionRow:
    code = cells.text("code", longest=60, required=True).upper()
    if code and not _CODE.fullmatch(code):
        cells.wrong("code", Reason(BAD_CODE), Reason(RIGHT["code"]))
        code = ""
    name = cells.text("name_zh", longest=60, required=True)
    return SectionRow(
        cells.row,
        code,
        name,
        cells.text("name_en", longest=120) or name,
        cells.text("duties", longest=200),
        cells.text("room", longest=60),
        cells.shaped("phone", _PHONE.fullmatch, BAD_PHONE, RIGHT["phone"])
        or cells.text("phone", longest=60, required=True),
    )


def _post(cells: Cells, codes: set[str]) -> PostRow:
    username = cells.text("username", longest=60, required=True)
    if username and not _LOGIN.fullmatch(username):
        cells.wrong("username", Reason(BAD_LOGIN), Reason(RIGHT["username"]))
        username = ""
    section = _known_section(cells, "section", codes, required=True)
    first, last = cells.day("first"), cells.day("last")
    if first and last and last < first:
        cells.wrong("last", Reason(BAD_ORDER), Reason(RIGHT["order"]))
    return PostRow(
        cells.row,
        username,
        cells.text("name_zh", longest=40, required=True),
        cells.text("name_en", longest=80),
        section,
        cells.text("room", longest=60),
        cells.shaped("phone", _PHONE.fullmatch, BAD_PHONE, RIGHT["phone"]),
        _role(cells),
        _known_section(cells, "post_section", codes) or section,
        first,
        last,
    )


def _role(cells: Cells) -> str:
    text = cells.text("role", longest=40)
    role = role_of(text)
    if not role:
        reason = Reason(BAD_ROLE, params={"value": text}) if text else Reason(EMPTY)
        cells.wrong("role", reason, Reason(RIGHT["role"], params={"roles": "、".join(ROLES.values())}))
    return role


def _known_section(cells: Cells, key: str, codes: set[str], *, required: bool = False) -> str:
    code = cells.text(key, longest=60, required=required).upper()
    if code and code not in codes:
        right = Reason(RIGHT["section"], params={"codes": "、".join(sorted(codes)[:30]) or "—"})
        cells.wrong(key, Reason(UNKNOWN_SECTION, params={"value": code}), right)
        return ""
    return code


def _held(post: PostRow) -> str:
    return f"{post.username} {ROLES[post.role]} {post.post_section}" + (
        f" {post.first}" if post.first else ""
    )


def _once(sheet: str, column: str, values: Sequence[tuple[int, str]], flaws: list[Flaw]) -> None:
    seen: dict[str, int] = {}
    for row, value in values:
        if value and value in seen:
            reason = Reason(TWICE, params={"value": value, "row": seen[value]})
            flaws.append(Flaw(sheet, row, column, reason, Reason(RIGHT["once"])))
        seen.setdefault(value, row)


def _same_person(posts: Sequence[PostRow], flaws: list[Flaw]) -> None:
    first: dict[str, PostRow] = {}
    for post in posts:
        other = first.setdefault(post.username, post)
        if post.username and (other.name_zh, other.section) != (post.name_zh, post.section):
            reason = Reason(OTHERWISE, params={"row": other.row})
            flaws.append(Flaw(STAFF, post.row, STAFF_COLUMNS["name_zh"], reason, Reason(RIGHT["same"])))


def _one_of_three(posts: Sequence[PostRow], flaws: list[Flaw]) -> None:
    for post in posts:
        others = [
            Held(p.role, p.first, p.last) for p in posts if p.username == post.username and p.row < post.row
        ]
        if post.username and doubled([*others, Held(post.role, post.first, post.last)]):
            reason = Reason(TWO_OF_THREE, params={"name": post.name_zh})
            flaws.append(Flaw(STAFF, post.row, STAFF_COLUMNS["role"], reason, Reason(RIGHT["three"])))
