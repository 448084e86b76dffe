"""Keeping an installation running: database, site, worker, tick."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from banshi.config.site import serve as serve_site
from banshi.config.worker import Worker
from banshi.workflows import tick as minute

HOST, PORT = "127.0.0.1", 8000
# The number that machines agree on while one of them changes the tables.
MIGRATING = 6_271_848


def prepare_database() -> None:
    """Create or update the database; of several machines that start together one does it, the others wait."""
    Path(settings.BANSHI_DATA).mkdir(mode=0o750, parents=True, exist_ok=True)
    with _alone():
        call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


@click.command(epilog="例 (example)：DATABASE_URL=postgresql:///banshi banshi migrate")
def migrate() -> None:
    """建立数据库，或者更新到这个版本；已有的数据不动。

    Create the database, or bring it up to this version; data stay.
    """
    prepare_database()
    click.echo("数据库准备好了 (the database is ready)。")


@click.command(epilog="例 (example)：* * * * * banshi tick   # crontab")
def tick() -> None:
    """做一遍现在到时的事：视为受理、预警、超期、文书、消息。多做几遍也不会重复。

    Do what is due now: deemed acceptances, warnings, breaches, letters, messages. Running it twice is harmless.
    """
    done = minute.tick()
    click.echo("  ".join(f"{name} {number}" for name, number in done.items()))


@click.command(epilog="例 (example)：banshi worker 2>> worker.log")
@click.option("--parent", type=int, hidden=True, help="随这个进程一起结束 (end with this process)。")
def worker(parent: int | None) -> None:
    """常驻后台：每分钟计时一次，随时出文书、发消息。可以随时重启，也可以开几个。

    The background worker: a tick each minute, letters and messages at once. Restart it at any time, run several.
    """
    running = Worker(parent=parent)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, running.stop)
    running.run()


@click.command(epilog="例 (example)：banshi serve --host 0.0.0.0 --port 8000 --workers 3")
@click.option("--host", default=HOST, show_default=True, help="在哪个地址上听 (address)。")
@click.option("--port", default=PORT, show_default=True, help="端口 (port)。")
@click.option("--workers", default=2, show_default=True, help="进程数 (processes)。")
def serve(host: str, port: int, workers: int) -> None:
    """启动门户、工作台和接口。后台另外启动：banshi worker。

    Serve the portal, the workbench and the API. Start the worker beside it: banshi worker.
    """
    click.echo(f"http://{host}:{port}/")
    serve_site(host=host, port=port, workers=workers)
