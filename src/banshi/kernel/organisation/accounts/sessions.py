"""Open sessions: begun at log-in, listed, ended by their owner or by the security administrator."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.sessions.backends.db import SessionStore
from django.db.models import QuerySet

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.accounts.devices import device
from banshi.kernel.organisation.models import OpenSession, Staff
from banshi.kernel.organisation.permissions import may
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, gettext_noop

NOT_YOURS = gettext_noop("找不到这个登录，可能已经结束。")
SEEN_EVERY = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """An open session as it is listed: what kind of device, since when, and when last seen."""

    id: int
    staff_id: int
    name: str
    way: str
    device: str
    begun_at: dt.datetime
    seen_at: dt.datetime
    current: bool


@act("log_in")
def begin(
    *, staff: Staff, session_key: str, way: str, agent: str, strong: bool, cites: tuple[Citation, ...]
) -> int:
    """Write down that a session began; returns its line. No address and no browser version is kept."""
    now = clock.now()
    row = OpenSession.objects.create(
        staff=staff, session_key=session_key, way=way, device=device(agent), begun_at=now, seen_at=now
    )
    told = {"session": row.pk, "way": way, "strong": strong}
    append([NewEntry(f"staff:{staff.pk}", "logged_in", cites, told)], actor=Actor(f"staff:{staff.pk}"))
    return row.pk


def seen(row_id: int) -> None:
    """Note, at most once a minute, that its browser asked for something."""
    now = clock.now()
    OpenSession.objects.filter(pk=row_id, seen_at__lt=now - SEEN_EVERY).update(seen_at=now)


def renamed(row_id: int, session_key: str) -> None:
    """Its key was renewed, as after a change of the password."""
    OpenSession.objects.filter(pk=row_id).update(session_key=session_key)


def left(row_id: int) -> None:
    """Its owner logged out in the browser itself."""
    OpenSession.objects.filter(pk=row_id).update(ended_at=clock.now(), session_key="")


@act("end_session")
def end(*, session_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """End a session at once, wherever it is open: one's own, or anybody's for the security administrator."""
    row = OpenSession.objects.select_for_update().filter(pk=session_id, ended_at=None).first()
    if row is None or not (row.staff_id == actor.officer or may(actor, "guard_accounts")):
        raise NotPermitted(Reason(NOT_YOURS))
    _close(OpenSession.objects.filter(pk=row.pk))
    append([NewEntry(f"staff:{row.staff_id}", "session_ended", cites, {"session": row.pk})], actor=actor)
    return row.pk


@act("end_sessions")
def end_all(*, staff_id: int, but: int = 0, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """End every session of a colleague but one, at once: one's own, or anybody's for the security administrator.

    Returns how many.
    """
    if staff_id != actor.officer:
        permit(actor, "guard_accounts")
    closed = close_all(staff_id, but=but)
    append([NewEntry(f"staff:{staff_id}", "sessions_ended", cites, {"sessions": closed})], actor=actor)
    return closed


def close_all(staff_id: int, *, but: int = 0) -> int:
    """End every session of a colleague but one; returns how many. Part of the acts that need it."""
    return _close(OpenSession.objects.filter(staff_id=staff_id, ended_at=None).exclude(pk=but))


def open_sessions(staff_id: int | None = None, *, current: int = 0) -> list[SessionLine]:
    """The sessions still open, of one colleague or of all, the one last seen first."""
    rows = OpenSession.objects.filter(ended_at=None).select_related("staff")
    if staff_id is not None:
        rows = rows.filter(staff_id=staff_id)
    alive = _alive([row.session_key for row in rows if row.session_key])
    return [_line(row, current) for row in rows if row.session_key in alive]


def _alive(keys: list[str]) -> set[str]:
    model = SessionStore.get_model_class()
    return set(
        model.objects.filter(
            session_key__in=keys, expire_date__gt=dt.datetime.fromtimestamp(clock.real(), dt.UTC)
        )
        .order_by("session_key")
        .values_list("session_key", flat=True)
    )


def _close(rows: QuerySet[OpenSession]) -> int:
    keys = [key for key in rows.order_by("pk").values_list("session_key", flat=True) if key]
    SessionStore.get_model_class().objects.filter(session_key__in=keys).delete()
    return rows.update(ended_at=clock.now(), session_key="")


def _line(row: OpenSession, current: int) -> SessionLine:
    return SessionLine(
        row.pk,
        row.staff_id,
        row.staff.called,
        row.way,
        row.device,
        row.begun_at,
        row.seen_at,
        row.pk == current,
    )
