"""A secret in the hands of several people; needs no database and no settings."""

from pathlib import Path

import click

from banshi.config.commands.adoption.envfile import write_private
from banshi.config.commands.texts import EXISTING
from banshi.kernel.vault import sharing
from banshi.lib import ids


@click.command("split", epilog="例 (example)：banshi keys split banshi.env --into 份额 --people 3 --needed 2")
@click.argument("secret", type=EXISTING)
@click.option(
    "--into",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="写到哪个文件夹 (folder)。",
)
@click.option("--people", default=2, show_default=True, help="几个人保管 (custodians)。")
@click.option("--needed", default=2, show_default=True, help="几个人到场才能合起来 (how many must come)。")
def split(secret: Path, into: Path, people: int, needed: int) -> None:
    """把一个文件（密钥、设置）分成几份，每人保管一份，少一个人就打不开。

    Divide a file among custodians: fewer than needed know nothing of it. Afterwards keep the file itself nowhere.
    """
    try:
        shares = sharing.split(secret.read_bytes(), count=people, needed=needed, octets=ids.octets)
    except ValueError:
        raise click.UsageError(
            "至少两个人，需要的不能比保管的多 (at least two; needed <= people)。"
        ) from None
    into.mkdir(parents=True, exist_ok=True)
    for number, share in enumerate(shares, start=1):
        write_private(into / f"share-{number}.txt", share + "\n")
    click.echo(f"分成了 {people} 份 (shares)，任意 {needed} 份可以合成 (needed)：{into}")


@click.command(
    "join", epilog="例 (example)：banshi keys join 份额/share-1.txt 份额/share-3.txt --to banshi.env"
)
@click.argument("shares", nargs=-1, required=True, type=EXISTING)
@click.option(
    "--to", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到 (file)。"
)
def join(shares: tuple[Path, ...], target: Path) -> None:
    """把几份合成原来的文件。

    Put the shares together again.
    """
    try:
        secret = sharing.join(path.read_text(encoding="ascii") for path in shares)
        write_private(target, secret.decode())
    except FileExistsError:
        raise click.UsageError(f"{target.name} 已经有了，请换一个名字 (it exists already)。") from None
    except ValueError as wrong:
        raise click.UsageError(f"合不起来 (cannot be joined)：{wrong}") from None
    click.echo(f"写好了 (written)：{target}")
