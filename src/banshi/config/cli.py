"""The command `banshi`: for people who look after the installation, and for anyone with a date to reckon."""

import os
import pkgutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError

from banshi.config import training
from banshi.lib.results import Reason, Refused

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")

UNFIT = "还没有准备好 (not ready)：%s"
NO_DATABASE = (
    "读不了数据库，请先运行 banshi migrate (the database cannot be read, run banshi migrate first)：%s"
)
NOT_IN_EARNEST = "BANSHI_ENV=production：正式环境里不装演示数据 (no sample data in production)。"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its line in the overview, where it lives, and whether it needs the database."""

    line: str
    target: str
    database: bool = True


class Overview(click.Group):
    """A group whose commands are loaded when they are named.

    Most commands need Django ready before their modules may be imported, while `due`, the checks of a file
    and all overviews must work on a machine without database or secrets.
    """

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, with Django made ready where it needs the database."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        if entry.database:
            _prepare(cmd_name)
        command: click.Command = pkgutil.resolve_name(f"banshi.config.{entry.target}")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, without loading a single command."""
        with formatter.section("命令 (commands)"):
            formatter.write_dl([(name, entry.line) for name, entry in self.entries.items()])


class Banshi(Overview):
    """The whole command: bad input ends with one plain sentence and exit code 2."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command and leave with its exit code."""
        try:
            code = super().main(*args, standalone_mode=False, **extra)  # type: ignore[call-overload]
        except click.exceptions.NoArgsIsHelpError as overview:
            click.echo(overview.format_message())
            code = 0
        except click.ClickException as wrong:
            code = _complain(_plain(wrong))
        except Refused as refused:
            code = _complain(*(_cited(reason) for reason in refused.reasons))
        except ImproperlyConfigured as unfit:
            code = _complain(UNFIT % unfit)
        except DatabaseError as error:
            code = _complain(NO_DATABASE % error)
        except click.Abort:
            code = 130
        sys.exit(code if isinstance(code, int) else 0)


def _prepare(name: str) -> None:
    if name == "train" and not settings.configured:
        training.apart(os.environ)
    if name == "demo" and os.environ.setdefault("BANSHI_ENV", "demo") == "production":
        raise click.UsageError(NOT_IN_EARNEST)
    try:
        django.setup()
    except RuntimeError as error:
        raise ImproperlyConfigured(str(error)) from error


def _complain(*sentences: str) -> int:
    for sentence in sentences:
        click.echo(sentence, err=True)
    return 2


def _plain(wrong: click.ClickException) -> str:
    match wrong:
        case click.MissingParameter(param=click.Parameter() as missing):
            return f"还要写上 {missing.opts[0]} (it is missing)。"
        case click.NoSuchOption(option_name=name):
            return f"没有 {name} 这个选项 (no such option)，请加 --help 看说明。"
    return wrong.format_message()


def _cited(reason: Reason) -> str:
    return f"{reason}（{'、'.join(reason.articles)}）" if reason.articles else str(reason)


calendar = Overview(
    help="工作日历：哪天上班、哪天放假。\n\nThe calendar of working days.",
    entries={
        "check": Entry(
            "检查文件，不连数据库 (check a file)", "commands.files:check_calendar", database=False
        ),
        "import": Entry("导入并重算到期日 (import, recompute due dates)", "commands.imports:import_calendar"),
    },
)
catalogue = Overview(
    help="事项目录：能办哪些事、要什么材料、多久办好。\n\nThe catalogue of service items.",
    entries={
        "check": Entry(
            "检查文件，不连数据库 (check a file)", "commands.files:check_catalogue", database=False
        ),
        "import": Entry("导入新版本 (import new versions)", "commands.imports:import_catalogue"),
        "template": Entry(
            "写一份空表 (write an empty Excel file)", "commands.files:template", database=False
        ),
    },
)
roster = Overview(
    help="科室、人员和岗位。\n\nSections, people and posts.",
    entries={
        "template": Entry(
            "写一份空表 (write an empty Excel file)", "commands.files:roster_template", database=False
        ),
        "import": Entry("导入 (import)", "commands.adopting:import_roster"),
    },
)
cases = Overview(
    help="原来登记的未办结办件。\n\nOpen cases of the former register.",
    entries={
        "template": Entry("写一份空表 (write an empty Excel file)", "commands.adopting:cases_template"),
        "import": Entry("导入 (import)", "commands.adopting:import_cases"),
    },
)
ledger = Overview(
    help="台账：只增不改的记录。\n\nThe ledger, which only grows.",
    entries={
        "verify": Entry("逐条核验 (verify every entry)", "commands.records:verify"),
        "status": Entry("封存得怎么样 (how it stands with the checkpoints)", "commands.records:status"),
        "export": Entry("写成文本文件 (write a plain file)", "commands.records:export"),
        "verifier": Entry("写出核验程序 (write the verifier)", "commands.records:copy_verifier"),
        "keys": Entry("封存签名的公钥 (public keys of the checkpoints)", "commands.records:public_keys"),
        "settle": Entry("查清以后，记入台账 (note a settled trouble)", "commands.records:settle"),
    },
)
key = Overview(
    help="给其他系统用的接口密钥。\n\nAPI keys for other systems.",
    entries={
        "create": Entry("发一个密钥 (issue a key)", "commands.keys:create_key"),
        "list": Entry("列出密钥 (list the keys)", "commands.keys:list_keys"),
        "revoke": Entry("停用一个密钥 (revoke a key)", "commands.keys:revoke_key"),
    },
)
keys = Overview(
    help="封存内容的密钥：更换、分人保管。\n\nThe keys of the vault: rotation, custody.",
    entries={
        "status": Entry("每个密钥封着多少 (values under each key)", "commands.keys:seal_status"),
        "rotate": Entry("用新密钥重新封存 (seal anew)", "commands.keys:rotate"),
        "split": Entry("分给几个人保管 (divide a secret)", "commands.custody:split", database=False),
        "join": Entry("几个人合起来 (put it together)", "commands.custody:join", database=False),
    },
)
export = Overview(
    help="导出给其他平台。\n\nExports for other platforms.",
    entries={
        "cases": Entry("办件，按 GB/T 39046 的名称和代码 (cases)", "commands.exports:export_cases"),
    },
)
COMMANDS = {
    "init": Entry("新单位第一次安装 (take in a new bureau)", "commands.init:init", database=False),
    "due": Entry("算一个到期日 (reckon a due date)", "commands.due:due", database=False),
    "calendar": Entry("工作日历：检查、导入 (the calendar)", "cli:calendar", database=False),
    "catalogue": Entry("事项目录：检查、导入、模板 (the catalogue)", "cli:catalogue", database=False),
    "roster": Entry("科室和人员：模板、导入 (sections and staff)", "cli:roster", database=False),
    "cases": Entry("原来的未办结办件：模板、导入 (open cases)", "cli:cases", database=False),
    "ledger": Entry("台账：核验、封存、导出 (the ledger)", "cli:ledger", database=False),
    "tick": Entry("做一遍到时该做的事 (do once what is due)", "commands.running:tick"),
    "retention": Entry("删去保存期满的个人信息 (erase what is due)", "commands.retention:retention"),
    "worker": Entry("后台：计时、出文书、发消息 (the background worker)", "commands.running:worker"),
    "serve": Entry("启动网站和接口 (serve the sites and the API)", "commands.running:serve"),
    "migrate": Entry("建立或更新数据库 (create or update the database)", "commands.running:migrate"),
    "backup": Entry("备份，或者演练恢复 (back up, or prove it)", "commands.backup:backup"),
    "restore": Entry("从备份恢复 (restore a backup)", "commands.restore:restore"),
    "held": Entry("恢复以后留下没发的 (what is held after it)", "commands.restore:held"),
    "key": Entry("接口密钥 (API keys)", "cli:key", database=False),
    "keys": Entry("封存内容的密钥 (keys of the vault)", "cli:keys", database=False),
    "train": Entry("演练：自己的数据和可拨的时钟 (training, its clock can be moved)", "commands.train:train"),
    "export": Entry("导出：办件 (exports)", "cli:export", database=False),
    "demo": Entry("演示：装好样例并启动 (load a sample bureau, serve it)", "commands.rehearsal:demo"),
}


@click.group(
    cls=Banshi,
    entries=COMMANDS,
    epilog="例 (example)：banshi due --from 2026-09-28 --limit 5wd\n\n"
    "每个命令都有说明 (every command explains itself)：banshi due --help",
)
@click.version_option(package_name="banshi", message="Banshi 办事 %(version)s")
def main() -> None:
    """办事：把十二项制度变成能用的软件。

    Banshi: the twelve institutions of a government-service bureau, executable.
    """


if __name__ == "__main__":
    main()
