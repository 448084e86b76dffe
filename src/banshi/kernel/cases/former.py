"""Open cases of the register that a bureau kept before: read row by row from Excel, every flaw named."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from banshi.kernel.catalogue.queries import ItemVersionCard, NotInForce, version_in_force
from banshi.kernel.ledger.models import DoneOnce
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.queries import SectionCard, section_by_code
from banshi.kernel.organisation.roster import Cells, Flaw
from banshi.kernel.parties import agency
from banshi.kernel.parties.entry import Entry, read_entry
from banshi.kernel.parties.models import Party, name_digest, number_digest
from banshi.lib import clock
from banshi.lib.results import Reason, Refused
from banshi.lib.results import gettext_noop as _
from banshi.lib.sheets import Sheet, columns, read_sheets, unreadable, write_book

CASES = "未办结办件"
ARTICLES = ("07-01", "07-03")
MOST_CASES = 1000
KEY = "former:%s"
COLUMNS: Mapping[str, str] = {
    "old_number": "原编号",
    "item": "事项编码",
    "kind": "申请人类型",
    "name": "姓名或名称",
    "number_kind": "证件类型",
    "number": "证件号码",
    "phone": "联系电话",
    "received": "收件日期",
    "state": "状态",
    "accepted": "受理日期",
    "handler": "经办人工号",
}
PARTIES = {"公民": "citizen", "法人": "legal_person", "其他组织": "other_organisation"}
NUMBERS = {
    "居民身份证": "citizen_id",
    "护照": "passport",
    "港澳台居民通行证或者居住证": "hk_macao_taiwan",
    "外国人永久居留身份证": "foreign_resident",
    "统一社会信用代码": "credit_code",
}
RECEIVED, ACCEPTED = "已收件", "已受理"
CHOICES = {"kind": tuple(PARTIES), "number_kind": tuple(NUMBERS), "state": (RECEIVED, ACCEPTED)}
NOTES = (
    "一行写一件还没有办结的办件；已经办结的不用导入。",
    "期限按收件那天生效的事项版本计算；“已受理”的要写受理日期和经办人，“已收件”的不写受理日期。",
    "证件类型空着的：公民按居民身份证，法人和其他组织按统一社会信用代码，末位校验码会核对。",
    "再次导入时，原编号已经导入过的跳过，不会重复。",
)
NOT_LISTED = _("没有“%(value)s”这一项。")
FUTURE = _("日期还没有到。")
TOO_EARLY = _("受理日期早于收件日期。")
NOT_YET = _("状态是“已收件”，却写了受理日期。")
NO_ITEM = _("这一天没有生效的事项“%(value)s”。")
NO_HANDLER = _("“%(value)s”不是承办科室现在的经办人。")
OTHER_NAME = _("这个号码在系统里登记的是另一个姓名或者名称。")
TOGETHER = _("这个事项要几个人共同申请，不能这样导入。")
RIGHT_CHOICE = _("从下拉的选项里选：%(options)s。")
RIGHT_PAST = _("写今天或者以前的日期。")
RIGHT_ACCEPTED = _("“已受理”写受理日期，不早于收件日期；“已收件”空着。")
RIGHT_ITEM = _("核对编码和收件日期；目录的生效日期要不晚于最早的收件日期。")
RIGHT_HANDLER = _("写承办科室一名经办人的工号，岗位要先导入。")
RIGHT_PERSON = _("对照证件核对。")
RIGHT_WINDOW = _("请在窗口登记。")
RIGHT_ONCE = _("每个原编号只写一行。")
TWICE = _("“%(value)s”在第 %(row)s 行已经写过。")


@dataclass(frozen=True, slots=True)
class FormerCase:
    """An open case as it stands in row `row` of the file, ready to be taken over."""

    row: int
    old_number: str
    version: ItemVersionCard
    section: SectionCard
    entry: Entry
    received_on: dt.date
    accepted_on: dt.date | None
    handler_id: int | None


@dataclass(frozen=True, slots=True)
class FormerRegister:
    """What a file says: cases to take over, those that were taken over before, what is wrong."""

    cases: tuple[FormerCase, ...]
    done: tuple[tuple[int, str], ...]
    flaws: tuple[Flaw, ...]


def read_former(content: bytes) -> FormerRegister:
    """What an Excel file says of open cases; raises `Refused` when it cannot be read at all."""
    (grid,) = read_sheets(content, CASES, articles=ARTICLES)
    rows = columns(CASES, grid, {header: key for key, header in COLUMNS.items()}, ARTICLES)
    if not rows:
        raise unreadable(_("工作表“%(sheet)s”里没有办件。"), ARTICLES, sheet=CASES)
    if len(rows) > MOST_CASES:
        raise unreadable(_("一次最多导入 %(most)s 件，请分成几个文件。"), ARTICLES, most=MOST_CASES)
    return judge(rows)


def write_former_template(target: str | Path | BinaryIO) -> None:
    """Write the file to fill in."""
    headers = [(header, CHOICES.get(key, ())) for key, header in COLUMNS.items()]
    write_book(target, [Sheet(CASES, headers)], NOTES)


def judge(rows: Sequence[tuple[int, Mapping[str, object]]]) -> FormerRegister:
    """Judge rows of (number in the sheet, cell by key of `COLUMNS`)."""
    keys = [KEY % str(values.get("old_number", "")).strip() for _row, values in rows]
    readable = [key for key in keys if key.isprintable()]
    known = set(DoneOnce.objects.filter(key__in=readable).order_by("key").values_list("key", flat=True))
    flaws: list[Flaw] = []
    cases, done, seen = [], [], dict[str, int]()
    for (row, values), key in zip(rows, keys, strict=True):
        cells = Cells(CASES, row, values, COLUMNS, flaws)
        if key in known:
            done.append((row, key.removeprefix(KEY % "")))
            continue
        if key in seen:
            params = {"value": key.removeprefix(KEY % ""), "row": seen[key]}
            cells.wrong("old_number", Reason(TWICE, params=params), Reason(RIGHT_ONCE))
        seen.setdefault(key, row)
        found = _case(cells, flaws)
        if found is not None:
            cases.append(found)
    return FormerRegister(tuple(cases), tuple(done), tuple(flaws))


def _case(cells: Cells, flaws: list[Flaw]) -> FormerCase | None:
    before = len(flaws)
    old_number = cells.text("old_number", longest=64, required=True)
    received, accepted = _dates(cells)
    version = _version(cells, received) if received else None
    entry = _entry(cells, version)
    section = section_by_code(version.spec.section) if version else None
    handler = _handler(cells, section, needed=accepted is not None) if section else None
    if len(flaws) > before or received is None or version is None or section is None or entry is None:
        return None
    return FormerCase(cells.row, old_number, version, section, entry, received, accepted, handler)


def _dates(cells: Cells) -> tuple[dt.date | None, dt.date | None]:
    state = _choice(cells, "state", {RECEIVED: RECEIVED, ACCEPTED: ACCEPTED})
    received, accepted = cells.day("received"), cells.day("accepted")
    if received is None:
        cells.text("received", longest=40, required=True)
    for key, day in (("received", received), ("accepted", accepted)):
        if day and day > clock.today():
            cells.wrong(key, Reason(FUTURE), Reason(RIGHT_PAST))
    if state == ACCEPTED and accepted is None:
        cells.text("accepted", longest=40, required=True)
    if state == RECEIVED and accepted is not None:
        cells.wrong("accepted", Reason(NOT_YET), Reason(RIGHT_ACCEPTED))
    if received and accepted and accepted < received:
        cells.wrong("accepted", Reason(TOO_EARLY), Reason(RIGHT_ACCEPTED))
    return received, accepted


def _version(cells: Cells, day: dt.date) -> ItemVersionCard | None:
    code = cells.text("item", longest=31, required=True)
    try:
        return version_in_force(code, day) if code else None
    except NotInForce:
        cells.wrong("item", Reason(NO_ITEM, params={"value": code}), Reason(RIGHT_ITEM))
        return None


def _entry(cells: Cells, version: ItemVersionCard | None) -> Entry | None:
    kind = _choice(cells, "kind", PARTIES)
    usual = "居民身份证" if kind == "citizen" else "统一社会信用代码"
    number_kind = _choice(cells, "number_kind", NUMBERS, usual=usual)
    typed = {key: cells.text(key, longest=120) for key in ("name", "number", "phone")}
    if not kind or not number_kind:
        return None
    try:
        entry = read_entry(kind=kind, number_kind=number_kind, **typed, address="", legal_representative="")
    except Refused as refused:
        for reason in refused.reasons:
            cells.wrong(reason.field, reason, Reason(RIGHT_PERSON))
        return None
    _same_name(cells, entry)
    needed = version.spec.applicants if version else 1
    if not agency.together([f"{entry.number_kind}:{entry.number}"], needed=needed):
        cells.wrong("item", Reason(TOGETHER), Reason(RIGHT_WINDOW))
    return entry


def _same_name(cells: Cells, entry: Entry) -> None:
    digest = number_digest(entry.number_kind, entry.number)
    known = Party.objects.filter(number_digest=digest).values_list("name_digest", flat=True).first()
    if known is not None and known != name_digest(entry.name):
        cells.wrong("name", Reason(OTHER_NAME), Reason(RIGHT_PERSON))


def _handler(cells: Cells, section: SectionCard, *, needed: bool) -> int | None:
    username = cells.text("handler", longest=40, required=needed)
    if not username:
        return None
    found = Staff.objects.filter(username=username).values_list("pk", flat=True).first()
    if found is None or found not in holders("handler", section.id):
        cells.wrong("handler", Reason(NO_HANDLER, params={"value": username}), Reason(RIGHT_HANDLER))
        return None
    return int(found)


def _choice(cells: Cells, key: str, options: Mapping[str, str], usual: str = "") -> str:
    text = cells.text(key, longest=40, required=not usual) or usual
    if text and text not in options:
        right = Reason(RIGHT_CHOICE, params={"options": "、".join(options)})
        cells.wrong(key, Reason(NOT_LISTED, params={"value": text}), right)
    return options.get(text, "")
