"""Refusals of the demo, in every state: asked about, registered, archived, filed, receipted, papers returned."""

import datetime as dt
from collections.abc import Generator

from banshi.config.demo.scene import Scene, Story
from banshi.config.demo.stories import Telling, accepted, asked_to_supply
from banshi.institutions.refusals.actions import filing as filings
from banshi.institutions.refusals.actions import instructing
from banshi.institutions.refusals.queries.register import unarchived, unfiled
from banshi.institutions.refusals.queries.standing import instructions
from banshi.institutions.refusals.rules.refusing import Elsewhere
from banshi.kernel.cases.queries import handed_in
from banshi.kernel.ledger.acts import CITIZEN
from banshi.lib import clock
from banshi.workflows import refusing, returns
from banshi.workflows.returns import HandBack

QUESTION = "申请与公共利益明显不符，法律没有逐项列明，可否不予批准？科室意见：不予批准。"
OPINION = "请先书面征求业务主管单位意见，再决定。"


def refused_at_intake(scene: Scene, item: str, ago: int) -> Story:
    """The one notice ran out: refused a day or two ago, waits to be told."""
    yield from _ran_out(scene, item)


def not_taken_up(scene: Scene, item: str, ago: int) -> Story:
    """The one notice ran out, the papers never came: refused at intake, told in time."""
    case_id = yield from _ran_out(scene, item)
    if case_id is None:
        return
    yield scene.days_later(1)
    scene.serve(case_id)


def papers_returned(scene: Scene, item: str, ago: int) -> Story:
    """Refused at intake; the applicant wanted the papers back and signed for them."""
    case_id = yield from _ran_out(scene, item)
    if case_id is None:
        return
    yield scene.days_later(1)
    scene.serve(case_id)
    yield scene.days_later(1)
    papers = list(handed_in(case_id))
    returns.request_return(case_id=case_id, version=None, papers=papers, channel="online", actor=CITIZEN)
    yield scene.days_later(1)
    back = HandBack("in_person", signed_by="本人")
    returns.return_materials(case_id=case_id, version=None, hand_back=back, actor=scene.clerk)


def papers_wanted(scene: Scene, item: str, ago: int) -> Story:
    """Refused and told; the papers wait at the window."""
    case_id = yield from _ran_out(scene, item)
    if case_id is None:
        return
    yield scene.days_later(1)
    scene.serve(case_id)
    papers = list(handed_in(case_id))
    returns.request_return(case_id=case_id, version=None, papers=papers, channel="post", actor=scene.clerk)


def turned_away(scene: Scene, item: str, ago: int) -> Story:
    """Not ours: told in writing where to go, and the papers handed over."""
    yield scene.minutes_later(1)
    case_id = scene.receive(scene.application(item, channel="counter"))
    yield scene.minutes_later(20)
    elsewhere = Elsewhere("not_ours", "拟办的机构属于民办学校。", "市教育局（示例）", "当面转交市教育局窗口")
    refusing.turn_away(case_id=case_id, version=None, elsewhere=elsewhere, actor=scene.clerk)
    yield scene.minutes_later(5)
    scene.serve(case_id)


def leader_asked(scene: Scene, item: str, ago: int) -> Story:
    """Beyond the section's power: the request lies on the leader's desk."""
    yield from _asked(scene, item)


def leader_sent_back(scene: Scene, item: str, ago: int) -> Story:
    """The leader wants something looked into first."""
    case_id = yield from _asked(scene, item)
    yield scene.days_later(1)
    _answer(scene, case_id, "sent_back", OPINION)


def leader_approved(scene: Scene, item: str, ago: int) -> Story:
    """The leader agreed, the section refused, the applicant was told."""
    case_id = yield from _asked(scene, item)
    yield scene.days_later(1)
    _answer(scene, case_id, "approved", "同意。")
    yield scene.minutes_later(40)
    scene.decide(case_id, granted=False, again=True)
    yield scene.days_later(1)
    scene.serve(case_id)


def approvals_desk(scene: Scene, until: dt.datetime) -> Story:
    """Every week the approvals section archives and files what lies there, and enters the receipt of the last time."""
    approvals, sent = scene.actor("shenpi"), 0
    yield scene.days_later(8)
    while (until - clock.now()).days > 4:
        for line in unarchived():
            filings.archive_refusal(refusal_id=line.id, actor=approvals)
        waiting = [line.id for line in unfiled()]
        ready = waiting[: (len(waiting) + 1) // 2]
        if ready and sent:
            number = f"营商备〔{clock.today().year}〕{sent + 40}号"
            filings.record_filing_receipt(filing_id=sent, number=number, on=clock.today(), actor=approvals)
        if ready:
            sent = filings.file_refusals(refusal_ids=ready, outlet="download", actor=approvals)
            yield scene.minutes_later(30)
            filings.note_filed(filing_id=sent, actor=approvals)
        yield scene.days_later(5)
    for line in unarchived()[:2]:
        filings.archive_refusal(refusal_id=line.id, actor=approvals)


def _ran_out(scene: Scene, item: str) -> Generator[dt.datetime, None, int | None]:
    """Refused at intake after the notice ran out; None past the calendar, where no one knows whether it has."""
    case_id = yield from asked_to_supply(scene, item, days=6)
    yield scene.days_later(7)
    if clock.today() > scene.office.last_published:
        return None
    grounds = scene.grounds(case_id, "NF-1", evidence=(), missing=(2,), verified_by=None, verification="")
    refusing.refuse_intake(case_id=case_id, version=None, grounds=grounds, actor=scene.head(case_id))
    return case_id


def _asked(scene: Scene, item: str) -> Telling:
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.days_later(2)
    instructing.request_instructions(
        case_id=case_id,
        version=None,
        grounds=scene.grounds(case_id, "NF-4"),
        question=QUESTION,
        actor=scene.handler(case_id),
    )
    return case_id


def _answer(scene: Scene, case_id: int, answer: str, opinion: str) -> None:
    instructing.answer_instructions(
        instruction_id=instructions(case_id)[-1].id,
        version=None,
        answer=answer,
        opinion=opinion,
        actor=scene.actor("juling"),
    )
