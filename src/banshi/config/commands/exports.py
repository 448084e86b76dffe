"""`banshi export cases`: cases for another platform in the field names and codes of GB/T 39046."""

import datetime as dt
from collections.abc import Iterator

import click

from banshi.kernel.exchange import writing
from banshi.kernel.exchange.actions import note_export
from banshi.kernel.exchange.rows import Period
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.organisation.people import actor_for

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "cases",
    epilog="例 (examples)：\n\n\b\n"
    "  banshi export cases --as shenpi --from 2026-11-01 --to 2026-11-30 > cases.json\n"
    "  banshi export cases --as shenpi --from 2026-11-01 --to 2026-11-30 --csv 事项办结 > done.csv\n",
)
@click.option("--as", "username", required=True, help="谁导出，记入台账 (who exports; noted in the ledger)。")
@click.option("--from", "first", type=DAY, required=True, help="收件日期，从 (received from)。")
@click.option("--to", "last", type=DAY, required=True, help="收件日期，到，含当天 (to, included)。")
@click.option("--section", help="只要这个科室，写代码 (one section, its code)。")
@click.option("--csv", "name", help="只要这一个数据集，输出 CSV (one set as CSV)。")
def export_cases(
    username: str, first: dt.datetime, last: dt.datetime, section: str | None, name: str | None
) -> None:
    """把一段时间收到的办件写到标准输出，逐件核对格式。

    Write the cases received in a period, each checked against the format; JSON, or one set as CSV.
    """
    staff = Staff.objects.filter(username=username, is_active=True).first()
    if staff is None:
        raise click.UsageError(f"没有 {username} 这个登录名 (no such log-in)。")
    found = Section.objects.filter(code=section).first() if section else None
    if section and found is None:
        raise click.UsageError(f"没有 {section} 这个科室代码 (no such section)。")
    if name:
        writing.set_named(name)
    period = Period(first.date(), last.date(), found.pk if found else None)
    note_export(period=period, form=name or "json", actor=actor_for(staff))
    _write(writing.as_csv(period, name) if name else writing.as_json(period))


def _write(chunks: Iterator[bytes]) -> None:
    for chunk in chunks:
        click.echo(chunk, nl=False)
