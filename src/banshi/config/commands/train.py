"""`banshi train`: the bureau's people exercise on sample cases, with a clock that the trainer moves."""

import click

from banshi.config.commands.rehearsal import rehearse
from banshi.config.commands.running import HOST, PORT
from banshi.kernel.organisation import training
from banshi.lib import clock


@click.command(
    epilog="例 (examples)：\n\n"
    "\b\n"
    "  banshi train                              # 从现在开始 (from now)\n"
    "  banshi train --at 2026-12-28T09:00 --reset # 从那一刻开始 (from that moment)\n"
)
@click.option("--at", "moment", help="演练从什么时候开始 (the moment it begins)：2026-12-28T09:00。")
@click.option("--host", default=HOST, show_default=True, help="在哪个地址上听 (address)。")
@click.option("--port", default=PORT, show_default=True, help="端口 (port)。")
@click.option("--cases", default=120, show_default=True, help="大约多少样例办件 (about how many cases)。")
@click.option("--reset", is_flag=True, help="删掉上次的演练，重新开始 (start afresh)。")
@click.option("--load-only", is_flag=True, help="只装数据，不启动 (do not serve)。")
def train(moment: str | None, host: str, port: int, cases: int, reset: bool, load_only: bool) -> None:
    """演练：自己的数据库和文件，每一页、每一份文书都有“演练”二字；时钟可以往前拨，消息不出单位。

    Exercise with a database and files of its own. Every page and paper says so; the clock can be moved forward,
    and nothing leaves the house. Log in as guanli to move it.
    """
    if reset:
        training.forget()
    training.follow()
    if moment is not None:
        try:
            begin = clock.parse(moment)
        except ValueError:
            raise click.UsageError(
                f"“{moment}”读不出来，请写成 2026-12-28T09:00 的样式 (write a moment like it)。"
            ) from None
        training.move_to(begin)
    rehearse(host, port, cases=cases, reset=reset, load_only=load_only)
