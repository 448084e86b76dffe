"""Loading a calendar or a catalogue: first the report row by row, then the act, then what it changed."""

import datetime as dt
from pathlib import Path

import click

from banshi.config.commands.files import calendar_faults
from banshi.config.commands.texts import EXISTING, read_text, sentences, table
from banshi.kernel.catalogue import actions as catalogue
from banshi.kernel.catalogue.formats import read_file
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.organisation.queries import section_codes
from banshi.kernel.workdays import actions as workdays
from banshi.kernel.workdays import bundled
from banshi.kernel.workdays.queries import in_force
from banshi.workflows.administration import DateChange, load_calendar, load_catalogue, recompute_open

# Whoever may run commands on the server takes the bureau in: its machines, and its first posts.
CONSOLE = Actor("system", posts=frozenset({("administrator", 0), ("security", 0)}))
STATUS = {
    "new": "新增 (new)",
    "changed": "变更 (changed)",
    "unchanged": "不变 (unchanged)",
    "bad": "有错 (bad)",
}

in_the_name_of = click.option(
    "--as", "username", metavar="LOG-IN", help="以哪位管理员的名义，不写就是系统 (whose act it is)。"
)


def acting(username: str | None) -> Actor:
    """The actor of a command: a named administrator, or the console itself."""
    if username is None:
        return CONSOLE
    staff = Staff.objects.filter(username=username, is_active=True).first()
    if staff is None:
        raise click.UsageError(f"没有 {username} 这个登录名 (no such log-in)。")
    return actor_for(staff)


@click.command(
    "import",
    epilog="例 (examples)：\n\n"
    "\b\n"
    '  banshi calendar import 2027.csv --source "国务院办公厅关于2027年部分节假日安排的通知" --dry-run\n'
    "  banshi calendar import --bundled\n",
)
@click.argument("file", type=EXISTING, required=False)
@click.option("--source", default="", help="依据文件的名称 (the paper it comes from)。")
@click.option(
    "--bundled", "shipped", is_flag=True, help="导入随软件带的年份 (the years that come with Banshi)。"
)
@click.option("--dry-run", is_flag=True, help="只看结果，不导入 (report only)。")
@in_the_name_of
@click.pass_context
def import_calendar(
    ctx: click.Context, file: Path | None, source: str, shipped: bool, dry_run: bool, username: str | None
) -> None:
    """导入一年或几年的工作日历；有一行错，就一行也不导入。导入后重算未办结的到期日。

    Load whole years, all or nothing; then recompute the open due dates and say what changed.
    """
    if (file is None) != shipped:
        raise click.UsageError("请写文件名，或者用 --bundled (give a file, or --bundled)。")
    actor = acting(username)
    papers = _shipped() if shipped else [(read_text(file), source)] if file else []
    for text, paper in papers:
        report = workdays.import_calendar(text=text, source=paper, actor_ref=actor.ref, dry_run=True)
        if report.bad:
            click.echo(calendar_faults(report.bad))
            ctx.exit(1)
        _show_calendar(report)
        if report.versions and not dry_run:
            load_calendar(text=text, source=paper, actor=actor)
            _show_changes(_recompute(report, actor))


def _shipped() -> list[tuple[str, str]]:
    loaded = in_force()
    return [(year.text, year.source) for year in bundled.years() if year.year not in loaded]


def _show_calendar(report: workdays.ImportReport) -> None:
    if not report.versions:
        click.echo("和现行日历一样，不用导入 (the calendar in force says the same)。")
    for year, version in report.versions:
        click.echo(f"{year} 年，第 {version} 版 (version {version})")
    if report.changes:
        rows = [(c.date, c.before.kind.value, c.after.kind.value, c.after.name) for c in report.changes]
        click.echo(table(("日期 (date)", "原来 (before)", "现在 (after)", "名称 (name)"), rows))


def _recompute(report: workdays.ImportReport, actor: Actor) -> list[DateChange]:
    label = "、".join(str(year) for year, _version in report.versions)
    changed = [change.date for change in report.changes]
    since = min(changed, default=dt.date(report.versions[0][0], 1, 1))
    return recompute_open(label=label, since=since, actor=actor)


def _show_changes(changes: list[DateChange]) -> None:
    if not changes:
        click.echo("没有到期日因此改变 (no due date changed)。")
        return
    rows = [
        (
            c.case_number,
            c.clock,
            c.before or "暂定",
            c.after or "暂定",
            "保留原承诺 (promise stands)" if c.stands else "",
        )
        for c in changes
    ]
    click.echo(table(("办件 (case)", "时钟 (clock)", "原来 (before)", "现在 (after)", "说明 (note)"), rows))


@click.command("import", epilog="例 (example)：banshi catalogue import 目录.xlsx --from 2026-09-01 --dry-run")
@click.argument("file", type=EXISTING)
@click.option("--from", "since", required=True, help="从哪天起生效 (in force from)：2026-09-01。")
@click.option("--dry-run", is_flag=True, help="只看结果，不导入 (report only)。")
@in_the_name_of
@click.pass_context
def import_catalogue(ctx: click.Context, file: Path, since: str, dry_run: bool, username: str | None) -> None:
    """导入事项的新版本；有一项错，就一项也不导入。没有变化的事项不出新版本。

    Publish new versions of items, all or none; unchanged items get no new version.
    """
    actor, effective_from = acting(username), _date(since)
    rows = read_file(file.name, file.read_bytes())
    report = catalogue.import_catalogue(
        rows=rows,
        effective_from=effective_from,
        actor_ref=actor.ref,
        dry_run=True,
        sections=section_codes(),
    )
    lines = [
        (row.row, row.code, row.name, STATUS[row.status], sentences(row.problems)) for row in report.rows
    ]
    click.echo(table(("行 (row)", "编码 (code)", "事项 (item)", "结果 (result)", "问题 (problem)"), lines))
    if report.bad:
        click.echo("一项也没有导入 (nothing was imported)。")
        ctx.exit(1)
    if not dry_run:
        load_catalogue(rows=rows, effective_from=effective_from, actor=actor)
        click.echo("导入好了 (imported)。")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(
            f"“{text}”不是有效的日期，请写成 2026-09-01 的样式 (write a date like it)。"
        ) from None
