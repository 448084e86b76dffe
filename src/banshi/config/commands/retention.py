"""Erasing what is due, or saying what would be."""

import click

from banshi.config.commands.texts import table
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.privacy.erasing import count_due
from banshi.kernel.privacy.periods import kinds
from banshi.workflows.retaining import erase_due

PIECES = 10_000


@click.command(epilog="例 (example)：banshi retention --dry-run")
@click.option("--dry-run", is_flag=True, help="只看不删 (only count)。")
def retention(dry_run: bool) -> None:
    """删去保存期满的个人信息；后台每天自动做一遍。

    Erase what is due; the background worker does it once a day by itself.
    """
    if dry_run:
        rows = [
            (kinds()[one.kind].name["zh"], one.label, one.count)
            for one in count_due()
            if one.count and not one.silent
        ]
        click.echo(table(("种类 (kind)", "表 (table)", "到期 (due)"), rows))
        click.echo(f"共 {sum(row[2] for row in rows)} 条到期 (due)，没有删除任何内容 (nothing erased)。")
        return
    click.echo(f"删去了 {erase_due(limit=PIECES, actor=SYSTEM)} 条 (erased)。")
