"""Keys: of other systems, of the vault, and how a secret is kept by several people."""

import click

from banshi.config.commands import attachments
from banshi.config.commands.texts import table
from banshi.kernel.organisation.keys import revoke
from banshi.kernel.organisation.models import ApiKey, Staff
from banshi.kernel.vault import resealing
from banshi.kernel.vault.digests import digest
from banshi.kernel.vault.sealing import GENERAL, IDENTITY, in_use
from banshi.lib import ids
from banshi.lib.clock import BEIJING


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


@click.command("list", epilog="例 (example)：banshi key list")
def list_keys() -> None:
    """列出所有密钥：给谁用的、以谁的岗位办事、有没有停用。密钥本身看不到。

    List the keys: for which system, whose posts, whether revoked. The keys themselves are not kept.
    """
    keys = ApiKey.objects.select_related("staff").order_by("id")
    rows = [(key.pk, key.name, key.staff.username, _since(key)) for key in keys]
    click.echo(table(("编号 (id)", "系统 (system)", "岗位 (posts of)", "停用 (revoked)"), rows))


@click.command("revoke", epilog="例 (example)：banshi key revoke 3")
@click.argument("key_id", type=int)
def revoke_key(key_id: int) -> None:
    """停用一个密钥，马上生效，记入台账。

    Revoke a key. It holds at once and is noted in the ledger.
    """
    revoke(key_id=key_id)
    click.echo("已经停用 (revoked)。")


@click.command("status", epilog="例 (example)：banshi keys status")
def seal_status() -> None:
    """每个密钥封着多少内容：旧密钥的数目到 0，就可以从设置里拿掉。

    How many values are sealed under which key: an old one may leave the settings when its number is 0.
    """
    counted = resealing.census()
    current = {(name, in_use(name).split(".")[1]) for name in (GENERAL, IDENTITY)}
    places = sorted(counted.keys() | current)
    rows = [
        (name, kid, counted[name, kid], "在用 (in use)" * ((name, kid) in current)) for name, kid in places
    ]
    click.echo(table(("设置 (setting)", "密钥 (key)", "内容 (values)", ""), rows))


@click.command(
    "rotate",
    epilog="例 (example)：banshi keys rotate   # 先把新密钥写在设置的最前面 (the new key first in the settings)",
)
@click.pass_context
def rotate(ctx: click.Context) -> None:
    """先把新密钥写在设置的最前面，再运行：重新封存所有内容和附件。大家照常办事，中断了再运行一次。

    Put the new key first in the settings, then seal all values and files anew. People go on working meanwhile.
    """
    done, broken = resealing.reseal(lambda place, here: click.echo(f"{place}  {here}", err=True))
    files, unread = attachments.reseal()
    click.echo(
        f"重新封存 (sealed anew)：内容 (values) {done}，附件 (files) {files}；"
        f"打不开 (cannot be opened) {broken + unread}。"
    )
    ctx.exit(1 if broken + unread else 0)


def _since(key: ApiKey) -> str:
    return key.revoked_at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if key.revoked_at else ""
