"""Carrying out the answers: database, calendar, sections, people and posts, catalogue, each by its act."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from banshi.config.commands.adoption.answers import Answers
from banshi.config.commands.adoption.envfile import write_private
from banshi.config.commands.adoption.questions import CALENDAR, CATALOGUE, CATALOGUE_FROM, SOURCE
from banshi.config.commands.imports import CONSOLE
from banshi.config.commands.running import prepare_database
from banshi.config.commands.texts import read_text, sentences
from banshi.kernel.catalogue import actions as catalogue
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.formats import read_file
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.queries import section_codes
from banshi.kernel.organisation.roster import Roster
from banshi.kernel.workdays import actions as workdays
from banshi.kernel.workdays import bundled
from banshi.kernel.workdays.queries import in_force
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows import administration, adoption

MOST_SHOWN = 5
SAME = "没有变化 (unchanged)"
PASSWORDS_HEAD = (
    "初始密码：交给本人后请删去这个文件；第一次登录要改 (initial passwords: hand over, then delete)。\n"
)


@dataclass(frozen=True, slots=True)
class Step:
    """What a step did, for the report."""

    what: str
    result: str


def found(answers: Answers, folder: Path) -> list[Step]:
    """Prepare the database and load what was answered; `folder` takes the file of initial passwords.

    Doing it again with the same answers changes nothing. Raises `Refused`; each step is whole or not done.
    """
    prepare_database()
    return [
        Step("数据库 (database)", "准备好了 (ready)"),
        _calendar(answers),
        load_people(answers.roster, folder),
        _catalogue(answers),
    ]


def load_people(roster: Roster, folder: Path, actor: Actor = CONSOLE) -> Step:
    """Load sections, people and posts; new people's passwords go to a file only its owner can read."""
    what = "科室和人员 (sections and staff)"
    if not (roster.sections or roster.posts):
        return Step(what, "没有填写 (none given)")
    try:
        with transaction.atomic():
            done = adoption.load_roster(roster=roster, actor=actor)
            kept = _keep(done.passwords, folder)
    except Refused as refused:
        if refused.reasons[0].text != adoption.NOTHING_NEW:
            raise
        return Step(what, SAME)
    text = (
        f"科室 {len(done.sections)}，人员 {len(done.staff)}，岗位 {len(done.posts)} (sections, people, posts)"
    )
    return Step(what, f"{text}；初始密码在 (passwords in) {kept}" if kept else text)


def _keep(passwords: dict[str, str], folder: Path) -> Path | None:
    if not passwords:
        return None
    path = folder / f"initial-passwords-{clock.now():%Y%m%d-%H%M%S}.txt"
    lines = "".join(f"{name}\t{secret}\n" for name, secret in passwords.items())
    write_private(path, PASSWORDS_HEAD + lines)
    return path


def _calendar(answers: Answers) -> Step:
    what = "工作日历 (calendar)"
    if answers.values[CALENDAR.key] != "bundled":
        text, source = read_text(answers.file(CALENDAR.key)), answers.values[SOURCE.key]
        report = workdays.import_calendar(text=text, source=source, actor_ref=CONSOLE.ref, dry_run=True)
        if report.ok and not report.versions:
            return Step(what, SAME)
        administration.load_calendar(text=text, source=source, actor=CONSOLE)
        return Step(what, "、".join(str(year) for year, _version in report.versions))
    loaded = in_force()
    years = [year for year in bundled.years() if year.year not in loaded]
    for year in years:
        administration.load_calendar(text=year.text, source=year.source, actor=CONSOLE)
    return Step(what, "、".join(str(year.year) for year in years) or SAME)


def _catalogue(answers: Answers) -> Step:
    what, named = "事项目录 (catalogue)", answers.values[CATALOGUE.key]
    if named == "none":
        return Step(what, "以后再导 (later)")
    file = answers.file(CATALOGUE.key)
    since = dt.date.fromisoformat(answers.values[CATALOGUE_FROM.key])
    rows = load_bundled() if named == "sample" else read_file(file.name, file.read_bytes())
    terms: dict[str, Any] = {"rows": rows, "effective_from": since}
    report = catalogue.import_catalogue(
        **terms, actor_ref=CONSOLE.ref, dry_run=True, sections=section_codes()
    )
    if bad := [f"{row.code} {sentences(row.problems)}" for row in report.bad]:
        return Step(what, "没有导入 (not loaded)：" + "；".join(bad[:MOST_SHOWN]))
    moved = sum(row.status in {catalogue.NEW, catalogue.CHANGED} for row in report.rows)
    if not moved:
        return Step(what, SAME)
    administration.load_catalogue(**terms, actor=CONSOLE)
    return Step(what, f"{moved} 个事项 (items)")
