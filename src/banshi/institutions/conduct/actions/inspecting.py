"""检查: rounds through the checklist, findings, the colleague's own word, correction, re-check (09-02 to 09-08)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from banshi.institutions.conduct import rules
from banshi.institutions.conduct.models import Check, Finding, Inspection
from banshi.institutions.conduct.queries import inspecting as queries
from banshi.institutions.conduct.queries.duty import colleagues
from banshi.institutions.conduct.rules import FindingState
from banshi.kernel.cases.pictures import keep_picture
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.organisation.queries import sections
from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop, require


@dataclass(frozen=True, slots=True)
class Seen:
    """What an inspector saw: against which line, about whom (None: about the place), until when to correct."""

    article: str
    staff_id: int | None
    note: str
    correct_by: dt.date | None


@act("start_inspection", "09-02", "09-03", "09-04", "09-05", "09-06", "09-07", "09-08")
def start_inspection(*, kind: str, section_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Begin a round in a section. Returns the inspection's id."""
    permit(actor, "inspect", Relation(section_id))
    if section_id not in sections():
        raise Refused(Reason(gettext_noop("请选择一个科室。"), ("09-02",), "section"))
    row = Inspection.objects.create(
        kind=rules.InspectionKind(kind),
        section_id=section_id,
        inspector_id=actor.officer,
        started_at=clock.now(),
    )
    payload = {"kind": kind, "section": section_id}
    append([NewEntry(row.stream, "inspection_started", cites, payload)], actor=actor, begins=True)
    return row.pk


@act("check_lines", "09-02")
def check_lines(
    *, inspection_id: int, articles: Collection[str], actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Lines of the checklist are in order. Returns the inspection's id."""
    row = _running(inspection_id, actor)
    known = [one for one in dict.fromkeys(articles) if one in queries.lines()]
    if not known:
        raise Refused(Reason(gettext_noop("请选择检查表上的条目。"), ("09-02",)))
    Check.objects.bulk_create((Check(inspection=row, article=one) for one in known), ignore_conflicts=True)
    append([NewEntry(row.stream, "lines_checked", cite(*known), {"articles": known})], actor=actor)
    return row.pk


@act("record_finding", "09-02")
def record_finding(
    *,
    inspection_id: int,
    seen: Seen,
    photo: "UploadedFile[bytes] | None" = None,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Something is not in order: recorded against its article; whom it concerns is told at once.

    Returns the finding's id.
    """
    row = _running(inspection_id, actor)
    if seen.article not in queries.lines():
        raise Refused(Reason(gettext_noop("请选择检查表上的条目。"), ("09-02",)))
    require(
        rules.finding(
            inspector=actor.officer,
            concerned=seen.staff_id,
            note=seen.note,
            has_photo=photo is not None,
            correct_by=seen.correct_by,
            today=clock.today(),
        )
    )
    if seen.staff_id is not None and seen.staff_id not in colleagues(row.section_id):
        raise Refused(Reason(gettext_noop("请选择这个科室的同事。"), ("09-02",), "staff"))
    finding = _kept(row, seen, photo)
    payload = {"finding": finding.pk, "staff": seen.staff_id, "until": str(seen.correct_by)}
    append([NewEntry(row.stream, "finding_recorded", cite(seen.article), payload)], actor=actor)
    send_many(_told(finding, "finding_recorded", _concerned(finding)))
    return finding.pk


def _kept(row: Inspection, seen: Seen, photo: "UploadedFile[bytes] | None") -> Finding:
    """The row of a finding, with its photo drawn anew and sealed."""
    assert seen.correct_by is not None
    finding = Finding(
        inspection=row,
        article=seen.article,
        staff_id=seen.staff_id,
        note=seen.note.strip(),
        correct_by=seen.correct_by,
    )
    if photo is not None:
        kept = keep_picture(photo, finding.place)
        finding.photo_type, finding.photo_stored_as = kept.media_type, kept.stored_as
    finding.save()
    return finding


@act("finish_inspection", "09-02")
def finish_inspection(*, inspection_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The round is over; lines that nobody looked at stay marked so. Returns the inspection's id."""
    row = _running(inspection_id, actor)
    row.finished_at = clock.now()
    row.save(update_fields=["finished_at"])
    payload = {"checked": row.checks.count(), "findings": row.findings.count()}
    append([NewEntry(row.stream, "inspection_finished", cites, payload)], actor=actor)
    return row.pk


@act("state_own_word", "09-02")
def state_own_word(*, finding_id: int, statement: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The colleague whom a finding concerns says their own word. Returns the finding's id."""
    row = _locked(finding_id)
    require(rules.stating(concerned=row.staff_id, speaker=actor.officer, words=statement, state=row.state))
    row.statement, row.stated_at = statement.strip(), clock.now()
    row.save(update_fields=["statement", "stated_at"])
    return _entered(row, "own_word_stated", {}, actor, cites)


@act("report_correction", "09-02")
def report_correction(*, finding_id: int, correction: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """What was done about it: by the colleague concerned, or by the section's head. Returns the finding's id."""
    row = _locked(finding_id)
    heads = holders("head", row.inspection.section_id)
    if actor.staff_id not in {row.staff_id, *heads} and actor.staff_id not in _of_place(row):
        raise NotPermitted(Reason(gettext_noop("由被检查的同事或者科室负责人报告改正。"), ("09-02",)))
    require(rules.correcting(words=correction, state=row.state))
    row.correction, row.corrected_at, row.state = correction.strip(), clock.now(), FindingState.CORRECTED
    row.save(update_fields=["correction", "corrected_at", "state"])
    answer = _entered(row, "correction_reported", {}, actor, cites)
    send_many(_told(row, "finding_corrected", [row.inspection.inspector_id]))
    return answer


@act("recheck", "09-02")
def recheck(
    *,
    finding_id: int,
    passed: bool,
    correct_by: dt.date | None = None,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Look again: in order now, or a new limit. Returns the finding's id."""
    row = _locked(finding_id)
    permit(actor, "inspect", Relation(row.inspection.section_id))
    require(
        rules.rechecking(
            inspector=actor.officer,
            concerned=row.staff_id,
            state=row.state,
            passed=passed,
            correct_by=correct_by,
            today=clock.today(),
        )
    )
    row.rechecked_by_id, row.rechecked_at = actor.officer, clock.now()
    row.state = FindingState.CLOSED if passed else FindingState.FOUND
    if not passed and correct_by is not None:
        row.correct_by, row.reminded_for = correct_by, None
    row.save()
    answer = _entered(row, "rechecked", {"passed": passed, "until": str(row.correct_by)}, actor, cites)
    if not passed:
        send_many(_told(row, "finding_recorded", _concerned(row)))
    return answer


@act("remind_corrections", "09-02", many=True)
def remind_corrections(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Whose correction ran out is reminded, with the head and the inspector, once for each limit.

    Returns how many findings it looked at.
    """
    ids = queries.overdue_findings(limit)
    rows = list(
        Finding.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("inspection__section")
        .filter(pk__in=ids, reminded_for=None)
        .order_by("id")
    )
    for row in rows:
        row.reminded_for = row.correct_by
        row.save(update_fields=["reminded_for"])
        _entered(row, "correction_overdue", {"until": str(row.correct_by)}, actor, cites)
        heads = holders("head", row.inspection.section_id)
        listeners = [*_concerned(row), *heads, row.inspection.inspector_id]
        send_many(_told(row, "correction_overdue", listeners))
    return len(rows)


def _running(inspection_id: int, actor: Actor) -> Inspection:
    """A round that is not over, in the hands of whoever began it."""
    row = Inspection.objects.select_for_update().get(pk=inspection_id)
    permit(actor, "inspect", Relation(row.section_id))
    if row.inspector_id != actor.staff_id:
        raise NotPermitted(Reason(gettext_noop("这次检查由开始检查的同事来记。"), ("09-02",)))
    if row.finished_at is not None:
        raise Refused(Reason(gettext_noop("这次检查已经结束。"), ("09-02",)))
    return row


def _locked(finding_id: int) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("inspection__section")
    return rows.get(pk=finding_id)


def _of_place(row: Finding) -> Collection[int]:
    """A finding about the place is anybody's of the section to put right."""
    return colleagues(row.inspection.section_id) if row.staff_id is None else ()


def _concerned(row: Finding) -> list[int]:
    return [row.staff_id] if row.staff_id else holders("head", row.inspection.section_id)


def _entered(
    row: Finding, name: str, payload: dict[str, object], actor: Actor, cites: tuple[Citation, ...]
) -> int:
    articles = (*cite(row.article), *cites)
    append([NewEntry(row.inspection.stream, name, articles, {"finding": row.pk, **payload})], actor=actor)
    return row.pk


def _told(row: Finding, key: str, to: Collection[int]) -> list[Notice]:
    """In-app messages about a finding: where to look, never what was found."""
    params = {"section": row.inspection.section.name_zh, "due": row.correct_by}
    stream = f"finding:{row.pk}"
    return [
        Notice(channel="inapp", to=one, template_key=key, params=params, stream=stream)
        for one in dict.fromkeys(to)
    ]
