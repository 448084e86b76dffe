"""Accounts as the security administrator keeps them: who has one, its posts today, switched off and on again."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.accounts import sessions
from banshi.kernel.organisation.enrolment import PASSWORD_LENGTH
from banshi.kernel.organisation.models import Authenticator, Passkey, Post, Role, Staff
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock, ids
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop

NOBODY = gettext_noop("找不到这个人。")
NOT_ONESELF = gettext_noop("不能对自己的账号这样做，请由另一位安全管理员办理。")
SAME = gettext_noop("这个账号已经是这样，没有要改的。")


@dataclass(frozen=True, slots=True)
class Person:
    """An account with what it may be; `posts` are labels of today's posts."""

    id: int
    username: str
    name: str
    section: str
    posts: tuple[str, ...]
    strong: bool
    active: bool


def people() -> list[Person]:
    """All accounts, by section and name: four queries."""
    today = clock.today()
    held: dict[int, list[str]] = {}
    rows = Post.objects.filter(first__lte=today).filter(Q(last=None) | Q(last__gte=today)).order_by("id")
    for staff_id, role in rows.values_list("staff_id", "role"):
        held.setdefault(staff_id, []).append(str(Role(role).label))
    strong = {
        staff_id
        for model in (Authenticator, Passkey)
        for staff_id in model.objects.order_by("pk").values_list("staff_id", flat=True)
    }
    staff = Staff.objects.select_related("section").order_by("section__code", "username")
    return [_person(one, tuple(held.get(one.pk, ())), one.pk in strong) for one in staff]


def person(staff_id: int) -> Person | None:
    """One account; None when there is none."""
    return next((one for one in people() if one.id == staff_id), None)


@act("deactivate_account")
def deactivate(*, staff_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Switch an account off: its sessions end at once, its keys of other systems open nothing. Returns sessions."""
    _switch(staff_id, actor, active=False)
    closed = sessions.close_all(staff_id)
    append([NewEntry(f"staff:{staff_id}", "account_deactivated", cites, {"sessions": closed})], actor=actor)
    return closed


@act("activate_account")
def activate(*, staff_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Switch an account on again; its posts are what they were."""
    _switch(staff_id, actor, active=True)
    append([NewEntry(f"staff:{staff_id}", "account_activated", cites, {})], actor=actor)
    return staff_id


@act("give_password")
def give_password(*, staff_id: int, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """A new initial password, returned for the only time; the account's sessions end."""
    permit(actor, "guard_accounts")
    _other(staff_id, actor)
    secret = ids.code(PASSWORD_LENGTH)
    changed = Staff.objects.filter(pk=staff_id).update(password=make_password(secret), initial_password=True)
    if not changed:
        raise NotPermitted(Reason(NOBODY))
    closed = sessions.close_all(staff_id)
    append([NewEntry(f"staff:{staff_id}", "password_given", cites, {"sessions": closed})], actor=actor)
    return secret


@act("change_password")
def change_password(
    *, staff_id: int, secret: str, current: int, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """One's own new password (in clear, judged before); all sessions but the line `current` end. Returns how many."""
    if staff_id != actor.officer:
        raise NotPermitted(Reason(NOBODY))
    Staff.objects.filter(pk=staff_id).update(password=make_password(secret), initial_password=False)
    closed = sessions.close_all(staff_id, but=current)
    append([NewEntry(f"staff:{staff_id}", "password_changed", cites, {"sessions": closed})], actor=actor)
    return closed


def _switch(staff_id: int, actor: Actor, *, active: bool) -> None:
    permit(actor, "guard_accounts")
    _other(staff_id, actor)
    if not Staff.objects.filter(pk=staff_id, is_active=not active).update(is_active=active):
        raise Refused(Reason(SAME))


def _other(staff_id: int, actor: Actor) -> None:
    if staff_id == actor.officer:
        raise Refused(Reason(NOT_ONESELF))


def _person(one: Staff, posts: tuple[str, ...], strong: bool) -> Person:
    return Person(one.pk, one.username, one.called, one.section.called, posts, strong, one.is_active)
