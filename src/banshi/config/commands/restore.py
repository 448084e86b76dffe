"""`banshi restore` and `banshi held`: bring the bureau back, and decide what of its outgoing post is sent."""

import datetime as dt
from pathlib import Path

import click

from banshi.config.commands.imports import CONSOLE, acting, in_the_name_of
from banshi.config.commands.texts import EXISTING, table
from banshi.kernel.documents import leasing
from banshi.kernel.safekeeping import actions, queries
from banshi.kernel.safekeeping.restoring import bring_back
from banshi.lib import clock
from banshi.workflows.resuming import go_on

SHOWN = 50
NEXT = (
    "\n从备份到现在之间办的事不在里面，请对照纸质材料补录。现在不发任何消息，也不自动办理到期的事。\n"
    "补录好以后 (what was done since the backup is not in it; enter it again, then)：\n"
    "  banshi held              # 看看哪些消息被留下 (what is held back)\n"
    "  banshi held --resume     # 恢复正常运行 (go on)\n"
    "  banshi ledger settle     # 台账从这里接着封存，要写报告的编号 (seal the ledger from here on; name the report)"
)


@click.command(epilog="例 (example)：banshi restore /mnt/backup/banshi-20261125-020000.bak")
@click.argument("file", type=EXISTING)
@click.option("--aside", is_flag=True, help="原来的移到一边，不删 (move what is there aside)。")
@click.option("--yes", is_flag=True, help="不再询问 (do not ask)。")
def restore(file: Path, aside: bool, yes: bool) -> None:
    """恢复：先把整份备份检查一遍，再放进设置里的数据库和文件夹，核验台账；不发任何消息。

    Restore a backup into the database and folder of the settings. All of it is checked before anything is touched;
    nothing is sent afterwards until `banshi held --resume`.
    """
    if aside and not yes:
        click.confirm("原来的数据会移到一边。网站和后台都停了吗 (are web and worker stopped)？", abort=True)
    began = clock.ticking()
    found = bring_back(file, aside=aside, step=click.echo)
    at = dt.datetime.fromisoformat(found.manifest.at)
    held = actions.mark_restored(archive=file.name, backup_at=at, actor=CONSOLE)
    took = clock.ticking() - began
    rows = [
        ("备份的时刻 (moment of the backup)", f"{at:%Y-%m-%d %H:%M:%S}"),
        ("办件 (cases)", found.manifest.state.cases),
        ("台账核验无误 (entries verified)", found.entries),
        ("留下没发的 (held back)", held),
        ("用时 (seconds)", f"{took:.1f}"),
        *(("原来的在 (the former one is at)", place) for place in found.aside),
    ]
    click.echo("\n".join(f"{name}：{value}" for name, value in rows))
    click.echo(NEXT)


@click.command(
    epilog="例 (examples)：\n\n"
    "\b\n"
    "  banshi held                 # 列出来 (list)\n"
    "  banshi held --resume        # 恢复正常运行，留下的还留着 (go on)\n"
    "  banshi held --send          # 都发出去 (send them all)\n"
    "  banshi held --drop          # 都不发了 (send none)\n"
)
@click.option("--resume", "resumes", is_flag=True, help="恢复正常运行 (go on after a restoration)。")
@click.option("--send", "sends", is_flag=True, help="留下的都发出去 (send what is held)。")
@click.option("--drop", "drops", is_flag=True, help="留下的都不发 (give up what is held)。")
@in_the_name_of
def held(resumes: bool, sends: bool, drops: bool, username: str | None) -> None:
    """恢复以后留下没发的消息、报送和回调：列出、恢复运行、发出或者作废。

    After a restoration: what is held back because the lost system may have sent it; go on, send it or drop it.
    """
    if resumes + sends + drops > 1:
        raise click.UsageError("--resume、--send、--drop 一次只用一个 (one at a time)。")
    actor = acting(username)
    if resumes:
        click.echo(f"恢复正常运行 (going on)。留下没发的 (held)：{go_on(actor)}")
    elif sends or drops:
        count = actions.decide_held(send=sends, actor=actor)
        click.echo(f"{'发出 (sent)' if sends else '不发 (dropped)'}：{count}")
    else:
        _list()


def _list() -> None:
    paused = queries.pause()
    if paused:
        click.echo(f"恢复后还没有恢复运行 (paused since the restoration)：{_when(paused.restored_at)}")
    rows = [
        (model._meta.model_name, row.pk, row)
        for model in leasing.outward()
        for row in leasing.held(model)[:SHOWN]
    ]
    click.echo(table(("种类 (kind)", "序号 (id)", "内容 (what)"), rows))
    click.echo(f"一共 (in all)：{queries.held()}")


def _when(moment: dt.datetime) -> str:
    return f"{moment.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}"
