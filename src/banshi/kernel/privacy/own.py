"""Everything kept about one person in a case they proved to be theirs, and nothing about anybody else (PIPL 45)."""

import datetime as dt
from dataclasses import dataclass, field

from banshi.kernel.cases import uploads
from banshi.kernel.cases.queries import CaseCard, paper_return
from banshi.kernel.cases.sides import people_of, powers_of
from banshi.kernel.cases.stream import stream
from banshi.kernel.documents import queries as documents
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.models import Staff
from banshi.kernel.parties.kinds import NumberKind
from banshi.kernel.parties.models import Party, Unmasking
from banshi.kernel.parties.queries import PartyCard, find_by_number
from banshi.kernel.privacy.requests import of_person
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import gettext_noop

APPLICANT, TOGETHER, AGENT = (gettext_noop("申请人"), gettext_noop("共同申请人"), gettext_noop("代理人"))
HIDDEN = gettext_noop("系统")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is kept: what it is (a message id), and the value."""

    name: str
    value: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Things that belong together: one person, one paper, one message."""

    title: str
    lines: tuple[Line, ...]


def person_in(case: CaseCard, number: str) -> PartyCard | None:
    """Who of the applicant's side has this identity number, however typed; None for everybody else."""
    found = find_by_number(number)
    return found if found and found.id in {one.id for one in people_of(case)} else None


@act("hand_out_personal")
def hand_out(*, case: CaseCard, party_id: int, actor: Actor, cites: tuple[Citation, ...]) -> list[Sheet]:
    """The sheets for a download; the ledger notes that they were handed out."""
    append([NewEntry(f"party:{party_id}", "handed_out", cites, {"case": case.id})], actor=actor)
    return sheets(case, party_id)


def sheets(case: CaseCard, party_id: int) -> list[Sheet]:
    """All that is kept about this person in this case."""
    person = Party.objects.get(pk=party_id)
    return [
        _person(person),
        _case(case, party_id),
        *_powers(case, party_id),
        *_files(case, party_id),
        *_papers(case),
        *_messages(case, person),
        *_looks(party_id),
        *_requests(case, party_id),
    ]


def _person(person: Party) -> Sheet:
    kept = (
        Line(gettext_noop("姓名或者名称"), person.name),
        Line(gettext_noop("证件种类"), str(NumberKind(person.number_kind).label)),
        Line(gettext_noop("证件号码"), person.number),
        Line(gettext_noop("电话"), person.phone),
        Line(gettext_noop("地址"), person.address),
        Line(gettext_noop("法定代表人"), person.legal_representative),
        Line(gettext_noop("登记时间"), person.created_at),
    )
    return Sheet(gettext_noop("您是谁"), tuple(line for line in kept if line.value))


def _case(case: CaseCard, party_id: int) -> Sheet:
    back = paper_return(case.id)
    kept = (
        Line(gettext_noop("办件编号"), case.number),
        Line(gettext_noop("事项"), case.item_name),
        Line(gettext_noop("您的身份"), _role(case, party_id)),
        Line(gettext_noop("收件时间"), case.received_at),
        Line(gettext_noop("现在的状态"), case.state_name),
        Line(gettext_noop("受理日期"), case.accepted_on),
        Line(gettext_noop("退还材料的时间"), back.returned_at if back else None),
    )
    return Sheet(gettext_noop("您的办件"), tuple(line for line in kept if line.value))


def _role(case: CaseCard, party_id: int) -> str:
    if party_id == case.party_id:
        return APPLICANT
    agents = {one.agent.id for one in powers_of(case)}
    return AGENT if party_id in agents else TOGETHER


def _powers(case: CaseCard, party_id: int) -> list[Sheet]:
    """Powers of attorney the person gave or holds; the other side of them masked."""
    found = []
    for one in powers_of(case):
        if party_id in {one.agent.id, one.principal.id}:
            other = one.principal if party_id == one.agent.id else one.agent
            found.append(
                Sheet(
                    gettext_noop("授权委托"),
                    (
                        Line(gettext_noop("对方"), other.masked_name),
                        Line(gettext_noop("范围"), one.scope),
                        Line(gettext_noop("从哪天起"), one.first),
                        Line(gettext_noop("到哪天为止"), one.last),
                        Line(gettext_noop("凭据"), one.evidence),
                    ),
                )
            )
    return found


def _files(case: CaseCard, party_id: int) -> list[Sheet]:
    """Files handed in: told only to who applies alone, since they may show others."""
    if case.applicants > 1 or party_id != case.party_id:
        return []
    return [
        Sheet(
            gettext_noop("您上传的文件"),
            (
                Line(gettext_noop("文件名"), one.name),
                Line(gettext_noop("大小"), one.size_text),
                Line(gettext_noop("时间"), one.at),
            ),
        )
        for files in uploads.of_case(case.id).values()
        for one in files
    ]


def _papers(case: CaseCard) -> list[Sheet]:
    return [
        Sheet(
            gettext_noop("给您的文书"),
            (
                Line(gettext_noop("文书"), one.title_zh),
                Line(gettext_noop("文号"), one.number),
                Line(gettext_noop("日期"), one.issued_at),
            ),
        )
        for one in documents.of_stream(stream(case.id))
        if not one.internal
    ]


def _messages(case: CaseCard, person: Party) -> list[Sheet]:
    """Messages to this person's own telephone, word for word."""
    rows = Message.objects.filter(stream=stream(case.id), recipient_staff_id=None).order_by("id")
    return [
        Sheet(
            gettext_noop("发给您的消息"),
            (
                Line(gettext_noop("时间"), row.created_at),
                Line(gettext_noop("发到"), row.recipient),
                Line(gettext_noop("内容"), row.body),
            ),
        )
        for row in rows
        if person.phone and row.recipient == person.phone
    ]


def _looks(party_id: int) -> list[Sheet]:
    """Who read this person's data in full, and when. The reasons may tell of others and stay in the house."""
    rows = list(Unmasking.objects.filter(party_id=party_id).order_by("id"))
    names = _colleagues(rows)
    return [
        Sheet(
            gettext_noop("谁查看过您的完整信息"),
            (Line(gettext_noop("谁"), names.get(row.staff, HIDDEN)), Line(gettext_noop("时间"), row.at)),
        )
        for row in rows
    ]


def _colleagues(rows: list[Unmasking]) -> dict[str, str]:
    numbers = {int(row.staff.partition(":")[2]) for row in rows if row.staff.startswith("staff:")}
    found = Staff.objects.filter(pk__in=numbers).select_related("section").order_by("pk")
    return {f"staff:{one.pk}": f"{one.section.name_zh} {one.name_zh}" for one in found}


def _requests(case: CaseCard, party_id: int) -> list[Sheet]:
    return [
        Sheet(
            gettext_noop("您提出的请求"),
            (
                Line(gettext_noop("请求"), one.wish_label),
                Line(gettext_noop("更正为"), one.wanted or "—"),
                Line(gettext_noop("理由"), one.reason),
                Line(gettext_noop("提出时间"), one.asked_at),
                Line(gettext_noop("最迟哪天答复"), one.due),
                Line(gettext_noop("答复"), _answer(one.granted)),
                Line(gettext_noop("答复的理由"), one.why or "—"),
                Line(gettext_noop("谁答复的"), one.decided_by or "—"),
            ),
        )
        for one in of_person(party_id, [case.id])
    ]


def _answer(granted: bool | None) -> str:
    if granted is None:
        return gettext_noop("正在办理")
    return gettext_noop("同意") if granted else gettext_noop("不同意")


def plain(value: object) -> str:
    """A value for a file that programs read: dates as ISO."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)
