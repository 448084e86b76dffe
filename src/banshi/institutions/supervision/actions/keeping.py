"""The register of key posts and links (11-02): entered, checked in time, taken out; owners are reminded."""

import datetime as dt
from dataclasses import dataclass

from banshi.institutions.supervision.models.posts import KeyPost, PostCheck
from banshi.institutions.supervision.rules import keeping
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.organisation.permissions import Relation, may
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation, cite
from banshi.kernel.regulations.registry import parameter
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop, require

UNKNOWN = gettext_noop("没有这一项，或者您不能查看。")


@dataclass(frozen=True, slots=True)
class Risk:
    """A point of risk as it is entered; `first` is the day of the first check, `period` in months."""

    group: str
    name: str
    risk: str
    measures: str
    section_id: int | None
    owner_id: int | None
    period: int | None
    first: dt.date | None


@act("keep_post", "11-02", "11-02-1", "11-02-2", "11-02-3")
def keep_post(*, given: Risk, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Enter a point of risk, with an owner who may read it. Returns its id."""
    permit(actor, "keep_posts")
    section = Section.objects.filter(pk=given.section_id or 0).first()
    owner = Staff.objects.filter(pk=given.owner_id or 0, is_active=True).first()
    words = {"name": given.name, "risk": given.risk, "measures": given.measures}
    require(
        keeping.keeping(
            group=given.group,
            words=words,
            owner_reads=section is not None and owner is not None and _reads(owner, given),
            period=given.period,
            first=given.first,
            today=clock.today(),
        )
    )
    assert section is not None
    assert owner is not None
    assert given.period is not None
    assert given.first is not None
    row = KeyPost.objects.create(
        group=given.group,
        section=section,
        owner=owner,
        period=given.period,
        next_check=given.first,
        entered_by_id=actor.officer,
        entered_at=clock.now(),
        **{name: text.strip() for name, text in words.items()},
    )
    payload = {"group": row.group, "next": row.next_check.isoformat()}
    append([NewEntry(row.stream, "post_kept", _of(row), payload)], actor=actor, begins=True)
    return row.pk


def _reads(owner: Staff, given: Risk) -> bool:
    """Whether whoever is to own an entry may read and check it."""
    who, place = actor_for(owner), Relation(given.section_id, owner.pk)
    may_check = may(who, "check_post", place)
    return may_check and (given.group != keeping.CLOSED or may(who, "see_closed_posts"))


def _of(row: KeyPost) -> tuple[Citation, ...]:
    return cite("11-02", keeping.article_of(row.group))


@act("check_post", "11-02", "11-02-1", "11-02-2", "11-02-3")
def check_post(*, post_id: int, result: str, note: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The periodic check was made: kept with what was seen, and the next one is due. Returns the entry's id."""
    row = _locked(post_id, actor, "check_post")
    require(keeping.checking(group=row.group, result=result, note=note, retired=row.retired_at is not None))
    today = clock.today()
    if PostCheck.objects.filter(post=row, due=row.next_check).exists():
        raise Refused(Reason(gettext_noop("这一次已经检查过了。"), ("11-02",)))
    PostCheck.objects.create(
        post=row,
        due=row.next_check,
        result=result,
        note=note.strip(),
        by_id=actor.officer,
        at=clock.now(),
        late=today > row.next_check,
    )
    row.next_check, row.reminded_for = keeping.next_check(max(today, row.next_check), row.period), None
    row.save(update_fields=["next_check", "reminded_for"])
    payload = {"result": result, "next": row.next_check.isoformat()}
    append([NewEntry(row.stream, "post_checked", _of(row), payload)], actor=actor)
    return row.pk


@act("retire_post", "11-02")
def retire_post(*, post_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Take a point of risk out of the register, with the reason. Returns its id."""
    row = _locked(post_id, actor, "keep_posts")
    require(keeping.retiring(group=row.group, reason=reason, retired=row.retired_at is not None))
    row.retired_at, row.retire_reason = clock.now(), reason.strip()
    row.save(update_fields=["retired_at", "retire_reason"])
    append([NewEntry(row.stream, "post_retired", _of(row), {})], actor=actor)
    return row.pk


@act("remind_posts", "11-02", many=True)
def remind_posts(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Owners of checks that are near are reminded, once for each; never of what. Returns how many."""
    today = clock.today()
    ahead = today + dt.timedelta(days=int(parameter("11-02", "check_amber_calendar_days", today)))
    rows = list(
        KeyPost.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(retired_at=None, next_check__lte=ahead, reminded_for=None)
        .order_by("next_check", "id")[:limit]
    )
    for row in rows:
        row.reminded_for = row.next_check
        row.save(update_fields=["reminded_for"])
    append(
        [
            NewEntry(row.stream, "post_reminded", _of(row), {"due": row.next_check.isoformat()})
            for row in rows
        ],
        actor=actor,
    )
    send_many(_reminder(row) for row in rows)
    return len(rows)


def _reminder(row: KeyPost) -> Notice:
    params = {"due": row.next_check}
    return Notice(
        channel="inapp", to=row.owner_id, template_key="key_post_due", params=params, stream=row.stream
    )


def _locked(post_id: int, actor: Actor, name: str) -> KeyPost:
    """The entry, if the actor may do this with it: whoever may not read it is told that there is none (11-02-3)."""
    row = KeyPost.objects.select_for_update(of=("self",)).filter(pk=post_id).first()
    if row is None or (row.group == keeping.CLOSED and not may(actor, "see_closed_posts")):
        raise NotPermitted(Reason(UNKNOWN, ("11-02",)))
    permit(actor, name, Relation(row.section_id, row.owner_id))
    return row
