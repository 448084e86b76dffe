"""Checking the ledger; issuing keys to other systems."""

import click

from banshi.config.commands.texts import table
from banshi.kernel.ledger import sealed
from banshi.kernel.ledger import verify as ledger
from banshi.kernel.organisation.models import ApiKey, Staff
from banshi.kernel.vault.digests import digest
from banshi.lib import ids

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
}


@click.command(epilog="例 (example)：banshi ledger verify && echo 完好")
@click.pass_context
def verify(ctx: click.Context) -> None:
    """从头到尾核验台账；有问题就逐条列出，退出码为 1。

    Check every chain from its first entry to its head; exit code 1 when a fault is found.
    """
    verdict = ledger.verify()
    faults = [*verdict.faults, *sealed.check()]
    if faults:
        rows = [(fault.stream, fault.seq, FAULTS[fault.kind]) for fault in faults]
        click.echo(table(("记录链 (stream)", "序号 (seq)", "问题 (fault)"), rows))
    click.echo(
        f"{verdict.streams} 条链 (streams)，{verdict.entries} 条记录 (entries)，{len(faults)} 个问题 (faults)。"
    )
    ctx.exit(1 if faults else 0)


@click.command("create", epilog="例 (example)：banshi key create --staff chuangkou --name 省平台")
@click.option("--staff", "username", required=True, help="密钥以谁的岗位办事 (whose posts it has)。")
@click.option("--name", required=True, help="给哪个系统用 (for which system)。")
def create_key(username: str, name: str) -> None:
    """发一个密钥，只显示这一次；系统里只留它的摘要。

    Issue a key. It is shown once; only its digest is kept.
    """
    staff = Staff.objects.filter(username=username, is_active=True).first()
    if staff is None:
        raise click.UsageError(f"没有 {username} 这个登录名 (no such log-in)。")
    click.echo(issue_key(staff, name))
    click.echo("请马上记下，以后看不到了 (note it now, it cannot be shown again)。", err=True)


def issue_key(staff: Staff, name: str) -> str:
    """Create a key that acts as `staff` for the system `name`; returns it, for the only time."""
    longest = ApiKey._meta.get_field("name").max_length or 0
    if not name.strip() or len(name) > longest:
        raise click.UsageError(f"名称要写，最多 {longest} 个字 (a name of at most {longest} characters)。")
    secret = ids.token()
    ApiKey.objects.create(name=name.strip(), staff=staff, digest=digest("api-key", secret))
    return secret
