"""Sections, staff and posts as an Excel file: two sheets in, a template out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from banshi.kernel.organisation.roster import (
    ARTICLES,
    ROLES,
    SECTION_COLUMNS,
    SECTIONS,
    STAFF,
    STAFF_COLUMNS,
    Roster,
    read_roster,
)
from banshi.lib.results import gettext_noop as _
from banshi.lib.sheets import Sheet, columns, read_sheets, unreadable, write_book

NOTES = (
    "“科室”一行写一个科室，“人员岗位”一行写一个人的一个岗位；一个人有几个岗位，就写几行。",
    "岗位所在科室空着的，就是本人所在科室；起始日期空着的，从导入当天起；一直担任的，终止日期空着。",
    "再次导入时：有变化的改，没有变化的不动，文件里没有的人和科室也不动。人员离岗，请填终止日期。",
    "新人的初始密码在导入后给出，只给一次。",
)


def read_roster_file(content: bytes, *, known: Iterable[str] = ()) -> Roster:
    """What an Excel file says of sections, staff and posts; raises `Refused` when it cannot be read at all."""
    sections, staff = read_sheets(content, SECTIONS, STAFF, articles=ARTICLES)
    named = [
        columns(name, grid, {header: key for key, header in wanted.items()}, ARTICLES)
        for name, grid, wanted in ((SECTIONS, sections, SECTION_COLUMNS), (STAFF, staff, STAFF_COLUMNS))
    ]
    if not any(named):
        raise unreadable(_("文件里没有科室，也没有人员。"), ARTICLES)
    return read_roster(*named, known=known)


def write_roster_template(
    target: str | Path | BinaryIO,
    *,
    sections: Sequence[Sequence[str]] = (),
    staff: Sequence[Sequence[str]] = (),
) -> None:
    """Write the file to fill in, with the rows that are known already."""
    choices = {"岗位": tuple(ROLES.values())}
    write_book(
        target,
        [
            Sheet(SECTIONS, [(header, ()) for header in SECTION_COLUMNS.values()], sections),
            Sheet(STAFF, [(h, choices.get(h, ())) for h in STAFF_COLUMNS.values()], staff),
        ],
        NOTES,
    )
