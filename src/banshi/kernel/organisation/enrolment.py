"""What a roster changes in the organisation, and carrying it out. The act above writes the ledger entry."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q

from banshi.kernel.organisation.models import Post, Section, Staff
from banshi.kernel.organisation.roster import (
    RIGHT,
    ROLES,
    SECTIONS,
    STAFF,
    TWO_OF_THREE,
    PostRow,
    Roster,
    SectionRow,
)
from banshi.kernel.organisation.three import THREE, Held, doubled
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
PASSWORD_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report: where it stands in the file, what it is about, and what becomes of it."""

    sheet: str
    row: int
    name: str
    status: str


@dataclass(slots=True)
class Enrolled:
    """What was done: ids of sections, colleagues and posts touched, and the initial passwords by log-in."""

    sections: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict, repr=False)


def preview(roster: Roster) -> tuple[Line, ...]:
    """What becomes of every row; writes nothing. Rows with a flaw must not be handed in."""
    sections = {one.code: one for one in Section.objects.order_by("code")}
    staff = {one.username: one for one in _staff(roster)}
    lines = [
        Line(SECTIONS, row.row, f"{row.code} {row.name_zh}", _status(sections.get(row.code), _section(row)))
        for row in roster.sections
    ]
    for row in roster.posts:
        person, home = staff.get(row.username), sections.get(row.section)
        known = _status(person, _person(row, home.pk if home else 0))
        status = known if known != UNCHANGED else _post_status(person, row, sections)
        lines.append(Line(STAFF, row.row, f"{row.name_zh} {ROLES[row.role]}", status))
    return tuple(lines)


def enrol(roster: Roster) -> Enrolled:
    """Enter new sections, colleagues and posts, and change those that are different; nobody is removed.

    New colleagues get an initial password that they must replace at their first log-in.
    """
    done = Enrolled()
    sections = {one.code: one for one in Section.objects.order_by("code")}
    for row in roster.sections:
        section = sections.setdefault(row.code, Section(code=row.code))
        if _take_over(section, _section(row)):
            done.sections.append(section.pk)
    codes = {code: one.pk for code, one in sections.items()}
    staff = {one.username: one for one in _staff(roster)}
    for post in roster.posts:
        _enrol_one(post, staff, codes, done)
    _check_three(staff.values())
    return done


def _check_three(staff: Iterable[Staff]) -> None:
    """Refuse what would give one person two of the three posts that must lie with three people."""
    for person in staff:
        rows = Post.objects.filter(staff=person, role__in=THREE).order_by("id")
        if doubled([Held(*row) for row in rows.values_list("role", "first", "last")]):
            reason = Reason(TWO_OF_THREE, field="file", params={"name": person.name_zh})
            raise Refused(reason, instead=(Reason(RIGHT["three"]),))


def _enrol_one(row: PostRow, staff: dict[str, Staff], codes: Mapping[str, int], done: Enrolled) -> None:
    person = staff.setdefault(row.username, Staff(username=row.username))
    if person.pk is None:
        done.passwords[row.username] = secret = ids.code(PASSWORD_LENGTH)
        person.password, person.initial_password = make_password(secret), True
    if _take_over(person, _person(row, codes[row.section])):
        done.staff.append(person.pk)
    post = _held(person, row, codes[row.post_section]) or Post(
        staff=person, role=row.role, section_id=codes[row.post_section], first=row.first or clock.today()
    )
    if post.pk is None or post.last != row.last:
        post.last = row.last
        _save(post, person)
        done.posts.append(post.pk)


def _save(post: Post, person: Staff) -> None:
    try:
        with transaction.atomic():
            post.save()
    except IntegrityError:
        reason = Reason(TWO_OF_THREE, field="file", params={"name": person.name_zh})
        raise Refused(reason, instead=(Reason(RIGHT["three"]),)) from None


def _staff(roster: Roster) -> list[Staff]:
    names = {row.username for row in roster.posts}
    return list(Staff.objects.filter(username__in=names).order_by("username"))


def _section(row: SectionRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("name_zh", "name_en", "duties", "room", "phone")}


def _person(row: PostRow, section_id: int) -> dict[str, object]:
    own = {name: getattr(row, name) for name in ("name_zh", "name_en", "room", "phone")}
    return own | {"section_id": section_id}


def _status(known: Section | Staff | None, values: Mapping[str, object]) -> str:
    if known is None:
        return NEW
    return CHANGED if any(getattr(known, name) != value for name, value in values.items()) else UNCHANGED


def _post_status(person: Staff | None, row: PostRow, sections: Mapping[str, Section]) -> str:
    section = sections.get(row.post_section)
    post = _held(person, row, section.pk) if person and section else None
    if post is None:
        return NEW
    return CHANGED if post.last != row.last else UNCHANGED


def _held(person: Staff, row: PostRow, section_id: int) -> Post | None:
    """The post this row is about: from its first day, or, where none is written, the one held now or last."""
    posts = Post.objects.filter(staff=person, role=row.role, section_id=section_id)
    if row.first is not None:
        return posts.filter(first=row.first).first()
    since: dt.date = row.last or clock.today()
    return posts.filter(Q(last=None) | Q(last__gte=since)).order_by("first").last()


def _take_over(record: Section | Staff, values: Mapping[str, object]) -> bool:
    """Give the record these values; returns whether it was new or different, and is saved."""
    if record.pk is not None and _status(record, values) == UNCHANGED:
        return False
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return True
