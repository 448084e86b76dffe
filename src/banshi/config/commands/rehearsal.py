"""`banshi demo`: a sample bureau with ninety days behind it, served with its worker."""

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import click
from django.conf import settings
from django.db import connection, connections

from banshi.config.commands.running import HOST, PORT, prepare_database
from banshi.config.commands.texts import table
from banshi.config.demo.hall_day import MORNING, next_day, play
from banshi.config.demo.load import API_KEY, CASES, PASSWORD, load, loaded
from banshi.config.site import serve
from banshi.kernel.organisation.models import Post, Role
from banshi.lib import clock

PROCESSES = 2
PATIENCE = 10
DAYS = 95
PACE = 30.0


@click.command(
    epilog="例 (examples)：\n\n"
    "\b\n"
    "  banshi demo\n"
    "  banshi demo --port 8080 --reset\n"
    "  BANSHI_NOW=2026-12-28 banshi demo --reset   # 把时钟拨到那天 (rehearse another day)\n"
    "  banshi demo --day                           # 看大厅的一天 (watch a day in the hall)\n"
)
@click.option("--host", default=HOST, show_default=True, help="在哪个地址上听 (address)。")
@click.option("--port", default=PORT, show_default=True, help="端口 (port)。")
@click.option("--cases", default=CASES, show_default=True, help="大约多少办件 (about how many cases)。")
@click.option("--reset", is_flag=True, help="删掉上次的演示数据，重新装 (start afresh)。")
@click.option(
    "--day", "plays", is_flag=True, help="在大厅屏幕上看一天：取号、叫号、延时 (play a day in the hall)。"
)
@click.option("--pace", default=PACE, show_default=True, help="那一天走得快几倍 (times as fast)。")
@click.option("--load-only", is_flag=True, help="只装数据，不启动 (do not serve)。")
def demo(host: str, port: int, cases: int, reset: bool, plays: bool, pace: float, load_only: bool) -> None:
    """装一个样例单位：科室、人员、32 个事项、90 天里各种状态的办件，然后启动网站和后台。

    Load a sample bureau (sections, staff, 32 items, ninety days of cases in every state) and serve it.
    """
    rehearse(
        host,
        port,
        cases=cases,
        reset=reset,
        load_only=load_only,
        before=partial(_play, pace) if plays else None,
    )


def rehearse(
    host: str,
    port: int,
    *,
    cases: int,
    reset: bool = False,
    load_only: bool = False,
    before: Callable[[str], object] | None = None,
) -> None:
    """Load the sample bureau where it is not yet, and serve it with its worker; `before` hears the address first."""
    address = f"http://{host}:{port}"
    if "BUREAU_PUBLIC_URL" not in os.environ:
        # The QR codes of the letters must lead to this very server; the worker inherits it.
        os.environ["BUREAU_PUBLIC_URL"] = settings.BUREAU["public_url"] = address
    if not load_only:
        _require_free(host, port)
    if reset:
        _clear()
    prepare_database()
    if loaded():
        click.echo("样例数据已经装好，直接启动 (the sample data are there)。")
    else:
        _load(cases)
    if not load_only:
        _welcome(address)
        if before:
            before(address)
        worker = _start_worker()
        serve(host=host, port=port, workers=PROCESSES, on_exit=lambda: _stop(worker))


def _play(pace: float, address: str) -> None:
    """Move this clock and those of the worker to the morning of a day in the hall, and let it be played."""
    day = next_day()
    morning = dt.datetime.combine(day, MORNING, clock.BEIJING)
    since = clock.start_at(morning, pace=pace)
    os.environ |= {"BANSHI_NOW": morning.isoformat(), "BANSHI_PACE": str(pace), "BANSHI_SINCE": str(since)}
    connections.close_all()
    get_context("fork").Process(target=play, args=(day,), daemon=True).start()
    click.echo(f"  大厅的一天 (a day in the hall)：{day}，{pace:g} 倍速 (times as fast)")
    for what, path in (("叫号屏 (board)", "hall/board/"), ("取号 (kiosk)", "hall/kiosk/")):
        click.echo(f"    {what}：{address}/{path}")
    click.echo("")


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.UsageError(
                f"端口 {port} 用不了，请换一个 (this port cannot be used, try another)：banshi demo --port {port + 80}"
            ) from None


def _clear() -> None:
    """Remove the demo's database and files. A ledger cannot be emptied, so only a database file of our own."""
    if connection.vendor != "sqlite":
        raise click.UsageError(
            "只能重装 SQLite 的演示数据；请换一个空的数据库 (give an empty database instead)。"
        )
    database = Path(settings.DATABASES["default"]["NAME"])
    if not database.exists():
        return
    if not _ours():
        raise click.UsageError("这个数据库里不是演示数据，不能删 (this database holds no demo, it stays)。")
    connection.close()
    for path in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
    for folder in ("files", "outbox", "checkpoints"):
        shutil.rmtree(Path(settings.BANSHI_DATA) / folder, ignore_errors=True)


def _ours() -> bool:
    """Whether the database is the demo's or has no tables or no staff yet."""
    tables = connection.introspection.table_names()
    return "organisation_staff" not in tables or not Post.objects.exists() or loaded()


def _load(cases: int) -> None:
    click.echo("第一次启动，正在装样例单位：日历、32 个事项、科室和人员，然后按时间顺序办理样例办件。")
    first = clock.today() - dt.timedelta(days=DAYS)
    with click.progressbar(length=DAYS, label="样例办件 (sample cases)", item_show_func=_day) as bar:
        done = load(cases=cases, progress=lambda day: bar.update((day - first).days - bar.pos, day))
        bar.update(bar.length - bar.pos if bar.length else 0)
    click.echo(f"装好了 {done.told} 件，中断 {done.broken_off} 件 (cases loaded, and broken off)。")


def _day(day: dt.date | None) -> str:
    return f"{day} 收件、审查、决定、送达" if day else ""


def _welcome(address: str) -> None:
    click.echo(f"\n  门户、工作台、接口 (portal, workbench, API)：{address}/\n")
    rows = [
        (post.staff.username, Role(post.role).label, post.section.name_zh, post.staff.name_zh)
        for post in Post.objects.select_related("staff", "section").order_by("id")
    ]
    click.echo(table(("登录名 (log-in)", "岗位 (post)", "科室 (section)", "姓名 (name)"), rows))
    click.echo(f"\n  密码都是 (password of all)：{PASSWORD}")
    click.echo(f"  接口密钥 (API key)：{API_KEY}")
    click.echo("  按 Ctrl-C 结束 (stop with Ctrl-C)。\n")


def _start_worker() -> subprocess.Popen[bytes]:
    environment = dict(os.environ)
    if settings.BANSHI_NOW and "BANSHI_SINCE" not in environment:
        # A moved clock has run on while the data were loaded; the worker must not fall behind it.
        environment["BANSHI_NOW"] = clock.now().isoformat()
    log = Path(settings.BANSHI_DATA) / "worker.log"
    command = [sys.executable, "-m", "banshi.config.cli", "worker", "--parent", str(os.getpid())]
    with log.open("ab") as out:
        # Its own process group: Ctrl-C at the terminal reaches the server, which then stops the worker.
        return subprocess.Popen(command, env=environment, stderr=out, stdout=out, process_group=0)


def _stop(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
