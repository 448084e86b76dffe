"""From a finding to its end: criticism entered, correction demanded, answered, looked at again, late (11-03-5, W44)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from banshi.institutions.supervision.models.findings import CRITICS, Correction, Finding, Late, Reply
from banshi.institutions.supervision.queries.papers import notice_data
from banshi.institutions.supervision.rules import correcting
from banshi.institutions.supervision.rules.correcting import CorrectionState, FindingState
from banshi.institutions.supervision.rules.judging import Indicator, Severity
from banshi.kernel.cases.pictures import keep_picture
from banshi.kernel.documents.actions import issue
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.models import Section
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import TABLE, Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation, cite
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop, require

UNKNOWN = gettext_noop("没有这个问题，或者已经处理过。")
CRITICISED = gettext_noop("有人提出批评意见，请看原话。")


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of which section, within how many working days."""

    section_id: int | None
    words: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a section did, what proves it, perhaps with a photo."""

    measures: str
    proof: str = ""
    photo: "UploadedFile[bytes] | None" = None


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What the re-check found; what did not pass has a reason and a new limit in working days."""

    passed: bool
    note: str = ""
    days: int | None = None


@act("enter_criticism", "11-03-5")
def enter_criticism(
    *,
    source: str,
    words: str,
    section_id: int | None,
    severity: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Criticism from outside is accepted and goes the way of a finding, to its end. Returns the finding's id."""
    permit(actor, "supervise")
    known = section_id is not None and Section.objects.filter(pk=section_id).exists()
    require(correcting.criticising(words=words, source=source, sources=CRITICS, section=known))
    now = clock.now()
    row = Finding.objects.create(
        thing=f"criticism:{ids.token()}",
        source=source,
        article="11-03-5",
        indicator=Indicator.CRITICISM,
        severity=Severity(severity),
        section_id=section_id,
        text=CRITICISED,
        words=words.strip(),
        entered_by_id=actor.officer,
        found_at=now,
        seen_at=now,
    )
    payload = {"source": source, "section": section_id}
    append([NewEntry(row.stream, "criticism_entered", cites, payload)], actor=actor, begins=True)
    return row.pk


@act("demand_correction", "11-03", "11-03-5")
def demand_correction(*, finding_id: int, demand: Demand, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A correction is demanded of a section within a limit, in writing (W44). Returns the correction's id."""
    permit(actor, "supervise")
    finding = _locked_finding(finding_id)
    until = correcting.limit(clock.today(), demand.days or 0, table())
    section = Section.objects.filter(pk=demand.section_id or 0).first()
    require(
        correcting.issuing(
            state=finding.state,
            concerned=finding.staff_id,
            supervisor=actor.officer,
            section=section is not None,
            answerable=section is not None and bool(_answerers(section.pk)),
            limit=(demand.days, until),
        )
    )
    assert section is not None
    assert until is not None
    row = _issued(finding, section, demand, until, actor)
    finding.state = FindingState.CORRECTING
    finding.save(update_fields=["state"])
    payload = {
        "finding": finding.pk,
        "section": section.pk,
        "due": until.isoformat(),
        "document": row.document_id,
    }
    append(
        [NewEntry(row.stream, "correction_demanded", _cited(row, cites), payload)], actor=actor, begins=True
    )
    send_many(_told(row, "correction_issued", _answerers(section.pk)))
    return row.pk


def _issued(finding: Finding, section: Section, demand: Demand, until: dt.date, actor: Actor) -> Correction:
    """The correction with its notice (整改通知书)."""
    today = clock.today()
    row = Correction(
        finding=finding,
        section=section,
        demand=demand.words.strip(),
        days=demand.days or 0,
        start=today,
        due=until,
        issued_by_id=actor.officer,
        issued_at=clock.now(),
        look_on=_warn_on(today, until),
    )
    row.document = issue(
        kind="W44Z",
        stream=finding.stream,
        addressee_masked=section.name_zh,
        data=notice_data(row, actor),
        issued_by=actor.ref,
    )
    row.save()
    return row


@act("dismiss_finding", "11-03")
def dismiss_finding(*, finding_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A finding was looked into and is none: dropped with the reason. Returns its id."""
    permit(actor, "supervise")
    row = _locked_finding(finding_id)
    require(
        correcting.dismissing(
            state=row.state, concerned=row.staff_id, supervisor=actor.officer, reason=reason
        )
    )
    row.state, row.dismissed_why = FindingState.DISMISSED, reason.strip()
    row.save(update_fields=["state", "dismissed_why"])
    append([NewEntry(row.stream, "finding_dismissed", cites, {"finding": row.pk})], actor=actor)
    return row.pk


@act("answer_correction", "11-03-5")
def answer_correction(
    *, correction_id: int, answered: Answered, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """The section tells what it did and what proves it. Returns the correction's id."""
    row = _locked(correction_id)
    permit(actor, "answer_correction", Relation(row.section_id))
    require(
        correcting.answering(
            state=row.state,
            measures=answered.measures,
            proof=answered.proof,
            has_photo=answered.photo is not None,
        )
    )
    reply = Reply(
        correction=row,
        round=row.round,
        due=row.due,
        measures=answered.measures.strip(),
        proof=answered.proof.strip(),
        by_id=actor.officer,
        at=clock.now(),
    )
    if answered.photo is not None:
        kept = keep_picture(answered.photo, reply.place)
        reply.photo_type, reply.photo_stored_as = kept.media_type, kept.stored_as
    reply.save()
    row.state, row.look_on = CorrectionState.ANSWERED, None
    row.save(update_fields=["state", "look_on"])
    append(
        [NewEntry(row.stream, "correction_answered", _cited(row, cites), {"round": row.round})], actor=actor
    )
    send_many(_told(row, "correction_answered", [row.issued_by_id]))
    return row.pk


@act("recheck_correction", "11-03-5")
def recheck_correction(
    *, correction_id: int, found: Rechecked, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """A supervisor looks again: passed, or once more within a new limit. Returns the correction's id."""
    permit(actor, "supervise")
    row = _locked(correction_id)
    reply = Reply.objects.filter(correction=row, round=row.round).first()
    today = clock.today()
    until = correcting.limit(today, found.days or 0, table())
    barred = {row.finding.staff_id, reply.by_id if reply else None} - {None}
    require(
        correcting.rechecking(
            state=row.state,
            supervisor=actor.officer,
            barred=frozenset(one for one in barred if one is not None),
            passed=found.passed,
            note=found.note,
            limit=(found.days, until),
        )
    )
    assert reply is not None
    reply.passed, reply.note = found.passed, found.note.strip()
    reply.rechecked_by_id, reply.rechecked_at = actor.officer, clock.now()
    reply.save()
    if found.passed:
        _pass(row)
    else:
        assert until is not None
        _once_more(row, found.days or 0, today, until)
    payload = {"passed": found.passed, "due": row.due.isoformat()}
    append([NewEntry(row.stream, "correction_rechecked", _cited(row, cites), payload)], actor=actor)
    send_many(
        _told(row, "correction_passed" if found.passed else "correction_again", _answerers(row.section_id))
    )
    return row.pk


def _pass(row: Correction) -> None:
    row.state, row.passed_at = CorrectionState.PASSED, clock.now()
    row.save(update_fields=["state", "passed_at"])
    row.finding.state = FindingState.DONE
    row.finding.save(update_fields=["state"])


def _once_more(row: Correction, days: int, today: dt.date, until: dt.date) -> None:
    row.state, row.round = CorrectionState.ISSUED, row.round + 1
    row.days, row.start, row.due = days, today, until
    row.look_on = _warn_on(today, until)
    row.save()


def _warn_on(start: dt.date, until: dt.date) -> dt.date:
    ahead = int(parameter("11-03-5", "warn_ahead_working_days", start))
    return correcting.warn_on(start, until, ahead, table())


@act("sweep_corrections", "11-03-5", many=True)
def sweep_corrections(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Warn sections before the date, record a lapse after it: each once for each date. Returns how many it told."""
    today = clock.today()
    rows = list(
        Correction.objects.filter(look_on__lte=today)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("section", "finding")
        .order_by("look_on", "id")[:limit]
    )
    for row in rows:
        over = correcting.late(state=row.state, due=row.due, today=today)
        (_lapse if over else _warn)(row, actor, cites)
    return len(rows)


def _warn(row: Correction, actor: Actor, cites: tuple[Citation, ...]) -> None:
    row.look_on = row.due + dt.timedelta(days=1)
    row.save(update_fields=["look_on"])
    payload = {"due": row.due.isoformat()}
    append([NewEntry(row.stream, "correction_warned", _cited(row, cites), payload)], actor=actor)
    send_many(_told(row, "correction_due_soon", _answerers(row.section_id)))


def _lapse(row: Correction, actor: Actor, cites: tuple[Citation, ...]) -> None:
    row.look_on = None
    row.save(update_fields=["look_on"])
    heads = _answerers(row.section_id)
    payload = {"due": row.due.isoformat(), "supervisors": heads}
    (entry,) = append([NewEntry(row.stream, "correction_lapsed", _cited(row, cites), payload)], actor=actor)
    Late.objects.create(correction=row, due=row.due, found_at=clock.now(), entry_seq=entry.seq)
    send_many(_told(row, "correction_lapsed", [*heads, row.issued_by_id, *holders("leader")]))


def _answerers(section_id: int) -> list[int]:
    """Who may answer for a section: its head, or the office that leads it."""
    every = [one for role in TABLE["answer_correction"] for one in holders(role, section_id)]
    return list(dict.fromkeys(every))


def _cited(row: Correction, cites: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys((*cite(row.finding.article), *cites)))


def _told(row: Correction, key: str, to: Collection[int]) -> list[Notice]:
    """In-app messages: where to look, never what was found."""
    params = {"section": row.section.name_zh, "due": row.due}
    return [
        Notice(channel="inapp", to=one, template_key=key, params=params, stream=row.stream)
        for one in dict.fromkeys(to)
    ]


def _locked_finding(finding_id: int) -> Finding:
    row = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("run", "section")
        .filter(pk=finding_id, gone_at=None)
        .first()
    )
    if row is None:
        raise Refused(Reason(UNKNOWN, ("11-03",)))
    return row


def _locked(correction_id: int) -> Correction:
    row = (
        Correction.objects.select_for_update(of=("self",))
        .select_related("finding", "section")
        .filter(pk=correction_id)
        .first()
    )
    if row is None:
        raise Refused(Reason(UNKNOWN, ("11-03-5",)))
    return row
