"""Rating a visit or a case, once; a bad rating is verified, mended and answered by somebody else (08-04-3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from banshi.institutions.guidance import rules
from banshi.institutions.guidance.models import FollowUp, FollowUpLapse, Rating, RatingChannel
from banshi.institutions.guidance.queries import opinions
from banshi.institutions.guidance.queries.subjects import Subject, subject
from banshi.institutions.guidance.rules import FINDINGS, LEVELS, REASONS, Finding, Level
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send, send_many
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

UNKNOWN = gettext_noop("没有找到这次办理。请核对链接，或者到窗口请我们帮您。")
NOBODY = gettext_noop("现在没有人能核实这条评价，请打电话告诉我们。")


@dataclass(frozen=True, slots=True)
class Opinion:
    """A rating as it was given; `by_staff`: somebody of the bureau is logged in on this browser."""

    level: int
    reasons: tuple[str, ...] = ()
    comment: str = ""
    phone: str = ""
    channel: str = RatingChannel.ONLINE.value
    by_staff: bool = False


@act("rate", "08-04-3")
def rate(*, reference: str, given: Opinion, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Rate a visit or a case; a bad rating opens its follow-up. Returns the rating's id.

    Raises `Refused` for a second rating, before the end of the service, or from a member of staff.
    """
    about = subject(reference)
    if about is None:
        raise Refused(Reason(UNKNOWN, ("08-04-3",)))
    by_staff = given.by_staff or actor.staff_id is not None
    require(rules.rating(level=given.level, over=about.over, rated=about.rated, by_staff=by_staff))
    row = Rating.objects.create(
        subject=reference,
        section_id=about.section_id,
        level=given.level,
        reasons=[code for code in given.reasons if code in REASONS],
        comment=given.comment.strip(),
        phone=given.phone,
        channel=RatingChannel(given.channel),
        rated=list(about.staff_ids),
        day=clock.today(),
        at=clock.now(),
    )
    follow_up = _follow_up(row, about) if rules.bad(row.level) else None
    payload = {
        "subject": reference,
        "level": row.level,
        "reasons": row.reasons,
        "channel": row.channel,
        "follow_up": follow_up,
    }
    append([NewEntry(f"rating:{row.pk}", "rated", cites, payload)], actor=actor, begins=True)
    return row.pk


@act("verify_rating", "08-04-3")
def verify(*, follow_up_id: int, finding: str, words: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Record what was found out about a bad rating (within 1 working day). Returns the follow-up's id."""
    row = _locked(follow_up_id, actor)
    require(rules.verifying(finding=finding, words=words, verified=row.verified_at is not None))
    row.verified_at, row.finding, row.facts = clock.now(), Finding(finding), words.strip()
    row.save(update_fields=["verified_at", "finding", "facts"])
    payload = {"follow_up": row.pk, "finding": row.finding}
    append([NewEntry(f"rating:{row.rating_id}", "rating_verified", cites, payload)], actor=actor)
    return row.pk


@act("answer_rating", "08-04-3")
def close(*, follow_up_id: int, measure: str, reply: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Mended and answered: the reply W33 (within 15 working days). Returns the document's id."""
    row = _locked(follow_up_id, actor)
    require(
        rules.closing(verified=row.verified_at is not None, finding=row.finding, measure=measure, reply=reply)
    )
    row.closed_at, row.measure, row.reply = clock.now(), measure.strip(), reply.strip()
    row.document = _reply(row, actor)
    row.save(update_fields=["closed_at", "measure", "reply", "document"])
    payload = {"follow_up": row.pk, "document": row.document.pk}
    stream = f"rating:{row.rating_id}"
    append([NewEntry(stream, "rating_answered", cites, payload)], actor=actor)
    if row.rating.phone:
        send(
            channel="sms",
            to=row.rating.phone,
            template_key="rating_answered",
            params={"reply": row.reply},
            stream=stream,
        )
    return row.document.pk


@act("lapse_ratings", "08-04-3", many=True)
def note_lapses(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Give follow-ups their dates once the calendar knows them, and record steps that ran out, each once."""
    now, found = clock.now(), 0
    open_rows = FollowUp.objects.select_for_update(skip_locked=True).filter(closed_at=None)
    for row in open_rows.filter(mend_by=None).order_by("id")[:limit]:
        row.verify_by, row.mend_by = opinions.limits(row.opened_on)
        row.save(update_fields=["verify_by", "mend_by"])
    for row in open_rows.filter(verify_by__lte=now).order_by("verify_by", "id")[:limit]:
        stages = rules.late_stages(
            verified=row.verified_at is not None,
            closed=False,
            verify_by=row.verify_by,
            mend_by=row.mend_by,
            now=now,
        )
        known = set(
            FollowUpLapse.objects.filter(follow_up=row).order_by("id").values_list("stage", flat=True)
        )
        fresh = [stage for stage in stages if stage not in known]
        found += len(fresh)
        _lapse(row, fresh, actor, cites)
    return found


def _lapse(row: FollowUp, stages: Sequence[str], actor: Actor, cites: tuple[Citation, ...]) -> None:
    now, stream = clock.now(), f"rating:{row.rating_id}"
    due = {"verify": row.verify_by, "mend": row.mend_by}
    FollowUpLapse.objects.bulk_create(
        FollowUpLapse(
            follow_up=row, stage=stage, due_at=due[stage] or now, handler_id=row.handler_id, found_at=now
        )
        for stage in stages
    )
    append(
        [NewEntry(stream, "rating_lapsed", cites, {"stage": s, "handler": row.handler_id}) for s in stages],
        actor=actor,
    )
    send_many(
        Notice(channel="inapp", to=row.handler_id, template_key="follow_up_late", stream=stream)
        for _stage in stages
    )


def _follow_up(row: Rating, about: Subject) -> int:
    for group in opinions.candidates(about.section_id):
        handler = rules.handler(group, about.staff_ids, opinions.held(group))
        if handler is not None:
            break
    else:
        raise Refused(Reason(NOBODY, ("08-04-3",)))
    verify_by, mend_by = opinions.limits(row.day)
    opened = FollowUp.objects.create(
        rating=row, handler_id=handler, opened_on=row.day, verify_by=verify_by, mend_by=mend_by
    )
    send(channel="inapp", to=handler, template_key="follow_up_opened", params={}, stream=f"rating:{row.pk}")
    return opened.pk


def _locked(follow_up_id: int, actor: Actor) -> FollowUp:
    permit(actor, "follow_up_rating")
    row = FollowUp.objects.select_for_update().filter(pk=follow_up_id).first()
    if row is None:
        raise Refused(Reason(UNKNOWN, ("08-04-3",)))
    require(
        rules.following_up(
            handler_id=row.handler_id,
            actor_ids=actor.staff_ids,
            rated=row.rating.rated,
            done=row.closed_at is not None,
        )
    )
    return row


def _reply(row: FollowUp, actor: Actor) -> Document:
    about = subject(row.rating.subject)
    data = {
        "subject": about.title if about else row.rating.subject,
        "rated_at": row.rating.at,
        "level": LEVELS[Level(row.rating.level)],
        "reasons": [REASONS[code] for code in row.rating.reasons],
        "finding": FINDINGS[Finding(row.finding)],
        "facts": row.facts,
        "verified_at": row.verified_at,
        "measure": row.measure,
        "reply": row.reply,
        "officer": organisation.officer_name(actor),
    }
    stream = f"rating:{row.rating_id}"
    return issue(kind="W33", stream=stream, addressee_masked="", data=data, issued_by=actor.ref)
