"""Supervision runs: begun, checked content by content, looked over, ended with its record, published (11-03)."""

import datetime as dt
from collections.abc import Sequence

from banshi.institutions.supervision.models.findings import Finding
from banshi.institutions.supervision.models.runs import Part, Run, Seen
from banshi.institutions.supervision.queries.papers import record_data
from banshi.institutions.supervision.queries.saying import stored_params
from banshi.institutions.supervision.rules import running
from banshi.institutions.supervision.rules.correcting import FindingState
from banshi.institutions.supervision.rules.judging import Found, Indicator, Judged, Severity
from banshi.institutions.supervision.rules.running import CHECKLIST, Answer, RunKind
from banshi.kernel.documents.actions import issue
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM, Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation, cite
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

UNKNOWN = gettext_noop("没有这次检查。")
OVER = gettext_noop("这次检查已经结束，不能再改。")
RECORD_TO = "局领导"


@act("start_run", "11-03")
def start_run(
    *, first: dt.date | None, last: dt.date | None, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """A supervisor orders a run over the days first..last. Returns its id."""
    permit(actor, "supervise")
    require(running.starting(first=first, last=last, today=clock.today()))
    assert first is not None
    assert last is not None
    row = Run.objects.create(
        kind=RunKind.ORDERED,
        period_first=first,
        period_last=last,
        started_by_id=actor.officer,
        started_at=clock.now(),
    )
    payload = {"kind": row.kind, "first": first.isoformat(), "last": last.isoformat()}
    append([NewEntry(row.stream, "run_started", cites, payload)], actor=actor, begins=True)
    return row.pk


@act("start_monthly_run", "11-03", many=True)
def start_monthly_run(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Begin the run over the last month, once, from the first working day of a month on. Returns how many: 0 or 1.

    Twice or in parallel there is one: a month has one row (a constraint).
    """
    first = running.month_to_supervise(clock.today(), table())
    if first is None or not limit:
        return 0
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    given = {"period_last": last, "started_at": clock.now()}
    row, begun = Run.objects.get_or_create(kind=RunKind.MONTHLY, period_first=first, defaults=given)
    if not begun:
        return 0
    payload = {"kind": row.kind, "first": first.isoformat(), "last": last.isoformat()}
    append([NewEntry(row.stream, "run_started", cites, payload)], actor=actor, begins=True)
    params = {"first": first.isoformat(), "last": last.isoformat()}
    send_many(
        Notice(channel="inapp", to=one, template_key="run_started", params=params, stream=row.stream)
        for one in holders("supervisor")
    )
    return 1


@act("record_part", "11-03", "11-03-1", "11-03-2", "11-03-3", "11-03-4", "11-03-5", "11-03-6", many=True)
def record_part(
    *, run_id: int, article: str, judged: Judged, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """What one content of a run came to. Repeated, the figures are written over and nothing is found twice.

    A finding that is not there any more and that nobody dealt with is marked as gone. The system itself never
    repeats a content. Returns how many findings are new.
    """
    row = _running(run_id, actor)
    if actor.ref == SYSTEM.ref and Part.objects.filter(run=row, article=article).exists():
        return 0
    now = clock.now()
    written = {
        "checked": judged.checked,
        "passed": judged.passed,
        "figures": stored_params(judged.figures),
        "at": now,
    }
    Part.objects.update_or_create(run=row, article=article, defaults=written)
    fresh = _reconcile(row, article, judged.found, now)
    payload = {"checked": judged.checked, "found": len(judged.found), "new": fresh}
    append([NewEntry(row.stream, "part_recorded", cite(article), payload)], actor=actor)
    return fresh


def _reconcile(row: Run, article: str, found: Sequence[Found], now: dt.datetime) -> int:
    known = {one.thing: one for one in row.findings.filter(article=article, source="run").order_by("id")}
    fresh = [_finding(row, one, now) for one in found if one.thing not in known]
    Finding.objects.bulk_create(fresh)
    things = {one.thing: one for one in found}
    for thing, old in known.items():
        again = things.get(thing)
        if again is not None:
            _see_again(old, again, now)
        elif old.state == FindingState.OPEN and old.gone_at is None:
            old.gone_at = now
            old.save(update_fields=["gone_at"])
    return len(fresh)


def _finding(row: Run, found: Found, now: dt.datetime) -> Finding:
    return Finding(
        run=row,
        thing=found.thing,
        source="run",
        article=found.article,
        indicator=found.indicator,
        section_id=found.section_id,
        staff_id=found.staff_id,
        link=found.link,
        found_at=now,
        seen_at=now,
        **_said(found),
    )


def _said(found: Found) -> dict[str, object]:
    return {
        "severity": found.severity,
        "text": found.sentence.text,
        "params": stored_params(found.sentence.params),
        "figures": stored_params(found.figures),
    }


def _see_again(old: Finding, found: Found, now: dt.datetime) -> None:
    """The figures as they are now, while nobody has acted on them; afterwards the snapshot stands."""
    old.seen_at, old.gone_at = now, None
    if old.state == FindingState.OPEN:
        for name, value in _said(found).items():
            setattr(old, name, value)
    old.save()


@act("look", "11-03")
def look(
    *,
    run_id: int,
    line: str,
    answer: str,
    note: str,
    section_id: int | None,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """A line of the checklist, seen by eyes; a "no" is a finding, taken back by a later "yes". Returns the run's id."""
    permit(actor, "supervise")
    row = _locked(run_id)
    require(running.answering(line=line, answer=answer, note=note, closed=row.closed_at is not None))
    now = clock.now()
    seen, _new = Seen.objects.get_or_create(
        run=row, line=line, defaults={"answer": answer, "by_id": actor.officer, "at": now}
    )
    seen.answer, seen.note, seen.by_id, seen.at = answer, note.strip(), actor.officer, now
    seen.save()
    _by_eyes(row, line, answer, note.strip(), section_id, actor)
    append(
        [NewEntry(row.stream, "line_seen", cite(CHECKLIST[line][0]), {"line": line, "answer": answer})],
        actor=actor,
    )
    return row.pk


def _by_eyes(row: Run, line: str, answer: str, note: str, section_id: int | None, actor: Actor) -> None:
    article, question = CHECKLIST[line]
    thing, now = f"eyes:{line}", clock.now()
    old = row.findings.filter(thing=thing).first()
    if answer != Answer.NO:
        if old is not None and old.state == FindingState.OPEN:
            old.gone_at = now
            old.save(update_fields=["gone_at"])
        return
    found = old or Finding(run=row, thing=thing, source="eyes", found_at=now)
    if found.state != FindingState.OPEN:
        return
    found.article, found.indicator, found.severity = article, Indicator.EYES, Severity.ORDINARY
    found.text, found.params = NOT_SO, {"what": [question]}
    found.section_id, found.words, found.entered_by_id = section_id, note, actor.officer
    found.seen_at, found.gone_at = now, None
    found.save()


NOT_SO = gettext_noop("没有做到：%(what)s")


@act("close_run", "11-03")
def close_run(*, run_id: int, conclusion: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A run ends with a conclusion and its record W44. Returns the id of the record."""
    permit(actor, "supervise")
    row = _locked(run_id)
    done = set(row.parts.order_by("id").values_list("article", flat=True))
    require(running.closing(done=done, conclusion=conclusion, closed=row.closed_at is not None))
    row.conclusion, row.closed_by_id, row.closed_at = conclusion.strip(), actor.officer, clock.now()
    row.document = issue(
        kind="W44",
        stream=row.stream,
        addressee_masked=RECORD_TO,
        data=record_data(row, actor),
        issued_by=actor.ref,
    )
    row.save()
    payload = {"findings": row.findings.filter(gone_at=None).count(), "document": row.document_id}
    append([NewEntry(row.stream, "run_closed", cites, payload)], actor=actor)
    return row.document.pk


@act("publish_run", "11-03")
def publish_run(*, run_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The figures of a run become public by a named person's decision; no names, no sections. Returns its id."""
    permit(actor, "publish_supervision")
    row = _locked(run_id)
    require(running.publishing(closed=row.closed_at is not None, published=row.published_at is not None))
    row.published_by_id, row.published_at = actor.officer, clock.now()
    row.save(update_fields=["published_by", "published_at"])
    append([NewEntry(row.stream, "run_published", cites, {})], actor=actor)
    return row.pk


def _running(run_id: int, actor: Actor) -> Run:
    """A run that has not ended; the system may check it as well as a supervisor."""
    if actor.ref != SYSTEM.ref:
        permit(actor, "supervise")
    row = _locked(run_id)
    if row.closed_at is not None:
        raise Refused(Reason(OVER, ("11-03",)))
    return row


def _locked(run_id: int) -> Run:
    row = Run.objects.select_for_update().filter(pk=run_id).first()
    if row is None:
        raise Refused(Reason(UNKNOWN, ("11-03",)))
    return row
