"""否定备案（附件1）：what a refusal rests on, who may refuse, what is filed. Pure."""

import dataclasses
import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from banshi.kernel.catalogue.ranks import by_law_or_regulation
from banshi.kernel.catalogue.schema import LegalBasis
from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib.results import Decision, Reason, gettext_noop


class Ground(StrEnum):
    """The four situations of 01-05."""

    MATERIALS = "NF-1"
    UNLAWFUL = "NF-2"
    FRAUD = "NF-3"
    OTHER = "NF-4"


NAMES: Mapping[Ground, str] = {
    Ground.MATERIALS: gettext_noop("缺必需的材料、事实依据，或者经审核有误、不实"),
    Ground.UNLAWFUL: gettext_noop("申请本身违反国家法律法规"),
    Ground.FRAUD: gettext_noop("以伪造、隐瞒、欺诈的方式提交材料，已经查实"),
    Ground.OTHER: gettext_noop("其他符合否定备案的情况"),
}
ARTICLE_OF: Mapping[Ground, Citation] = dict(
    zip(Ground, cite("01-05-1", "01-05-2", "01-05-3", "01-05-4"), strict=True)
)
# What is refused: to take an application up, or the permit itself.
INTAKE, DECISION = "intake", "decision"
APPROVED, SENT_BACK, TAKEN_OVER = "approved", "sent_back", "taken_over"
ANSWERS: Mapping[str, str] = {
    APPROVED: gettext_noop("同意，由科室作出决定"),
    SENT_BACK: gettext_noop("退回，按我的意见办理"),
    TAKEN_OVER: gettext_noop("由我直接决定"),
}
# 《…》第…条, the article in Chinese or Arabic figures.
_CITATION = re.compile(
    r"《?(?P<law>[^《》]{2,}?)》?\s*(?P<article>第\s*[〇零一二三四五六七八九十百千\d]+\s*条.*)"
)
# What a refusal may rest on: a paper of the case, an uploaded file, or a paper kept elsewhere and described.
EVIDENCE_KINDS = ("material", "upload", "paper")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing the refusal rests on: a paper of the case by number, an upload by id, or a described paper."""

    kind: str
    reference: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why something is refused, as it is put down (01-05).

    `legal_basis` are lines such as 《…》第…条; `missing` numbers of papers; `verified_by` a staff id, with what
    was verified and how in `verification`.
    """

    ground: str
    facts: str
    legal_basis: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[int, ...] = ()
    verified_by: int | None = None
    verification: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How the case stands: `gaps` numbers of papers not in order; `supply_ended` the last day in time of the
    complete notice (None: none was given, or its day is not settled); `unchecked`: papers supplied since then
    that nobody has looked at; `demanded`, `uploads`: what evidence may point to; `verifiers`: staff of the bureau.
    """

    today: dt.date
    gaps: frozenset[int] = frozenset()
    notice_given: bool = False
    supply_ended: dt.date | None = None
    unchecked: bool = False
    demanded: frozenset[int] = frozenset()
    uploads: frozenset[int] = frozenset()
    verifiers: frozenset[int] = frozenset()


def basis_of(line: str) -> LegalBasis | None:
    """The law and article of a line such as 《社会团体登记管理条例》第十三条; None when no article is named."""
    found = _CITATION.fullmatch(line.strip())
    return LegalBasis(found["law"].strip(), found["article"]) if found else None


def normal(grounds: Grounds) -> Grounds:
    """The grounds without stray spaces and empty lines, so that what was approved can be compared."""
    return Grounds(
        ground=grounds.ground.strip(),
        facts=grounds.facts.strip(),
        legal_basis=_lines(grounds.legal_basis),
        evidence=tuple(dataclasses.replace(one, text=one.text.strip()) for one in grounds.evidence),
        missing=tuple(sorted(set(grounds.missing))),
        verified_by=grounds.verified_by,
        verification=grounds.verification.strip(),
        reasons=_lines(grounds.reasons),
    )


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in texts if line.strip())


def refusal(grounds: Grounds, case: Circumstances) -> Decision:
    """Whether this may be refused: ground, facts, law to the article, and what proves it (01-04, 01-05)."""
    if grounds.ground not in set(Ground):
        sentence = gettext_noop("请选择四种情形中的一种；不属于这四种情形的，不能否定。")
        which = Reason(sentence, ("01-04", "01-05"), "ground")
        rest = (*_said(grounds, "01-05"), *_rests_on(grounds, case))
        return Decision(False, (which, *rest), cite("01-05"))
    ground = Ground(grounds.ground)
    said = _said(grounds, ARTICLE_OF[ground])
    reasons = (*said, *_rests_on(grounds, case), *_PROVEN[ground](grounds, case))
    instead = _instead(ground, case) if reasons else ()
    return Decision(not reasons, reasons, (*cite("01-04", "01-05"), ARTICLE_OF[ground]), instead)


def _said(grounds: Grounds, article: str) -> Iterator[Reason]:
    """Facts in words, and the law to the article (01-05, 06-06)."""
    if not grounds.facts.strip():
        yield Reason(gettext_noop("请写明具体的事实和理由。"), (article, "06-06"), "facts")
    if not any(line.strip() for line in grounds.legal_basis):
        yield Reason(gettext_noop("请写明依据的法律名称和条款。"), (article, "06-06"), "legal_basis")
    for line in grounds.legal_basis:
        if line.strip() and basis_of(line) is None:
            sentence = gettext_noop("“%(line)s”没有写到第几条，请写成《……条例》第十三条的样式。")
            yield Reason(sentence, (article, "06-06"), "legal_basis", {"line": line.strip()[:60]})


def _rests_on(grounds: Grounds, case: Circumstances) -> Iterator[Reason]:
    """Evidence or missing papers that belong to the case: words alone are no proof (01-05)."""
    if not grounds.evidence and not grounds.missing:
        sentence = gettext_noop("只有文字说明不能否定，请选出作为证据的材料、文件，或者所缺的材料。")
        yield Reason(sentence, ("01-05",), "evidence")
    known = {"material": case.demanded, "upload": case.uploads}
    for one in grounds.evidence:
        if one.kind not in EVIDENCE_KINDS or (one.kind in known and one.reference not in known[one.kind]):
            yield Reason(gettext_noop("所选的证据不在这件办件里，请重新选择。"), ("01-05",), "evidence")
        elif one.kind == "paper" and not one.text.strip():
            yield Reason(gettext_noop("请写明证据的名称和存放的地方。"), ("01-05",), "evidence")
    if not set(grounds.missing) <= case.gaps:
        sentence = gettext_noop("所选的材料已经齐全，不能作为所缺的材料。")
        yield Reason(sentence, ("01-05-1",), "missing")


def _verified(grounds: Grounds, case: Circumstances) -> bool:
    return grounds.verified_by in case.verifiers and bool(grounds.verification.strip() and grounds.evidence)


def _materials(grounds: Grounds, case: Circumstances) -> Iterator[Reason]:
    """Missing or unsound papers: only after the complete notice ran out, or when proved untrue (01-05-1)."""
    if grounds.verified_by is not None or grounds.verification.strip():
        if not _verified(grounds, case):
            yield _unverified(("01-05-1",))
        return
    if not case.notice_given:
        sentence = gettext_noop("还没有一次告知要补正的全部内容，不能以材料不齐否定。")
        yield Reason(sentence, ("01-05-1", "06-03-2"), "ground")
    elif case.supply_ended is None or case.today <= case.supply_ended:
        sentence = gettext_noop(
            "补正期限还没有过，%(until)s 当天交来也算按时，过了这一天才能以材料不齐否定。"
        )
        params = {"until": case.supply_ended or "—"}
        yield Reason(sentence, ("01-05-1", "06-03-2"), "ground", params)
    elif case.unchecked:
        sentence = gettext_noop("申请人补交的材料还没有核对，请先核对，再决定是否受理。")
        yield Reason(sentence, ("01-05-1", "07-03"), "ground")
    elif not grounds.missing:
        yield Reason(gettext_noop("请选出到期仍没有补齐的材料。"), ("01-05-1",), "missing")


def _unlawful(grounds: Grounds, case: Circumstances) -> Iterator[Reason]:
    """The request breaks the law: a law or regulation with its article, not a lower document (01-05-2)."""
    bases = [found for line in grounds.legal_basis if (found := basis_of(line))]
    if bases and not any(by_law_or_regulation(basis) for basis in bases):
        sentence = gettext_noop("以违反法律法规否定的，要引用法律或者法规的条款，不能只引用规章和文件。")
        yield Reason(sentence, ("01-05-2",), "legal_basis")


def _fraud(grounds: Grounds, case: Circumstances) -> Iterator[Reason]:
    """Forged, concealed, fraudulent: only with the record of who verified it, and the evidence (01-05-3)."""
    if not _verified(grounds, case):
        yield _unverified(("01-05-3",))


def _unverified(articles: tuple[str, ...]) -> Reason:
    sentence = gettext_noop("请写明由谁查实、怎样查实，并选出作为证据的材料；没有查实的，不能这样否定。")
    return Reason(sentence, articles, "verification")


_PROVEN = {
    Ground.MATERIALS: _materials,
    Ground.UNLAWFUL: _unlawful,
    Ground.FRAUD: _fraud,
    # The catch-all needs no more proof than the others; a leader is asked apart (01-05-4).
    Ground.OTHER: lambda grounds, case: iter(()),
}


def _instead(ground: Ground, case: Circumstances) -> tuple[Reason, ...]:
    told = (Reason(gettext_noop("能当场改的当场改；否则先开一张补正通知书，一次列全。"), ("06-03-2",)),)
    return told if ground is Ground.MATERIALS and case.gaps and not case.notice_given else ()


def needs_leader(ground: str, item_authority: str) -> bool:
    """Whether a refusal is beyond the section: the item says so, or it rests on the catch-all (01-07, 01-05-4)."""
    return item_authority == "leader" or ground == Ground.OTHER


@dataclass(frozen=True, slots=True)
class Instructions:
    """The last request to the leader: its answer ("" while it waits), and what it was about."""

    answer: str
    grounds: Grounds


def power(
    grounds: Grounds, *, item_authority: str, instructions: Instructions | None, is_leader: bool
) -> Decision:
    """Whether this person may refuse on these grounds now (01-07).

    A leader decides what they took over; a section what is within its power, or what a leader approved, on the
    same grounds. Everything else is asked for first.
    """
    answer = instructions.answer if instructions else None
    if is_leader:
        return _leaders_own(answer)
    if answer in {"", TAKEN_OVER}:
        text = AWAITED if answer == "" else WITH_LEADER
        return Decision(False, (Reason(text, ("01-07",), "ground"),), cite("01-07"))
    if not needs_leader(grounds.ground, item_authority):
        return Decision(True, (), cite("01-07"))
    if answer == APPROVED and instructions and instructions.grounds == grounds:
        return Decision(True, (), cite("01-07", "01-05-4"))
    text = CHANGED if answer == APPROVED else BEYOND
    instead = Reason(gettext_noop("请先请示局领导，同意以后再作决定。"), ("01-07",))
    return Decision(False, (Reason(text, ("01-07",), "ground"),), cite("01-07"), (instead,))


AWAITED = gettext_noop("已经请示局领导，请等批示。")
WITH_LEADER = gettext_noop("这件由局领导直接决定，科室不再作决定。")
CHANGED = gettext_noop("情形、事实、依据和证据要与局领导同意的一致，有改动的要重新请示。")
BEYOND = gettext_noop("这次否定超出科室的权限，不能自行决定。")


def _leaders_own(answer: str | None) -> Decision:
    if answer == TAKEN_OVER:
        return Decision(True, (), cite("01-07"))
    sentence = gettext_noop("由科室决定的，局领导不代为决定；需要的，可以在批示请示时直接决定。")
    return Decision(False, (Reason(sentence, ("01-07",), "ground"),), cite("01-07"))


def deciding(*, answer: str | None, is_leader: bool) -> Decision:
    """Whether this person may decide at all: what a leader took over is the leader's (01-07)."""
    if is_leader:
        return _leaders_own(answer)
    if answer == TAKEN_OVER:
        return Decision(False, (Reason(WITH_LEADER, ("01-07",)),), cite("01-07"))
    return Decision(True, (), cite("01-07"))


def request(grounds: Grounds, *, item_authority: str, question: str, pending: bool) -> Decision:
    """Whether a leader may be asked: not for what is within the section's power, one question at a time (01-07)."""
    reasons = []
    if pending:
        reasons.append(Reason(AWAITED, ("01-07",), "ground"))
    if not needs_leader(grounds.ground, item_authority):
        sentence = gettext_noop("这次否定在科室的权限以内，请自行决定，不用请示。")
        reasons.append(Reason(sentence, ("01-07",), "ground"))
    if not question.strip():
        reasons.append(Reason(gettext_noop("请写明请示的问题和您的意见。"), ("01-07",), "question"))
    return Decision(not reasons, tuple(reasons), cite("01-07", "01-02"))


def answer(*, given: str, opinion: str, answered: bool, asked_by_same: bool) -> Decision:
    """Whether a leader may answer: once, not one's own request, sending back only with an opinion (01-07)."""
    reasons = []
    if given not in ANSWERS:
        reasons.append(Reason(gettext_noop("请选择同意、退回，或者由您直接决定。"), ("01-07",), "answer"))
    if answered:
        reasons.append(Reason(gettext_noop("这份请示已经有批示了。"), ("01-07",), "answer"))
    if given == SENT_BACK and not opinion.strip():
        reasons.append(Reason(gettext_noop("退回的，请写明意见。"), ("01-07",), "opinion"))
    if asked_by_same:
        reasons.append(Reason(gettext_noop("不能批示自己提出的请示。"), ("01-07",), "answer"))
    return Decision(not reasons, tuple(reasons), cite("01-07"))


def filing_scope(bases: Sequence[LegalBasis]) -> Decision:
    """Whether a refusal of this item is filed: only where a law or regulation authorises the item (01-03)."""
    if any(by_law_or_regulation(basis) for basis in bases):
        return Decision(True, (), cite("01-03"))
    sentence = gettext_noop("事项的设定依据不是法律、法规，登记归档，不报市营商局备案。")
    return Decision(False, (Reason(sentence, ("01-03",)),), cite("01-03"))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Why an application is not for us: `why` is not_needed or not_ours; the right authority; how the papers
    were handed over to it ("" when they were not)."""

    why: str
    explanation: str
    authority: str = ""
    handed_over: str = ""


def turning_away(elsewhere: Elsewhere) -> Decision:
    """Not a refusal on the merits: no permit is needed, or another authority is the right one (06-03-3, 06-03-4)."""
    reasons = []
    if elsewhere.why not in {"not_needed", "not_ours"}:
        sentence = gettext_noop("请选择：依法不需要取得许可，或者不属于本机关职权范围。")
        reasons.append(Reason(sentence, ("06-03-3", "06-03-4"), "why"))
    if elsewhere.why == "not_ours" and not elsewhere.authority.strip():
        sentence = gettext_noop("请写明应当向哪个机关申请，不能只说不归我们办。")
        reasons.append(Reason(sentence, ("06-03-4",), "authority"))
    if not elsewhere.explanation.strip():
        reasons.append(Reason(gettext_noop("请写明理由。"), ("06-06",), "explanation"))
    return Decision(not reasons, tuple(reasons), cite("06-03-3", "06-03-4", "06-06"))


@dataclass(frozen=True, slots=True)
class Registered:
    """A refusal as the approvals section has it: archived, to be filed, in a filing already."""

    number: str
    archived: bool
    to_be_filed: bool
    in_filing: bool


def archiving(entry: Registered) -> Decision:
    """Whether a registered refusal may be archived: once (01-06)."""
    reasons = (_of(entry, gettext_noop("%(number)s 已经归档。")),) if entry.archived else ()
    return Decision(not reasons, reasons, cite("01-06"))


def filing(entries: Sequence[Registered]) -> Decision:
    """Whether these refusals may be filed together: archived first, each in one filing only (01-06, 01-03)."""
    reasons = [] if entries else [Reason(gettext_noop("请选出要报送的否定事项。"), ("01-06",), "refusals")]
    for one in entries:
        if not one.to_be_filed:
            sentence = gettext_noop("%(number)s 的设定依据不是法律、法规，不报备案。")
            reasons.append(_of(one, sentence, "01-03"))
        elif one.in_filing:
            reasons.append(_of(one, gettext_noop("%(number)s 已经在另一份报送单里，不能重复报送。")))
        elif not one.archived:
            reasons.append(_of(one, gettext_noop("%(number)s 还没有归档，请先归档再报送。")))
    return Decision(not reasons, tuple(reasons), cite("01-06", "01-03"))


def _of(entry: Registered, sentence: str, article: str = "01-06") -> Reason:
    return Reason(sentence, (article,), "refusals", {"number": entry.number})


def receipt(
    *, number: str, on: dt.date | None, sent_on: dt.date | None, today: dt.date, given: bool
) -> Decision:
    """Whether a receipt may be entered: what was sent, once, with number and a possible date (01-06)."""
    reasons = []
    if sent_on is None:
        reasons.append(Reason(gettext_noop("这份报送单还没有送出，不能登记回执。"), ("01-06",), "number"))
    if given:
        reasons.append(Reason(gettext_noop("这份报送单已经登记过回执。"), ("01-06",), "number"))
    if not number.strip():
        reasons.append(Reason(gettext_noop("请填写回执编号。"), ("01-06",), "number"))
    if on is None or on > today or (sent_on is not None and on < sent_on):
        sentence = gettext_noop("回执日期不能早于送出，也不能晚于今天。")
        reasons.append(Reason(sentence, ("01-06",), "on"))
    return Decision(not reasons, tuple(reasons), cite("01-06"))


def rung(today: dt.date, *, amber: dt.date | None, red: dt.date | None) -> str:
    """How pressing an unfiled refusal is (01-06): the days of `amber` and `red` are the first of each colour."""
    if red is not None and today >= red:
        return "red"
    return "amber" if amber is not None and today >= amber else ""


def unknown_outlet(outlet: str, outlets: Collection[str]) -> Decision:
    """Whether the bureau has this way of filing (01-06)."""
    reason = Reason(gettext_noop("本局没有设置这种报送方式，请换一种。"), ("01-06",), "outlet")
    known = outlet in outlets
    return Decision(known, () if known else (reason,), cite("01-06"))
