"""Asking a new bureau at the terminal: one question after the other, and again where an answer is wrong."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from banshi.config.commands.adoption.answers import Answers, no_file
from banshi.config.commands.adoption.questions import (
    CALENDAR,
    CATALOGUE,
    CATALOGUE_FROM,
    QUESTIONS,
    ROSTER,
    SOURCE,
    Question,
    wrong,
)
from banshi.config.commands.texts import sentences, table
from banshi.kernel.organisation.roster import (
    ROLES,
    SECTION_COLUMNS,
    STAFF_COLUMNS,
    Flaw,
    Roster,
    read_roster,
)
from banshi.kernel.organisation.roster_files import read_roster_file
from banshi.lib.results import Refused

SECTION_WORDS = "\n科室：一个一个地填，编码空着直接回车就结束 (sections, one by one; empty code ends)。"
STAFF_WORDS = "\n人员和岗位：一个岗位一次，工号空着直接回车就结束 (posts, one by one; empty log-in ends)。"


def ask_all() -> Answers:
    """All answers from the terminal, each of them sound."""
    click.echo("每个问题都可以直接回车，用方括号里的答案 (Enter takes the answer in brackets)。\n")
    answers = Answers(folder=Path.cwd())
    for question in (*QUESTIONS, CALENDAR):
        answers.values[question.key] = _ask(question, answers.folder)
    bundled = answers.values[CALENDAR.key] == "bundled"
    answers.values[SOURCE.key] = "" if bundled else _ask(SOURCE, answers.folder)
    answers.values[CATALOGUE.key] = _ask(CATALOGUE, answers.folder)
    later = answers.values[CATALOGUE.key] == "none"
    answers.values[CATALOGUE_FROM.key] = "" if later else _ask(CATALOGUE_FROM, answers.folder)
    answers.roster = _ask_roster(answers)
    return answers


def flaws_table(flaws: Sequence[Flaw]) -> str:
    """What is wrong cell by cell, and what would be right."""
    rows = [(f.sheet, f.row or "—", f.column, f.reason, f.right) for f in flaws]
    headers = (
        "工作表 (sheet)",
        "行 (row)",
        "列 (column)",
        "问题 (problem)",
        "怎样写才对 (what would be right)",
    )
    return table(headers, rows)


def _ask(question: Question, folder: Path) -> str:
    while True:
        text = click.prompt(f"{question.zh} ({question.en})", default=question.default).strip()
        why = wrong(question, text) or no_file(question, text, folder)
        if not why:
            return str(text)
        click.echo(f"  {question.zh}：{why}", err=True)


def _ask_roster(answers: Answers) -> Roster:
    while name := _ask(ROSTER, answers.folder):
        try:
            roster = read_roster_file((answers.folder / name).read_bytes())
        except Refused as refused:
            click.echo(f"  {sentences(refused.reasons)}", err=True)
            continue
        if not roster.flaws:
            answers.values[ROSTER.key] = name
            return roster
        click.echo(flaws_table(roster.flaws), err=True)
    answers.values[ROSTER.key] = ""
    sections = _rows(SECTION_WORDS, SECTION_COLUMNS, [], [])
    return read_roster(sections, _rows(STAFF_WORDS, STAFF_COLUMNS, sections, [], posts=True))


def _rows(
    words: str,
    columns: Mapping[str, str],
    sections: list[tuple[int, Mapping[str, object]]],
    found: list[tuple[int, Mapping[str, object]]],
    *,
    posts: bool = False,
) -> list[tuple[int, Mapping[str, object]]]:
    """Rows typed one by one until the first cell stays empty; a row with a flaw is asked for again."""
    click.echo(words)
    if posts:
        click.echo("岗位 (posts)：" + "、".join(ROLES.values()))
    while row := _row(columns):
        tried = [*found, (len(found) + 1, row)]
        flaws = (read_roster(sections, tried) if posts else read_roster(tried, [])).flaws
        if flaws:
            click.echo("\n".join(f"  {f.column}：{f.reason}{f.right}" for f in flaws), err=True)
        else:
            found = tried
    return found


def _row(columns: Mapping[str, str]) -> dict[str, object]:
    row: dict[str, object] = {}
    for key, header in columns.items():
        text = click.prompt(header, default="", show_default=False).strip()
        if not row and not text:
            return {}
        row[key] = text
    return row
