"""`banshi init`: a new bureau is asked what it is, and gets its settings, its database and its people."""

import os
import pkgutil
from pathlib import Path

import click
import django

from banshi.config.commands.adoption import envfile
from banshi.config.commands.adoption.answers import Answers, Fault, read_answers, whole
from banshi.config.commands.adoption.questions import CALENDAR, CATALOGUE
from banshi.config.commands.adoption.wizard import ask_all, flaws_table
from banshi.config.commands.files import calendar_faults
from banshi.config.commands.texts import EXISTING, read_text, table
from banshi.kernel.catalogue.formats import read_file
from banshi.kernel.workdays import calendar_file

NOTHING = "什么也没有写 (nothing was written)。"


@click.command(
    epilog="例 (examples)：\n\n"
    "\b\n"
    "  banshi init                                  # 一问一答 (asks)\n"
    "  banshi init --from answers.yaml --check      # 只检查 (checks only)\n"
    "  banshi init --from answers.yaml --to /etc/banshi/banshi.env\n"
)
@click.option("--from", "source", type=EXISTING, help="答案文件，不再提问 (answers in YAML)。")
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    default="banshi.env",
    show_default=True,
    help="设置写到哪个文件 (the file of settings)。",
)
@click.option("--check", is_flag=True, help="只检查，什么也不写 (check only)。")
@click.option("--force", is_flag=True, help="改写已有的设置，密钥保留 (rewrite, keep the secrets)。")
@click.pass_context
def init(ctx: click.Context, source: Path | None, target: Path, check: bool, force: bool) -> None:
    """新单位第一次安装：问名称、科室、时间、日历和人员，写好设置，建好数据库。

    Take in a new bureau: its name, sections, hours, calendar and posts; write the settings, fill the database.
    Run it again with the same answers and nothing changes.
    """
    answers, faults = read_answers(source) if source else (ask_all(), [])
    if not _sound(answers, faults):
        click.echo(NOTHING)
        ctx.exit(1)
    if check:
        click.echo("没有错误 (sound)。" + NOTHING)
        return
    target = target.absolute()
    written = envfile.write(target, envfile.settings_of(answers.values, envfile.read(target)), force=force)
    click.echo(f"设置 (settings)：{target}" + ("" if written else "  没有变化 (unchanged)"))
    os.environ.update(envfile.read(target))
    django.setup()
    # The acts need the settings that were only just written.
    found = pkgutil.resolve_name("banshi.config.commands.adoption.founding:found")
    steps = found(answers, target.parent)
    click.echo(table(("步骤 (step)", "结果 (result)"), [(step.what, step.result) for step in steps]))
    _next(target)


def _sound(answers: Answers, faults: list[Fault]) -> bool:
    """Whether everything can be carried out; says what cannot."""
    if faults:
        rows = [(fault.field, fault.written, fault.why) for fault in faults]
        click.echo(table(("问题 (field)", "写的是 (written)", "为什么不行 (why not)"), rows))
    flaws = whole(answers)
    if flaws:
        click.echo(flaws_table(flaws))
    return not faults and not flaws and _files_sound(answers)


def _files_sound(answers: Answers) -> bool:
    if answers.values[CATALOGUE.key] not in {"none", "sample"}:
        file = answers.file(CATALOGUE.key)
        read_file(file.name, file.read_bytes())
    if answers.values[CALENDAR.key] == "bundled":
        return True
    bad = [row for row in calendar_file.read(read_text(answers.file(CALENDAR.key))) if not row.ok]
    if bad:
        click.echo(calendar_faults(bad))
    return not bad


def _next(target: Path) -> None:
    click.echo(
        "\n接下来 (next)：\n"
        f"  export BANSHI_CONFIG={target}\n"
        "  banshi serve      # 门户、工作台和接口 (portal, workbench, API)\n"
        "  banshi worker     # 另开一个窗口：计时、文书、消息 (beside it: clocks, letters, messages)"
    )
