"""What is wrong with the ledger or its checkpoints: noted once, shown until it is put right, never only logged."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from banshi.kernel.ledger.models import Checkpoint, Trouble, Watch
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

WORDS: Mapping[str, str] = {
    "no_key": gettext_noop("没有设置签名密钥，台账没有封存。"),
    "unsettled": gettext_noop("有一笔业务一直没有写完，封存推迟了。"),
    "broken": gettext_noop("上一个封存点（%(about)s）的签名或者内容不对，可能被人改过。"),
    "cut": gettext_noop("上一个封存点里的最后一条记录（%(about)s）不见了，台账的末尾可能被人删过。"),
    "old_key_missing": gettext_noop("换密钥时缺少原来的密钥（%(about)s），没有它就不能交接。"),
    "ahead": gettext_noop("外面保存的封存点比这里多（%(about)s），数据库可能被退回到从前。"),
    "differs": gettext_noop("外面保存的封存点（%(about)s）和这里的不一样。"),
    "outside_unset": gettext_noop("没有设置外面的文件夹，封存点只在本机。"),
    "outside_failed": gettext_noop("封存点没有写到外面的文件夹（%(about)s），系统每分钟再试。"),
    "altered": gettext_noop("重新核对时发现封存点 %(about)s 里的记录被人改过。"),
}
MAKING = ("unsettled", "broken", "cut", "old_key_missing", "ahead", "differs")
WRITING = ("outside_unset", "outside_failed")
# What only a person may call settled, after the runbook was followed.
STAYING = ("altered",)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One trouble: its sentence (to be filled with `about`) and since when."""

    kind: str
    text: str
    about: str
    since: dt.datetime

    @property
    def sentence(self) -> Reason:
        """The sentence for a page."""
        return Reason(self.text, params={"about": self.about})


@dataclass(frozen=True, slots=True)
class State:
    """How it stands with the checkpoints; numbers are 0 and moments None when there is none yet."""

    number: int
    at: dt.datetime | None
    entries: int
    root: str
    written: int
    looked: int
    round_at: dt.datetime | None
    flaws: tuple[Flaw, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is in the way."""
        return not self.flaws


def note(kind: str, about: str = "") -> bool:
    """Remember a trouble since now, or since it was first noted; always False, so that a maker can return it."""
    known = Trouble.objects.filter(kind=kind)
    if not known.filter(about=about).exists():
        Trouble.objects.update_or_create(kind=kind, defaults={"about": about[:120], "since": clock.now()})
    return False


def well(*kinds: str) -> None:
    """These troubles are over."""
    Trouble.objects.filter(kind__in=kinds).delete()


def watch() -> Watch:
    """How far the watch has come."""
    return Watch.objects.get_or_create(pk=1)[0]


def state() -> State:
    """What a page or a command shows: three queries."""
    last = Checkpoint.objects.order_by("number").last()
    far = Watch.objects.filter(pk=1).first() or Watch()
    flaws = tuple(
        Flaw(row.kind, WORDS.get(row.kind, row.kind), row.about, row.since)
        for row in Trouble.objects.order_by("since", "kind")
    )
    return State(
        last.number if last else 0,
        last.at if last else None,
        last.entries if last else 0,
        root_of(last) if last else "",
        far.written,
        far.looked,
        far.round_at,
        flaws,
    )


def root_of(row: Checkpoint) -> str:
    """The root as the signed text says it; empty when the text is broken."""
    _, _, rest = row.body.partition('"root":"')
    return rest[:64] if rest[64:65] == '"' else ""
