"""A person's wish to have their own data corrected or deleted, and its answer (PIPL 46, 47, 50)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from banshi.kernel.cases.models import Case, CoApplicant
from banshi.kernel.cases.queries import CaseCard, card, card_of
from banshi.kernel.cases.sides import applicants_of, joined, people_of
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import may
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.organisation.queries import section
from banshi.kernel.parties.models import Party
from banshi.kernel.parties.numbers import parse_phone
from banshi.kernel.parties.texts import parse_address, parse_name, parse_note
from banshi.kernel.privacy.models import Request, Wish
from banshi.kernel.privacy.periods import kinds
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.vault.digests import digest
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

LEAST = 4
LATE = "personal_late"
WHY = gettext_noop("请写明理由，至少%(least)s个字。")
SAME_ALREADY = gettext_noop("同样的请求正在办理，请等答复。")
NOT_IN_CASE = gettext_noop("这件办件没有这位当事人。")
ANSWERED = gettext_noop("这个请求已经答复过。")
MUST_BE_KEPT = gettext_noop(
    "这件办件的档案依法要保存，保存期满以前不能删除（个人信息保护法第四十七条第二款、档案法）。"
    "请写明理由后答复不予删除。"
)
UNKNOWN = gettext_noop("工作日安排公布以后确定的日期")


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request as pages show it; what is wanted and why only where it is opened on purpose."""

    id: int
    case: CaseCard
    party_masked: str
    wish: str
    asked_at: dt.datetime
    due: dt.date | None
    granted: bool | None
    decided_at: dt.datetime | None
    decided_by: str
    wanted: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)
    why: str = field(default="", repr=False)

    @property
    def wish_label(self) -> str:
        """What is asked, in the reader's language."""
        return str(Wish(self.wish).label)

    @property
    def late(self) -> bool:
        """Whether the limit has passed without an answer."""
        return self.granted is None and self.due is not None and self.due < clock.today()


@act("ask_personal")
def ask(
    *,
    case_id: int,
    party_id: int,
    wish: str,
    wanted: str,
    reason: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Ask to correct name, telephone or address, or to delete; returns the request. Raises `Refused`."""
    case = card(case_id)
    if party_id not in {one.id for one in people_of(case)}:
        raise Refused(Reason(NOT_IN_CASE))
    if Request.objects.filter(party_id=party_id, wish=wish, decided_at=None).exists():
        raise Refused(Reason(SAME_ALREADY, field="wish"))
    row = Request.objects.create(
        case_id=case_id,
        party_id=party_id,
        section_id=case.section_id,
        wish=Wish(wish),
        wanted=_wanted(wish, wanted),
        reason=_why(reason),
        asked_at=clock.now(),
        due=_due(clock.today()),
    )
    append([NewEntry(stream_of(row.pk), "asked", cites, {"case": case_id, "wish": wish})], actor=actor)
    params = {"case_number": case.number, "due": row.due or UNKNOWN}
    send_many(
        Notice(
            channel="inapp", to=one, template_key="personal_asked", stream=stream_of(row.pk), params=params
        )
        for one in holders("head", case.section_id)
    )
    return row.pk


@act("answer_personal")
def answer(*, request_id: int, granted: bool, why: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Grant or refuse a request, with reasons; a correction is applied everywhere at once.

    Returns the request; raises `Refused`, `NotPermitted`. A deletion is refused while the file must be kept.
    """
    # The case first, as every act does.
    case = Case.objects.select_for_update().filter(pk__in=_case_of(request_id)).first()
    row = Request.objects.select_for_update().filter(pk=request_id, decided_at=None).first()
    if case is None or row is None:
        raise Refused(Reason(ANSWERED))
    permit(actor, "answer_personal", card_of(case).relation)
    if granted and row.wish == Wish.DELETE:
        raise Refused(Reason(MUST_BE_KEPT, field="granted"))
    row.granted, row.why = granted, _why(why)
    row.decided_by_id, row.decided_at = actor.officer, clock.now()
    row.save(update_fields=["granted", "why", "decided_by", "decided_at"])
    if granted:
        _apply(row.party, row.wish, row.wanted)
        case.refresh_from_db()
    append([NewEntry(stream_of(row.pk), "answered", cites, {"granted": granted})], actor=actor)
    send_many([to_party(case, section(row.section_id), "personal_answered")])
    return row.pk


def warn_overdue(limit: int) -> int:
    """Tell head and leaders once of each request whose limit has passed without an answer; returns how many."""
    told = Message.objects.filter(template_key=LATE, stream=OuterRef("stream"))
    named = Request.objects.annotate(stream=Concat(Value("personal:"), Cast("pk", CharField())))
    rows = named.filter(~Exists(told), decided_at=None, due__lt=clock.today()).select_related("case")
    late, leaders = list(rows.order_by("due", "id")[:limit]), holders("leader")
    notices = [
        Notice(
            channel="inapp",
            to=one,
            template_key=LATE,
            stream=stream_of(row.pk),
            params={"case_number": row.case.number, "due": row.due},
            dedupe_key=f"{LATE}:{row.pk}:{one}",
        )
        for row in late
        for one in sorted({*holders("head", row.section_id), *leaders})
    ]
    send_many(notices)
    return len(late) if notices else 0


def stream_of(request_id: int) -> str:
    """The stream of a request in the ledger."""
    return f"personal:{request_id}"


def waiting(actor: Actor) -> list[RequestCard]:
    """The requests this colleague may answer: open ones by their date, then the last answered ones."""
    rows = Request.objects.select_related("case", "party", "decided_by").order_by("-id")[:200]
    cards = [_card(row) for row in rows]
    mine = [one for one in cards if may(actor, "answer_personal", one.case.relation)]
    return sorted(mine, key=lambda one: (one.granted is not None, one.due or dt.date.max))


def opened(request_id: int) -> RequestCard | None:
    """One request with what is wanted and why; the caller has checked that the reader may know."""
    row = Request.objects.select_related("case", "party", "decided_by").filter(pk=request_id).first()
    return _card(row, opened=True) if row else None


def of_person(party_id: int, case_ids: Collection[int]) -> list[RequestCard]:
    """A person's own requests about these cases, the newest first."""
    rows = Request.objects.filter(party_id=party_id, case__in=list(case_ids)).order_by("-id")
    return [_card(row, opened=True) for row in rows.select_related("case", "party", "decided_by")]


def _case_of(request_id: int) -> list[int]:
    return list(Request.objects.filter(pk=request_id).values_list("case_id", flat=True))


def _due(today: dt.date) -> dt.date | None:
    try:
        return table().add(today, kinds()["request"].answer_working_days)
    except BeyondCalendar:
        return None


def _wanted(wish: str, text: str) -> str:
    if wish == Wish.NAME:
        return parse_name(text, "wanted")
    if wish == Wish.PHONE:
        return parse_phone(text, "wanted")
    if wish == Wish.ADDRESS and not parse_address(text, "wanted"):
        raise Refused(Reason(gettext_noop("请填写更正以后的地址。"), field="wanted"))
    return parse_address(text, "wanted") if wish == Wish.ADDRESS else ""


def _why(text: str) -> str:
    reason = parse_note(text, "reason")
    if len(reason) < LEAST:
        raise Refused(Reason(WHY, field="reason", params={"least": LEAST}))
    return reason


def _apply(party: Party, wish: str, wanted: str) -> None:
    before = party.phone
    setattr(party, wish, wanted)
    party.save()
    if wish == Wish.PHONE:
        _phone_in_cases(party, before, wanted)
    elif wish == Wish.NAME:
        _name_in_cases(party)


def _phone_in_cases(party: Party, before: str, phone: str) -> None:
    for case in Case.objects.select_for_update().filter(party=party).order_by("pk"):
        if case.phone == before:
            case.phone, case.tail_digest = phone, digest("phone-tail", case.number + phone[-4:])
            case.save(update_fields=["phone", "tail_digest"])


def _name_in_cases(party: Party) -> None:
    joint = CoApplicant.objects.filter(party=party).order_by().values("case")
    for case in (Case.objects.filter(party=party) | Case.objects.filter(pk__in=joint)).order_by("pk"):
        names = [one.masked_name for one in applicants_of(card_of(case))]
        Case.objects.filter(pk=case.pk).exclude(party_masked="").update(party_masked=joined(names))


def _card(row: Request, *, opened: bool = False) -> RequestCard:
    return RequestCard(
        row.pk,
        card_of(row.case),
        row.party.masked_name,
        row.wish,
        row.asked_at,
        row.due,
        row.granted,
        row.decided_at,
        row.decided_by.called if row.decided_by else "",
        *((row.wanted, row.reason, row.why) if opened else ()),
    )
