"""What every act on a matter does: find and lock it, write one entry, keep the index of its limit in step."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from banshi.institutions.time_limits import rules
from banshi.institutions.time_limits.models import GRADE_NAMES, GROUND_NAMES, KIND_NAMES, Matter, Part
from banshi.institutions.time_limits.rules import (
    MATTER_MOVES,
    OPEN_MATTERS,
    Grade,
    Ground,
    MatterKind,
    MatterState,
)
from banshi.kernel.clocks.actions import steps
from banshi.kernel.clocks.rungs import BREACH, Step, next_moment
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.notifications.actions import Notice
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.hours import close_of, end_of
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import DayTable
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Stale, gettext_noop, require

# As `known_until`: whatever calendar the row was computed with, it is to be counted anew.
LONG_AGO = dt.date(1900, 1, 1)


class MatterIndex:
    """The limit that governs a matter, as its row keeps it for the lists and the sweep."""

    @staticmethod
    def settle(matter: Matter, days: DayTable) -> None:
        """Compute the governing limit anew from what the matter rests on; the caller saves.

        A matter that ended after its limit keeps its place in the sweep until the breach is recorded.
        """
        limits = rules.matter_limits(MatterIndex.terms(matter), MatterIndex.lengths(matter), days)
        name = rules.governing_limit(limits)
        found = limits[name]
        if matter.state not in OPEN_MATTERS:
            ended_late = matter.ends_at is not None and clock.now() >= matter.ends_at
            matter.next_at = matter.next_at if ended_late else None
            return
        date = found.date
        matter.clock, matter.start, matter.due = name, found.start, date or found.after or found.start
        matter.provisional = found.provisional
        matter.known_until = None if date is not None and days.covers(date) else days.last_day
        matter.ends_at = end_of(date, online=False) if date is not None else None
        matter.next_at = (
            next_moment(MatterIndex.ladder(found.start, date, days), online=False)
            if date is not None
            else None
        )

    @staticmethod
    def doubt(since: dt.date) -> int:
        """A calendar changed from the day `since` on: the next tick counts the open matters anew that it may move.

        Returns how many.
        """
        concerned = Matter.objects.filter(state__in=sorted(OPEN_MATTERS), due__gte=since)
        return concerned.update(known_until=LONG_AGO)

    @staticmethod
    def ladder(start: dt.date, due: dt.date, days: DayTable) -> tuple[Step, ...]:
        """The warnings of a matter; of a date past the published calendar only the end is known."""
        return tuple(steps(start, due, days)) if days.covers(due) else (Step(BREACH, due),)

    @staticmethod
    def terms(matter: Matter) -> rules.Terms:
        """What the limit of a matter rests on."""
        received = matter.received_at.astimezone(clock.BEIJING)
        taken_up = matter.parts.filter(lead=True, returned_at=None, taken_up_at__isnull=False)
        return rules.Terms(
            kind=matter.kind,
            grade=matter.grade,
            since=received.date(),
            after_hours=received >= close_of(received.date()),
            demanded=matter.demanded,
            set_due=matter.set_due,
            waiting=matter.kind == MatterKind.PEER_TRANSFER and not taken_up.exists(),
        )

    @staticmethod
    def lengths(matter: Matter) -> rules.Lengths:
        """The numbers in force on the day a matter came in."""
        day = matter.received_at.astimezone(clock.BEIJING).date()
        return rules.Lengths(
            ordinary=parameter("07-02", "ordinary_working_days", day),
            several=parameter("07-02", "joint_working_days", day),
            take_up=parameter("07-05", "take_up_working_days", day),
        )


@dataclass(frozen=True, slots=True)
class MatterDesk:
    """A matter in the hands of an act: locked, with who acts and under which articles."""

    matter: Matter
    actor: Actor
    cites: tuple[Citation, ...]

    @classmethod
    def locked(
        cls, matter_id: int, version: int | None, happening: str, actor: Actor, cites: tuple[Citation, ...]
    ) -> "MatterDesk":
        """Lock it for what is to happen. Raises `Stale` when it moved on, `Refused` when that may not be now."""
        matter = Matter.objects.select_for_update().get(pk=matter_id)
        if version is not None and version != matter.version:
            sentence = gettext_noop(
                "这件事项刚刚被别人更新过。您填写的内容还在，请先看一下新的情况，再决定是否继续。"
            )
            raise Stale(Reason(sentence, ("07-02", "07-05")))
        require(rules.matter_move(matter.state, happening))
        return cls(matter, actor, cites)

    @property
    def over(self) -> bool:
        """Whether the limit that governs has run out."""
        return self.matter.ends_at is not None and clock.now() >= self.matter.ends_at

    @property
    def at_office(self) -> Relation:
        """What the permission table asks about for the office that registered it."""
        return Relation(self.matter.office_id)

    def write(self, happening: str, payload: Mapping[str, Any]) -> None:
        """Append what happened, move the state, and keep the index in step; saves the matter."""
        matter = self.matter
        matter.state = MATTER_MOVES[happening][MatterState(matter.state)]
        matter.version += 1
        MatterIndex.settle(matter, table())
        matter.save()
        append([NewEntry(matter.stream, happening, self.cites, dict(payload))], actor=self.actor)

    def parts(self) -> list[Part]:
        """The parts that count: not given back, the lead first."""
        rows = self.matter.parts.filter(returned_at=None).select_related("section", "handler")
        return list(rows.order_by("-lead", "id"))

    def listeners(self) -> list[int]:
        """Who works on it now: the handlers of the parts not done, the heads of those not taken up."""
        waiting = [part for part in self.parts() if part.done_at is None]
        found = [
            one
            for part in waiting
            for one in ([part.handler_id] if part.handler_id else holders("head", part.section_id))
        ]
        return found or [self.matter.registered_by_id]

    def notes(self, staff_ids: Iterable[int], key: str, **params: object) -> list[Notice]:
        """In-app messages about it, to each colleague once."""
        matter = self.matter
        common = {
            "kind": KIND_NAMES[MatterKind(matter.kind)],
            "number": matter.number,
            "title": matter.title,
            "due": matter.due,
        }
        return [
            Notice(
                channel="inapp",
                to=staff_id,
                template_key=key,
                params={**common, **params},
                stream=matter.stream,
            )
            for staff_id in dict.fromkeys(staff_ids)
        ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """W43 in one of its three forms (handling, supervision, explanation), with what only this one says."""

    form: str
    more: Mapping[str, Any] = field(default_factory=dict)

    TITLES = {
        "handling": ("公文办理单", "Handling sheet", "办"),
        "supervision": ("督办单", "Supervision sheet", "督"),
        "explanation": ("不能按期完成说明", "Explanation of a date that cannot be kept", "说"),
    }

    @classmethod
    def routing(cls, kind: str) -> "Sheet":
        """A superior's task goes out as a supervision sheet, everything else as a handling sheet."""
        return cls("supervision" if kind == MatterKind.SUPERIOR_TASK else "handling")

    def issue(self, desk: MatterDesk) -> Document:
        """Number it and put it into the queue for typesetting."""
        matter, parts = desk.matter, desk.parts()
        office = organisation.section(matter.office_id)
        addressee = next((part.section.name_zh for part in parts if part.lead), office.name_zh)
        chinese, english, mark = self.TITLES[self.form]
        data = {
            "form": self.form,
            "title": {"zh": chinese, "en": english},
            "applicant": addressee,
            "matter": _facts(matter),
            "sections": _sections(parts),
            "officer": organisation.officer_name(desk.actor),
            "section": office.name_zh,
            "section_en": office.name_en,
            "phone": office.phone,
        }
        return issue(
            kind="W43",
            stream=matter.stream,
            addressee_masked=addressee,
            data=data | dict(self.more),
            issued_by=desk.actor.ref,
            mark=settings.BUREAU["issuer_mark"] + mark,
        )


def _sections(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [
        {"name": part.section.name_zh, "name_en": part.section.name_en, "lead": part.lead, "due": part.due}
        for part in parts
    ]


def _facts(matter: Matter) -> dict[str, Any]:
    return {
        "kind": KIND_NAMES[MatterKind(matter.kind)],
        "number": matter.number,
        "name": matter.title,
        "source": matter.source,
        "source_number": matter.source_number,
        "grade": GRADE_NAMES[Grade(matter.grade)],
        "ground": GROUND_NAMES[Ground(matter.ground)] if matter.ground else "",
        "received_at": matter.received_at,
        "due": "" if matter.provisional else matter.due,
        "limit": rules.MATTER_LIMITS[matter.clock],
        "set_reason": matter.set_reason,
    }
