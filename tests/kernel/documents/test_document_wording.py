"""Every notice in both languages: its whole text is compared with the one somebody read and approved.

After a change of wording: BANSHI_GOLDEN=write pytest …, then read the difference.
"""

import datetime as dt
import io
import os
import re
from pathlib import Path

import pypdf
import pytest

from banshi.kernel.documents.typesetting import typeset
from banshi.lib.clock import BEIJING
from tests.kernel.documents import samples
from tests.kernel.documents.samples_provisional import STAGES

pytestmark = pytest.mark.pure
GOLDEN = Path(__file__).parents[2] / "golden" / "notices"
ISSUED = dt.datetime(2026, 9, 28, 11, 0, tzinfo=BEIJING)
LANGUAGES = ("zh-hans", "en")
EVERY = [(kind, language) for kind in samples.TEMPLATES for language in LANGUAGES]


def pages_of(kind: str, language: str, **changed: object) -> list[str]:
    data = samples.frozen(kind, language, **changed)
    pdf = typeset(template=samples.TEMPLATES[kind], data=data, issued_at=ISSUED)
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def body_of(kind: str, language: str = "zh-hans", **changed: object) -> str:
    """The running text without white space, page numbers and the foot of each page."""
    data = samples.frozen(kind, language, **changed)
    foot = re.compile(rf"(—\d+—)?{data['number']}·?{squeezed(data['title'])}(核对真伪|Toverify).*$")
    return "".join(foot.sub("", squeezed(page)) for page in pages_of(kind, language, **changed))


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_text_is_the_approved_one(kind: str, language: str) -> None:
    is_approved(f"{kind}.{language[:2]}", pages_of(kind, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "stage"), STAGES)
def test_the_text_of_each_stage_is_the_approved_one(kind: str, stage: str, language: str) -> None:
    pages = pages_of(kind, language, **STAGES[kind, stage][language])
    is_approved(f"{kind}-{stage}.{language[:2]}", pages)


def is_approved(name: str, pages: list[str]) -> None:
    """Compare with what was read and approved; or write it down, to be read."""
    text = "\n\f\n".join(pages) + "\n"
    approved = GOLDEN / f"{name}.txt"
    if os.environ.get("BANSHI_GOLDEN") == "write":
        approved.write_text(text, encoding="utf-8")
    assert text == approved.read_text(encoding="utf-8")


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_everything_the_room_said_is_on_the_paper(kind: str, language: str) -> None:
    text = body_of(kind, language)
    data = samples.frozen(kind, language)
    said = [data["number"], data["title"], data.get("applicant", ""), data["bureau"]["name"]]
    said += [value for part in ("decision", "procedure", "fee") for value in flat(data.get(part, {}))]
    said += [value for gap in data.get("gaps", []) for value in gap.values()]
    for value in said:
        assert squeezed(value) in text


def flat(part: dict[str, object]) -> list[str]:
    """The plain sentences of a part; dates are written out and looked at in the approved text."""
    values = [v for value in part.values() for v in (value if isinstance(value, list) else [value])]
    plain = [value for value in values if isinstance(value, str) and value not in {"refused", "not_ours"}]
    return [value for value in plain if not value.startswith("2026-")]


# The record of service, a letter from the applicant, and papers between colleagues greet nobody.
NOT_TO_CITIZENS = {"W08", "W13", "W13Z", "W15", "W22c", "W24"}


@pytest.mark.parametrize("kind", samples.TEMPLATES)
def test_a_notice_is_courteous(kind: str) -> None:
    text = body_of(kind)
    assert kind in NOT_TO_CITIZENS or "您好！" in text
    assert any(word in text for word in ("感谢", "请您", "抱歉"))


def test_a_refusal_tells_the_way_to_a_remedy() -> None:
    text = body_of("W18")
    for part in ("阜新市人民政府", "60日内", "行政复议", "6个月内", "人民法院", "行政复议网上申请平台"):
        assert part in text
    on_paper = samples.wording("W18")["remedies"] | {"channel": ""}
    assert "网上申请" not in body_of("W18", remedies=on_paper)


@pytest.mark.parametrize(
    ("why", "words"),
    [("not_needed", "依法不需要取得许可"), ("not_ours", "不属于我局职权范围"), ("refused", "决定不予受理")],
)
def test_a_notice_of_non_acceptance_says_which_and_where(why: str, words: str) -> None:
    told = samples.wording("W06")["decision"] | {"why": why, "authority": "市教育局", "handed_over": ""}
    text = body_of("W06", decision=told)
    for part in (words, "请您向市教育局提出申请", "60日内", "6个月内", "人民法院"):
        assert part in text
    assert ("要求退还交来的材料" in text) == (why == "refused")


def test_a_survey_does_not_stop_the_statutory_clock() -> None:
    survey = samples.wording("W21")["procedure"] | {"kind": "site_survey", "stops_statutory": False}
    text = body_of("W21", procedure=survey)
    assert "现场勘查" in text
    assert "法定办理期限照常计算" in text


def test_a_provisional_date_says_so() -> None:
    due = "暂定 2027-01-05（2027 年工作日安排公布后确定）"
    text = body_of("W05", promised_due=due)
    assert "暂定2027年1月5日（2027年工作日安排公布后确定）" in text


def test_an_application_accepted_by_silence_gets_an_apology() -> None:
    text = body_of("W05", deemed=True)
    assert "非常抱歉" in text
    assert "视为已经受理" in text
    assert "抱歉" not in body_of("W05", deemed=False)


def test_the_catalogues_words_become_sentences() -> None:
    text = body_of("W01", promised_limit="当场办结", catalogue_version="第3版（2026-07-01起施行）")
    assert "当场办结。" in text
    assert "第3版（2026年7月1日起施行）" in text


def test_words_of_closed_lists_are_translated() -> None:
    papers = [{"name": "章程", "form": "original、copy", "copies": 2, "status": "wrong", "problem": "缺页"}]
    text = body_of("W03", materials=papers)
    assert "原件、复印件，2份" in text
    assert "已交，需更正：缺页" in text
    gap = [{"name": "验资报告", "problem": "", "how": ""}]
    assert "没有提交" in body_of("W04", gaps=gap)


@pytest.mark.parametrize("kind", samples.TEMPLATES)
def test_no_page_holds_a_seal_alone(kind: str) -> None:
    for page in pages_of(kind, "zh-hans"):
        body = squeezed(page).split("核对真伪")[0]
        assert len(body) > 40


def test_a_supervision_sheet_says_what_is_asked() -> None:
    text = body_of("W43", form="supervision", requirement="请于本周五前报送进展", title="督办单")
    assert "请您科室抓紧办理" in text
    assert "请于本周五前报送进展。" in text


EXPLAINED = {
    "reason": "大雪封路，走访点无法到达",
    "old_due": "2026-11-30",
    "new_due": "2026-12-04",
    "agreed_by": "市局李科长",
    "late": False,
}


def test_an_explanation_in_time_gives_the_new_date_and_who_set_it() -> None:
    text = body_of("W43", form="explanation", explanation=EXPLAINED, title="不能按期完成说明")
    for part in ("大雪封路", "2026年11月30日", "2026年12月4日", "市局李科长"):
        assert part in text
    assert "超期照常记录" not in text


def test_an_explanation_after_the_date_is_for_the_record_only() -> None:
    late = EXPLAINED | {"new_due": "", "agreed_by": "", "late": True}
    text = body_of("W43", form="explanation", explanation=late, title="不能按期完成说明")
    assert "超期照常记录" in text
    assert "非常抱歉" in text
    assert "重新确定的日期" not in text


def test_a_paper_names_everybody_who_applies_and_their_agent() -> None:
    text = body_of("W05", applicant="张伟、张䶮", agent="刘桂兰")
    assert "张伟、张䶮（委托代理人：刘桂兰）：" in text
    assert "To:ZhangWei(agent:LiuGuilan)" in body_of("W05", "en", applicant="Zhang Wei", agent="Liu Guilan")


@pytest.mark.parametrize(("kind", "addressee"), [("W08", "阜新市民政局："), ("W13", "局审批科：")])
def test_a_paper_to_somebody_else_gives_them_no_agent(kind: str, addressee: str) -> None:
    assert addressee in body_of(kind, agent="刘桂兰")
    assert "委托代理人：" not in body_of(kind, agent="刘桂兰")


def test_the_letter_of_commitment_names_the_agent() -> None:
    assert "委托代理人刘桂兰" in body_of("W08", agent="刘桂兰")


def test_what_was_corrected_on_the_spot_reads_otherwise_than_what_was_not() -> None:
    assert "准予您当场更正" in body_of("W26", not_because="")
    assert "不能当场更正的原因" not in body_of("W26", not_because="")
    assert "补正材料通知书一次告知您" in body_of("W26")
