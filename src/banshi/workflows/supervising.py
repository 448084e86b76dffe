"""What a supervision run looks at: each room tells plain values, the room of supervision judges them (11-03).

Nothing of a complaint is asked for (decision 0013).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.urls import reverse

from banshi.institutions.conduct.queries import observed as conduct
from banshi.institutions.first_contact.queries import observed as first_contact
from banshi.institutions.guidance.queries import observed as guidance
from banshi.institutions.guidance.queries import policies
from banshi.institutions.guidance.queries.policies import PolicyCard
from banshi.institutions.one_time_notice.queries import observed as one_time_notice
from banshi.institutions.supervision.actions.running import record_part
from banshi.institutions.supervision.queries import owed, procedures, runs
from banshi.institutions.supervision.queries.procedures import ChangeCard
from banshi.institutions.supervision.rules import judging, observing
from banshi.institutions.supervision.rules.judging import Indicator, ItemSeen, Judged
from banshi.institutions.supervision.rules.keeping import hottest
from banshi.institutions.supervision.rules.observing import Answerable, Fact, PolicySeen, Thresholds
from banshi.institutions.time_limits.queries import observed as time_limits
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.publication import WorstSpan
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.observed import Counted, Owed
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.bulk import worst_span
from banshi.kernel.workdays.days import BeforeCalendar, BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

Key = TypeVar("Key")
HOT_DAYS = 90
HOTTEST = 8
GIFT_DAYS = 3
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hot:
    """Something with many bad ratings or breaches: its name, how many of each, where to look."""

    name: str
    ratings: int
    breaches: int
    link: str


def check_run(*, run_id: int, actor: Actor) -> int:
    """Check all six contents of a run, or check them again. Returns how many findings are new."""
    return sum(check_content(run_id=run_id, article=article, actor=actor) for article in judging.CONTENTS)


def check_content(*, run_id: int, article: str, actor: Actor) -> int:
    """Check one content of a run: gather, judge, write. Returns how many findings are new."""
    first, last = runs.period(run_id)
    judged = CHECKS[article](first, min(last, clock.today()))
    return record_part(run_id=run_id, article=article, judged=judged, actor=actor)


def check_waiting(*, limit: int, actor: Actor) -> int:
    """The tick: check what is not checked yet in runs that have begun. Returns how many contents it checked."""
    found = runs.waiting(limit)
    for run_id, article in found:
        check_content(run_id=run_id, article=article, actor=actor)
    return len(found)


def _complete(_first: dt.date, _last: dt.date) -> Judged:
    return judging.judge_items(_items(), _span())


def _basis(_first: dt.date, _last: dt.date) -> Judged:
    return judging.judge_basis(_items(), _span())


def _items() -> tuple[ItemSeen, ...]:
    cards = catalogue.published(clock.today())
    days = catalogue.publication_days([card.id for card in cards])
    sections = {one.code: one.id for one in organisation.sections().values()}
    return tuple(
        ItemSeen(
            card.spec,
            days.get(card.id),
            sections.get(card.spec.section),
            reverse("portal:guide", args=[card.spec.code]),
        )
        for card in cards
    )


def _span() -> WorstSpan | None:
    days = table()
    return partial(worst_span, days) if days.workdays else None


@dataclass(frozen=True, slots=True)
class Behind:
    """A change of law, until when documents must follow it, and those in force that have not yet."""

    change: ChangeCard
    due: dt.date | None
    documents: tuple[PolicyCard, ...]


def behind_the_law() -> tuple[Behind, ...]:
    """Changes of law, newest first, with the documents in force that name the law and are older (11-03-2)."""
    documents = policies.now_in_force()
    days = int(parameter("11-03-2", "related_law_working_days", clock.today()))
    return tuple(
        Behind(
            change,
            _working_days_after(change.changed_on, days),
            tuple(one for one in documents if _is_behind(one, change)),
        )
        for change in procedures.changes()
    )


def _is_behind(one: PolicyCard, change: ChangeCard) -> bool:
    published = one.published_at.astimezone(clock.BEIJING).date()
    named = change.law in one.title + one.text + one.explanation
    return change.changed_on > published and one.id not in change.unaffected and named


def _policies(_first: dt.date, _last: dt.date) -> Judged:
    behind = behind_the_law()
    seen = (_policy(one, behind) for one in policies.now_in_force())
    return observing.judge_policies(tuple(seen), clock.today())


def _policy(one: PolicyCard, behind: Iterable[Behind]) -> PolicySeen:
    stale = tuple(
        (found.change.law, found.change.changed_on, found.due) for found in behind if one in found.documents
    )
    plain = one.explanation.strip()
    link = reverse("portal:policy", args=[one.id])
    return PolicySeen(one.id, one.title, bool(plain) and plain != one.text.strip(), one.sample, stale, link)


def _procedures(_first: dt.date, _last: dt.date) -> Judged:
    return observing.judge_procedures(procedures.seen(reverse("workbench:procedures")))


def _answers(first: dt.date, last: dt.date) -> Judged:
    return observing.judge_answers(tuple(_answerables(first, last)), clock.today())


def _answerables(first: dt.date, last: dt.date) -> Iterator[Answerable]:
    reply = int(parameter("11-03-5", "opinion_reply_working_days", last))
    for pk, asked, replied in guidance.opinions(first, last):
        due = _working_days_after(asked, reply)
        link = reverse("workbench:opinion", args=[pk])
        yield Answerable(f"opinion:{pk}", Indicator.OPINIONS, due, replied, None, None, link)
    ratings = reverse("workbench:follow_ups")
    for one in guidance.bad_ratings(first, last):
        yield _answerable(one, "rating", Indicator.BAD_RATINGS, ratings)
    for one in conduct.corrections(first, last):
        link = reverse("workbench:finding", args=[one.number])
        yield _answerable(one, "conduct", Indicator.CORRECTIONS, link)
    for one in owed.corrections(first, last):
        link = reverse("workbench:correction", args=[one.number])
        yield _answerable(one, "correction", Indicator.CORRECTIONS, link)
    act_by = int(parameter("11-03-5", "criticism_working_days", last))
    for pk, entered, acted, section in owed.criticism(first, last):
        due = _working_days_after(entered, act_by)
        link = reverse("workbench:supervision_finding", args=[pk])
        yield Answerable(f"criticism:{pk}", Indicator.CRITICISM, due, acted, section, None, link)


def _answerable(one: Owed, kind: str, indicator: Indicator, link: str) -> Answerable:
    thing = f"{kind}:{one.number}"
    return Answerable(thing, indicator, one.due, one.done_on, one.section_id, one.staff_id, link)


def _conduct(first: dt.date, last: dt.date) -> Judged:
    on = clock.today()
    thresholds = Thresholds(
        int(parameter("11-03-6", "on_time_percent", on)), int(parameter("11-03-6", "grave_count", on))
    )
    return observing.judge_conduct(tuple(_facts(first, last)), thresholds)


def _facts(first: dt.date, last: dt.date) -> Iterator[Fact]:
    gifts = conduct.gifts_waiting(clock.today() - GIFT_DAYS * ONE_DAY)
    told: tuple[tuple[Indicator, tuple[Counted, ...], str], ...] = (
        (Indicator.ON_TIME, time_limits.on_time(first, last), "workbench:breaches"),
        (Indicator.PROCEDURE, time_limits.other_breaches(first, last), "workbench:breaches"),
        (Indicator.FIRST_CONTACT, first_contact.lapsed(first, last), "workbench:contacts_late"),
        (Indicator.SECOND_NOTICE, one_time_notice.second_notices(first, last), ""),
        (Indicator.DUTY, conduct.duty_gaps(first, last), "workbench:duty"),
        (Indicator.RATINGS, guidance.justified(first, last), "portal:ratings"),
        (Indicator.CONDUCT, conduct.findings(first, last), "workbench:inspections"),
        (Indicator.INTEGRITY, gifts, "workbench:integrity"),
    )
    for indicator, counted, page in told:
        link = reverse(page) if page else ""
        yield from _each(indicator, counted, link)


def _each(indicator: Indicator, counted: tuple[Counted, ...], link: str) -> Iterator[Fact]:
    """The counts as facts; nothing counted is a fact too, that everything is in order."""
    for one in counted or (Counted(None, None, 0),):
        own = f"{link}?section={one.section_id}" if indicator is Indicator.DUTY and one.section_id else link
        yield Fact(indicator, one.section_id, one.staff_id, one.count, one.of, own)


CHECKS: Mapping[str, Callable[[dt.date, dt.date], Judged]] = {
    judging.COMPLETE: _complete,
    judging.POLICIES: _policies,
    judging.PROCEDURES: _procedures,
    judging.BASIS: _basis,
    judging.ANSWERS: _answers,
    judging.CONDUCT: _conduct,
}


def _working_days_after(day: dt.date, number: int) -> dt.date | None:
    """The day `number` working days after; None outside the published calendar."""
    try:
        return table().add(day, number)
    except (BeforeCalendar, BeyondCalendar):
        return None


def hot_spots() -> tuple[tuple[Hot, ...], tuple[Hot, ...]]:
    """The items and the sections with the most bad ratings and breaches of the last 90 days (11-02-2)."""
    today = clock.today()
    first = today - HOT_DAYS * ONE_DAY
    rated_items, rated_sections = guidance.by_item(first, today)
    late_items, late_sections = time_limits.by_item(first, today)
    names = {card.spec.code: card.spec.name_zh for card in catalogue.published(today)}
    sections = {pk: one.name_zh for pk, one in organisation.sections().items()}
    items = tuple(
        Hot(names.get(code, code), rated_items.get(code, 0), late_items.get(code, 0), _item_link(code, names))
        for code, _total in hottest(_sum(rated_items, late_items), HOTTEST)
    )
    by_name = {str(pk): pk for pk in sections}
    heat = hottest({str(pk): count for pk, count in _sum(rated_sections, late_sections).items()}, HOTTEST)
    breaches = reverse("workbench:breaches")
    places = tuple(
        Hot(
            sections[by_name[key]],
            rated_sections.get(by_name[key], 0),
            late_sections.get(by_name[key], 0),
            breaches,
        )
        for key, _total in heat
        if key in by_name
    )
    return items, places


def _item_link(code: str, names: Mapping[str, str]) -> str:
    return reverse("portal:guide", args=[code]) if code in names else ""


def _sum(first: Mapping[Key, int], second: Mapping[Key, int]) -> dict[Key, int]:
    return {key: first.get(key, 0) + second.get(key, 0) for key in (*first, *second)}
