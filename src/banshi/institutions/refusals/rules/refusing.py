"""Whether something may be refused: its ground proven, the law named; or pointed elsewhere instead (01-04, 01-05,
06-03-3, 06-03-4). Pure."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from banshi.institutions.refusals.rules.grounds import ARTICLE_OF, EVIDENCE_KINDS, Ground, Grounds, basis_of
from banshi.kernel.catalogue.ranks import by_law_or_regulation
from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop


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
    elif case.supply_ended is None:
        sentence = gettext_noop("补正期限到哪一天还没有确定，现在不能以材料不齐否定。")
        yield Reason(sentence, ("01-05-1", "06-03-2"), "ground")
    elif case.today <= case.supply_ended:
        sentence = gettext_noop(
            "补正期限还没有过，%(until)s 当天交来也算按时，过了这一天才能以材料不齐否定。"
        )
        yield Reason(sentence, ("01-05-1", "06-03-2"), "ground", {"until": case.supply_ended})
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
