"""`banshi backup`: one encrypted file with everything but the keys; or prove that it can be brought back."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings

from banshi.config.commands.proving import prove, report
from banshi.config.commands.texts import EXISTING, table
from banshi.kernel.safekeeping import archive
from banshi.kernel.safekeeping.actions import note
from banshi.kernel.safekeeping.models import Kind, Run
from banshi.kernel.safekeeping.queries import standing
from banshi.lib import clock
from banshi.lib.results import Refused

FOLDER = click.Path(file_okay=False, path_type=Path)
NONE_YET = "这个文件夹里还没有备份 (no backup in this folder)：%s"
KEYS = "密钥不在里面，请另外保管设置文件 (the keys are not in it; keep the file of settings elsewhere)。"


@click.command(
    epilog="例 (examples)：\n\n"
    "\b\n"
    "  banshi backup --to /mnt/backup --keep 14\n"
    "  banshi backup --prove             # 把最新的一份恢复到旁边，核对，再删掉 (prove the newest)\n"
    "  banshi backup --status            # 最近一次成功的备份；太旧则退出码 1 (for a monitor)\n"
)
@click.argument("file", type=EXISTING, required=False)
@click.option("--to", "where", type=FOLDER, help="放在哪个文件夹 (folder)，默认 BANSHI_BACKUP_DIR。")
@click.option("--keep", type=click.IntRange(min=1), help="只留最新的几份 (how many to keep)。")
@click.option("--prove", "proves", is_flag=True, help="演练恢复 (restore beside, compare, remove)。")
@click.option("--status", "asks", is_flag=True, help="备份是不是够新 (whether it is recent)。")
@click.option("--here", hidden=True, help="就在这个环境里恢复 (in the process beside)。")
@click.pass_context
def backup(
    ctx: click.Context,
    file: Path | None,
    where: Path | None,
    keep: int | None,
    proves: bool,
    asks: bool,
    here: str | None,
) -> None:
    """备份：数据库、文书和材料，合成一个加密的文件；或者演练恢复，证明它能用。

    Back up the database and all files into one encrypted file, while the bureau goes on working; or prove the newest.
    """
    folder = where or archive.folder()
    if asks:
        ctx.exit(_status())
    if file and not proves:
        raise click.UsageError("文件名只和 --prove 一起用 (a file goes with --prove)。")
    if not proves:
        _make(folder, keep or settings.BACKUP["keep"])
        return
    chosen = file or next(iter(archive.archives(folder)), None)
    if chosen is None:
        raise click.UsageError(NONE_YET % folder)
    if here:
        click.echo(report(chosen, here))
        return
    _prove(chosen)


def _make(folder: Path, keep: int) -> None:
    run = Run(kind=Kind.BACKUP, begun_at=clock.now())
    with _noted(run), click.progressbar(length=_expected(), label="备份 (backup)", file=sys.stderr) as bar:
        path, manifest = archive.make(folder, bar.update)
    run.archive, run.size = path.name, path.stat().st_size
    run.cases, run.entries = manifest.state.cases, manifest.state.entries
    _end(run)
    gone = archive.thin(folder, keep)
    rows = [
        ("文件 (file)", path),
        ("大小 (size)", f"{run.size / 1024 / 1024:.1f} MB"),
        ("办件 (cases)", run.cases),
        ("台账 (entries)", run.entries),
        ("文件数 (files)", manifest.files),
        ("删去旧的 (old ones removed)", len(gone)),
    ]
    click.echo("\n".join(f"{name}：{value}" for name, value in rows))
    click.echo(KEYS)


def _prove(path: Path) -> None:
    run = Run(kind=Kind.PROOF, begun_at=clock.now(), archive=path.name, size=path.stat().st_size)
    with _noted(run):
        proof = prove(path)
    run.cases, run.entries, run.pages, run.problem = (
        proof.cases,
        proof.entries,
        proof.pages,
        proof.problem[:80],
    )
    _end(run)
    if proof.problem:
        raise click.ClickException(f"没有通过 (the proof failed)：{proof.problem}")
    click.echo(
        f"{path.name} 可以恢复 (can be restored)：办件 {proof.cases}，台账 {proof.entries} 条核验无误，"
        f"{proof.pages} 页和 {proof.papers} 份文书逐字一致 (pages and papers equal)。"
    )


@contextmanager
def _noted(run: Run) -> Iterator[None]:
    """A run that is refused or dies is kept as failed, and told to the administrators."""
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:
        run.problem = str(error.reasons[0])[:80] if isinstance(error, Refused) else type(error).__name__
        _end(run)
        raise


def _end(run: Run) -> None:
    run.ended_at = clock.now()
    note(run)


def _expected() -> int:
    """About how many bytes there are to read."""
    files = archive.files_folder()
    return max(
        1, sum(path.stat().st_size for path in files.rglob("*") if path.is_file()) if files.exists() else 1
    )


def _status() -> int:
    now = standing()
    rows = [(_name(run), _ago(run), run.archive) for run in (now.backup, now.proof) if run]
    click.echo(table(("", "最近一次成功 (last good)", "文件 (file)"), rows))
    if now.late:
        click.echo("太旧或者没有 (late or missing)：" + "、".join(str(Kind(kind).label) for kind in now.late))
    return 1 if now.late else 0


def _name(run: Run) -> str:
    return str(Kind(run.kind).label)


def _ago(run: Run) -> str:
    return f"{run.ended_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}"
