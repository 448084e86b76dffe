"""The ledger as the audit administrator reads it: accounts, posts and the machines; never cases or complaints."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.accounts import turned_away
from banshi.kernel.organisation.models import Staff
from banshi.lib.results import gettext_noop

PAGE = 100
ACTS: Mapping[str, str] = {
    "logged_in": gettext_noop("登录"),
    "log_in_locked": gettext_noop("连续输错，锁定登录"),
    "log_in_unlocked": gettext_noop("解除锁定"),
    "session_ended": gettext_noop("结束一处登录"),
    "sessions_ended": gettext_noop("结束所有登录"),
    "password_changed": gettext_noop("改密码"),
    "authenticator_added": gettext_noop("登记手机验证器"),
    "authenticator_removed": gettext_noop("删除手机验证器"),
    "recovery_codes_renewed": gettext_noop("换备用码"),
    "passkey_added": gettext_noop("登记通行密钥"),
    "passkey_removed": gettext_noop("删除通行密钥"),
    "factors_reset": gettext_noop("清除两步验证"),
    "account_deactivated": gettext_noop("停用账号"),
    "account_activated": gettext_noop("恢复账号"),
    "password_given": gettext_noop("重设初始密码"),
    "roster_loaded": gettext_noop("导入科室、人员和岗位"),
    "calendar_opened": gettext_noop("开通日历地址"),
    "access_refused": gettext_noop("要打开没有权限的页面，没有获准"),
    "api_key_revoked": gettext_noop("停用接口密钥"),
    "calendar_closed": gettext_noop("关闭日历地址"),
}


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry: when, who, what, about whom; `place`: the address, as the URL table writes it, that was refused."""

    at: dt.datetime
    who: str
    what: str
    about: str
    stream: str
    seq: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of entries, and the number from which older ones follow; None at the end."""

    lines: tuple[TrailLine, ...]
    older: int | None


def trail(before: int | None = None) -> TrailPage:
    """Entries of accounts and of the organisation, newest first, older than entry `before`."""
    rows = Entry.objects.filter(Q(stream__startswith="staff:") | Q(stream__in=("organisation", "accounts")))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    names = _names(found)
    lines = tuple(_line(row, names) for row in found[:PAGE])
    return TrailPage(lines, found[PAGE - 1].pk if len(found) > PAGE else None)


def _line(row: Entry, names: Mapping[str, str]) -> TrailLine:
    who, about = names.get(row.actor, "系统"), names.get(row.stream, "")
    place = row.payload.get("place", "") if row.act == turned_away.ACT else ""
    return TrailLine(row.at, who, ACTS.get(row.act, row.act), about, row.stream, row.seq, place)


def _names(rows: list[Entry]) -> dict[str, str]:
    refs = {ref for row in rows for ref in (row.actor, row.stream) if ref.startswith("staff:")}
    numbers = {int(ref.partition(":")[2]) for ref in refs}
    staff = Staff.objects.filter(pk__in=numbers).order_by("pk")
    return {f"staff:{one.pk}": one.called for one in staff}
