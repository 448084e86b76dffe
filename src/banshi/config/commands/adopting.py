"""`banshi roster` and `banshi cases`: Excel files in, first the report row by row, then the act."""

from pathlib import Path

import click

from banshi.config.commands.adoption.founding import load_people
from banshi.config.commands.adoption.wizard import flaws_table
from banshi.config.commands.files import write_new
from banshi.config.commands.imports import acting, in_the_name_of
from banshi.config.commands.texts import EXISTING, table
from banshi.kernel.cases.former import read_former, write_former_template
from banshi.kernel.organisation.enrolment import preview
from banshi.kernel.organisation.queries import section_codes
from banshi.kernel.organisation.roster_files import read_roster_file
from banshi.workflows.former import expected, take_over

NEW_FILE = click.Path(dir_okay=False, path_type=Path)
STATUS = {"new": "新增 (new)", "changed": "变更 (changed)", "unchanged": "不变 (unchanged)"}
NOTHING = "一行也没有导入 (nothing was imported)。"

dry_run_only = click.option("--dry-run", is_flag=True, help="只看结果，不导入 (report only)。")


@click.command("template", epilog="例 (example)：banshi cases template 办件.xlsx")
@click.argument("file", type=NEW_FILE)
def cases_template(file: Path) -> None:
    """写一份空的 Excel 表，用来填原来登记的未办结办件。

    Write an empty Excel file for the open cases of the former register.
    """
    write_new(file, write_former_template)


@click.command("import", epilog="例 (example)：banshi roster import 人员.xlsx --dry-run")
@click.argument("file", type=EXISTING)
@click.option(
    "--passwords",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="初始密码的文件放在哪个文件夹 (folder for the initial passwords)。",
)
@dry_run_only
@in_the_name_of
@click.pass_context
def import_roster(
    ctx: click.Context, file: Path, passwords: Path, dry_run: bool, username: str | None
) -> None:
    """导入科室、人员和岗位；有一处错，就一行也不导入。没有变化的不动。

    Import sections, people and posts, all or none; who is unchanged stays as they are.
    """
    actor = acting(username)
    roster = read_roster_file(file.read_bytes(), known=section_codes())
    if roster.flaws:
        click.echo(flaws_table(roster.flaws))
        click.echo(NOTHING)
        ctx.exit(1)
    rows = [(one.sheet, one.row, one.name, STATUS[one.status]) for one in preview(roster)]
    click.echo(table(("工作表 (sheet)", "行 (row)", "内容 (content)", "结果 (result)"), rows))
    if not dry_run:
        click.echo(load_people(roster, passwords, actor).result)


@click.command("import", epilog="例 (example)：banshi cases import 办件.xlsx --dry-run")
@click.argument("file", type=EXISTING)
@dry_run_only
@in_the_name_of
@click.pass_context
def import_cases(ctx: click.Context, file: Path, dry_run: bool, username: str | None) -> None:
    """导入原来登记的未办结办件；有一处错，就一件也不导入。导入过的跳过。

    Import the open cases of the former register, all or none; those imported before are skipped.
    """
    actor, register = acting(username), read_former(file.read_bytes())
    if register.flaws:
        click.echo(flaws_table(register.flaws))
        click.echo(NOTHING)
        ctx.exit(1)
    rows = [
        (one.row, one.old_number, one.item, one.due or "—", "超期 (late)" if one.late else "")
        for one in expected(register)
    ]
    rows += [(row, number, "", "", "导入过 (imported before)") for row, number in register.done]
    headers = ("行 (row)", "原编号 (old number)", "事项 (item)", "到期 (due)", "说明 (note)")
    click.echo(table(headers, rows))
    if not dry_run and register.cases:
        done = take_over(register=register, actor=actor)
        numbers = [(one.old_number, one.number) for one in done]
        click.echo(table(("原编号 (old number)", "新编号 (new number)"), numbers))
