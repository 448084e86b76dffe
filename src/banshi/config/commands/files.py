"""Looking through calendar and catalogue files; needs no database."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from banshi.config.commands.texts import EXISTING, read_text, sentences, table
from banshi.kernel.catalogue.formats import read_file, write_template
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.catalogue.publication import publication_problems
from banshi.kernel.catalogue.reader import ROW_KEY
from banshi.kernel.organisation.roster_files import write_roster_template
from banshi.kernel.workdays import bundled, calendar_file
from banshi.kernel.workdays.bulk import worst_span
from banshi.kernel.workdays.calendar_file import Row
from banshi.lib.results import Reason

TWICE = "事项编码“%(code)s”在文件里出现了不止一次 (the code comes more than once)。"


@click.command("check", epilog="例 (example)：banshi calendar check 2027.csv")
@click.argument("file", type=EXISTING)
@click.pass_context
def check_calendar(ctx: click.Context, file: Path) -> None:
    """逐行检查日历文件 (CSV: date,kind,name)，什么也不导入。

    Check a calendar file row by row; nothing is loaded.
    """
    rows = calendar_file.read(read_text(file))
    if bad := [row for row in rows if not row.ok]:
        click.echo(calendar_faults(bad))
        ctx.exit(1)
    days = [row.day for row in rows if row.day]
    years = "、".join(str(year) for year in sorted({day.date.year for day in days}))
    working = sum(day.kind.works for day in days)
    click.echo(f"没有错误 (sound)：{years} 年，{len(days)} 天，其中工作日 {working} 天。")


def calendar_faults(rows: Iterable[Row]) -> str:
    """The bad rows of a calendar file with what is wrong."""
    lines = [(row.line, row.text, sentences(row.reasons)) for row in rows]
    return table(("行 (line)", "内容 (content)", "问题 (problem)"), lines)


@click.command("check", epilog="例 (example)：banshi catalogue check 2026.xlsx")
@click.argument("file", type=EXISTING)
@click.pass_context
def check_catalogue(ctx: click.Context, file: Path) -> None:
    """逐项检查目录文件 (.yaml .xlsx)，什么也不导入。

    Check a catalogue file item by item against what may be published; nothing is loaded.
    """
    found = list(_examine(read_file(file.name, file.read_bytes())))
    bad = [(row, code, name, sentences(problems)) for row, code, name, problems in found if problems]
    if bad:
        click.echo(table(("行 (row)", "编码 (code)", "事项 (item)", "问题 (problem)"), bad))
        ctx.exit(1)
    click.echo(f"没有错误 (sound)：{len(found)} 个事项。")


def _examine(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str, str, list[Reason]]]:
    spans = partial(worst_span, bundled.table())
    seen: set[str] = set()
    for position, raw in enumerate(rows, start=1):
        row = raw.get(ROW_KEY, position) if isinstance(raw, Mapping) else position
        content = {k: v for k, v in raw.items() if k != ROW_KEY} if isinstance(raw, Mapping) else raw
        parsed = parse_item(content)
        problems = [problem.sentence for problem in parsed.problems]
        if parsed.spec is None:
            yield row, "", "", problems
            continue
        if parsed.spec.code in seen:
            problems.append(Reason(TWICE, ("11-03-1",), "code", {"code": parsed.spec.code}))
        seen.add(parsed.spec.code)
        problems += publication_problems(parsed.spec, spans)
        yield row, parsed.spec.code, parsed.spec.name_zh, problems


@click.command("template", epilog="例 (example)：banshi catalogue template 目录.xlsx")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """写一份空的 Excel 目录，带表头、选项和填写说明。

    Write an empty Excel catalogue with headers, choices and notes.
    """
    write_new(file, write_template)


@click.command("template", epilog="例 (example)：banshi roster template 人员.xlsx")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def roster_template(file: Path) -> None:
    """写一份空的 Excel 表，用来填科室、人员和岗位。

    Write an empty Excel file for sections, people and posts.
    """
    write_new(file, write_roster_template)


def write_new(file: Path, write: Callable[[Path], None]) -> None:
    """Write a new Excel file under a name that is free."""
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("文件名请以 .xlsx 结尾 (the name must end in .xlsx)。")
    if file.exists():
        raise click.UsageError(f"{file.name} 已经有了，请换一个名字 (it exists already)。")
    write(file)
    click.echo(f"写好了 (written)：{file}")
