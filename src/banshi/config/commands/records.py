"""Checking, exporting and watching the ledger."""

import shutil
from pathlib import Path

import click

from banshi.config.commands import attachments
from banshi.config.commands.texts import table
from banshi.kernel.ledger import exporting, sealed, settling, signing, verifier, watching
from banshi.kernel.ledger import verify as ledger
from banshi.kernel.ledger.models import Checkpoint
from banshi.lib.clock import BEIJING

FAULTS = {
    "altered": "内容被改 (altered)",
    "missing": "缺记录 (missing)",
    "unchained": "前后接不上 (unchained)",
    "headless": "没有链头 (headless)",
    "cut": "末尾被截 (cut)",
    "respelled": "写法被改 (respelled)",
    "forged": "封存点不真 (forged)",
    "unsealed": "和封存时不同 (unsealed)",
    "ahead": "比外面的少 (behind the copies outside)",
    "differs": "和外面的不同 (differs from the copy outside)",
    "file": "附件丢失或者被改 (attachment missing or altered)",
}


@click.command(epilog="例 (example)：banshi ledger verify && echo 完好")
@click.option("--files", "with_files", is_flag=True, help="附件也逐个打开核对 (open every attachment too)。")
@click.pass_context
def verify(ctx: click.Context, with_files: bool) -> None:
    """从头到尾核验台账；有问题就逐条列出，退出码为 1。

    Check every chain from its first entry to its head, and every checkpoint; exit code 1 when a fault is found.
    """
    verdict = ledger.verify()
    faults = [*verdict.faults, *sealed.check()]
    if with_files:
        faults += [ledger.Fault(f"{kind}:{uid}", 1, "file") for kind, uid in attachments.damaged()]
    if faults:
        rows = [(_plain(fault.stream), fault.seq, FAULTS[fault.kind]) for fault in faults]
        click.echo(table(("记录链 (stream)", "序号 (seq)", "问题 (fault)"), rows))
    click.echo(
        f"{verdict.streams} 条链 (streams)，{verdict.entries} 条记录 (entries)，{len(faults)} 个问题 (faults)。"
    )
    ctx.exit(1 if faults else 0)


def _plain(text: str) -> str:
    """A name that may be no text any more, as a terminal can show it."""
    return text.encode(errors="backslashreplace").decode()


@click.command(
    epilog="例 (example)：banshi ledger export 台账.jsonl && banshi ledger verifier verify_ledger.py"
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--since", default=0, help="只要这个封存点以后的 (only what came after this checkpoint)。")
def export(file: Path, since: int) -> None:
    """把台账写成一个文本文件，用一个单独的程序就能核验。

    Write the ledger as a plain file that one small program checks, without Banshi and without the database.
    """
    if since and not Checkpoint.objects.filter(number=since).exists():
        raise click.UsageError(f"没有第 {since} 个封存点 (no such checkpoint)。")
    with _new(file).open("x", encoding="utf-8") as out:
        lines = 0
        for line in exporting.export(attachments.witnessed(), since):
            out.write(line)
            lines += 1
            if lines % 100_000 == 0:
                click.echo(f"{lines:,} …", err=True)
    click.echo(f"写好了 (written)：{file}  {lines} 行 (lines)")


@click.command("verifier", epilog="例 (example)：banshi ledger verifier verify_ledger.py")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def copy_verifier(file: Path) -> None:
    """写出核验程序：一个文件，只用 Python 标准库，交给任何人都能用。

    Write the verifier: one file that needs nothing but Python. Give it to whoever shall check.
    """
    shutil.copyfile(verifier.__file__, _new(file))
    click.echo(f"写好了 (written)：{file}")


@click.command("keys", epilog="例 (example)：banshi ledger keys > 公钥.txt")
def public_keys() -> None:
    """显示封存签名的公钥，打印出来，交给外面的人保管。

    Show the public keys of the checkpoints; print them for whoever shall check.
    """
    for kid, key in signing.keys().items():
        click.echo(f"{kid}  {signing.public(key)}")


@click.command(epilog="例 (example)：banshi ledger status || echo 请看 docs/operations.md")
@click.pass_context
def status(ctx: click.Context) -> None:
    """封存得怎么样：最近的封存点、外面存到第几个、有什么问题；有问题退出码为 1。

    How it stands with the checkpoints; exit code 1 when something is in the way.
    """
    state = watching.state()
    when = state.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if state.at else "—"
    click.echo(
        f"封存点 (checkpoint) {state.number}，{when}，{state.entries} 条记录 (entries)；"
        f"外面 (outside) {state.written}。"
    )
    if state.root:
        click.echo(f"根 (root) {state.root}")
    for flaw in state.flaws:
        click.echo(
            f"{flaw.since.astimezone(BEIJING):%Y-%m-%d %H:%M}  {flaw.text % {'about': flaw.about}} ({flaw.kind})"
        )
    ctx.exit(0 if state.sound else 1)


@click.command(epilog="例 (example)：banshi ledger settle --report 阜民信〔2026〕3号")
@click.option(
    "--report",
    required=True,
    help="查清情况的报告编号，记入台账 (number of the report; noted in the ledger)。",
)
def settle(report: str) -> None:
    """查清以后记入台账；数据库恢复过的，从外面最后一个封存点接着编号。

    After the runbook was followed: note it in the ledger; after a restore, number on from the last checkpoint outside.
    """
    if not 1 <= len(report.strip()) <= 40:
        raise click.UsageError("报告编号最多 40 个字 (at most 40 characters)。")
    if not signing.keys():
        raise click.UsageError(watching.WORDS["no_key"])
    settling.settle(report=report.strip())
    click.echo("已经记入台账 (noted in the ledger)。")


def _new(file: Path) -> Path:
    if file.exists():
        raise click.UsageError(f"{file.name} 已经有了，请换一个名字 (it exists already)。")
    return file
