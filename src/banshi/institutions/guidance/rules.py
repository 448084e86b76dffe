"""咨询引导（附件8）：guiding, helping the elderly with their consent, ratings and what follows a bad one. Pure."""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from enum import IntEnum, StrEnum

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop


class Level(IntEnum):
    """The five levels of a rating, as the state's standard counts them: 4 and 5 are bad ones."""

    VERY_GOOD = 1
    GOOD = 2
    FAIR = 3
    BAD = 4
    VERY_BAD = 5


LEVELS: Mapping[Level, str] = {
    Level.VERY_GOOD: gettext_noop("非常满意"),
    Level.GOOD: gettext_noop("满意"),
    Level.FAIR: gettext_noop("基本满意"),
    Level.BAD: gettext_noop("不满意"),
    Level.VERY_BAD: gettext_noop("非常不满意"),
}
REASONS: Mapping[str, str] = {
    "kind": gettext_noop("态度好"),
    "quick": gettext_noop("办得快"),
    "clear": gettext_noop("一次讲清"),
    "waited": gettext_noop("等得太久"),
    "unclear": gettext_noop("没有一次讲清"),
    "rude": gettext_noop("态度不好"),
    "papers": gettext_noop("要的材料不合理"),
    "slow": gettext_noop("办得慢"),
    "ran": gettext_noop("让我来回跑"),
    "device": gettext_noop("设备或者网页不好用"),
}


class Finding(StrEnum):
    """What the verification of a bad rating found."""

    JUSTIFIED = "justified"
    EXPLAINED = "explained"
    UNFOUNDED = "unfounded"


FINDINGS: Mapping[Finding, str] = {
    Finding.JUSTIFIED: gettext_noop("反映属实，需要整改"),
    Finding.EXPLAINED: gettext_noop("依法依规不能办，需要解释清楚"),
    Finding.UNFOUNDED: gettext_noop("经核实与事实不符"),
}


class Answer(StrEnum):
    """What somebody says of one condition."""

    YES = "y"
    NO = "n"
    UNSURE = "u"


class Verdict(StrEnum):
    """What the conditions come to; never a decision, which only an application gets."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    ASK = "ask"


MOST_WORDS = 12
# The hundred or so most common surnames; two of the double ones.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_NAMELIKE = re.compile(rf"(?:欧阳|司马|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}")
_SAYS_NAME = re.compile(r"我叫|我是|姓名|名叫|身份证|电话|手机|卡号|住址|住在")
_DIGITS = re.compile(r"\d")


def rating(*, level: int, over: bool, rated: bool, by_staff: bool) -> Decision:
    """Whether a rating may be given: once, by the person served, after the service (08-04-3)."""
    reasons = []
    if by_staff:
        text = gettext_noop("评价只能由来办事的人填写，工作人员不能代填。请先退出登录。")
        reasons.append(Reason(text, ("08-04-3",)))
    if not over:
        text = gettext_noop("这件事还没有办完，办完以后再请您评价。")
        reasons.append(Reason(text, ("08-04-3",)))
    if rated:
        reasons.append(Reason(gettext_noop("已经评价过了，每件事、每次来访评价一次。"), ("08-04-3",)))
    if level not in set(Level):
        reasons.append(Reason(gettext_noop("请选择一种评价。"), ("08-04-3",), "level"))
    return Decision(not reasons, tuple(reasons), cite("08-04-3"))


def bad(level: int) -> bool:
    """Whether a rating is one of the two lowest: it is followed up."""
    return level >= Level.BAD


def handler(candidates: Sequence[int], rated: Collection[int], held: Mapping[int, int]) -> int | None:
    """Who follows up a bad rating: the first group's least burdened who was not rated; None without anybody."""
    allowed = [one for one in candidates if one not in rated]
    return min(allowed, key=lambda one: (held.get(one, 0), candidates.index(one))) if allowed else None


def following_up(
    *, handler_id: int, actor_ids: Collection[int], rated: Collection[int], done: bool
) -> Decision:
    """Whether the actor may act on a follow-up: the handler, never the one who was rated (08-04-3)."""
    reasons = []
    if set(actor_ids) & set(rated):
        reasons.append(Reason(gettext_noop("不能处理对自己的评价。"), ("08-04-3",)))
    elif handler_id not in actor_ids:
        reasons.append(Reason(gettext_noop("这条差评由别的同事核实。"), ("08-04-3",)))
    if done:
        reasons.append(Reason(gettext_noop("这条差评已经答复过了。"), ("08-04-3",)))
    return Decision(not reasons, tuple(reasons), cite("08-04-3"))


def verifying(*, finding: str, words: str, verified: bool) -> Decision:
    """Whether a verification is complete: what was found, in words, once."""
    reasons = []
    if verified:
        reasons.append(Reason(gettext_noop("已经核实过了，请接着整改和答复。"), ("08-04-3",)))
    if finding not in set(Finding):
        reasons.append(Reason(gettext_noop("请选择核实的结果。"), ("08-04-3",), "finding"))
    if not words.strip():
        reasons.append(Reason(gettext_noop("请写明核实到的事实。"), ("08-04-3",), "words"))
    return Decision(not reasons, tuple(reasons), cite("08-04-3"))


def closing(*, verified: bool, finding: str, measure: str, reply: str) -> Decision:
    """Whether a bad rating may be closed: verified, mended where it was justified, and answered (08-04-3)."""
    reasons = []
    if not verified:
        reasons.append(Reason(gettext_noop("请先核实，再答复。"), ("08-04-3",)))
    if finding == Finding.JUSTIFIED and not measure.strip():
        reasons.append(Reason(gettext_noop("反映属实的，请写明整改措施。"), ("08-04-3",), "measure"))
    if not reply.strip():
        reasons.append(Reason(gettext_noop("请写明怎样答复评价人。"), ("08-04-3",), "reply"))
    return Decision(not reasons, tuple(reasons), cite("08-04-3"))


def late_stages(
    *,
    verified: bool,
    closed: bool,
    verify_by: dt.datetime | None,
    mend_by: dt.datetime | None,
    now: dt.datetime,
) -> tuple[str, ...]:
    """Which steps of a follow-up ran out: "verify", "mend"."""
    verify = not verified and verify_by is not None and now >= verify_by
    mend = not closed and mend_by is not None and now >= mend_by
    return (*(("verify",) if verify else ()), *(("mend",) if mend else ()))


def assisting(*, person: str, consent: str, running: bool) -> Decision:
    """Whether a guide may act for somebody: with their consent on record, one person at a time (08-04-2-2)."""
    reasons = []
    if running:
        text = gettext_noop("您正在帮另一位办，请先结束那一次。")
        reasons.append(Reason(text, ("08-04-2-2",)))
    if not person.strip():
        reasons.append(Reason(gettext_noop("请写明帮谁办。"), ("08-04-2-2",), "person"))
    if not consent:
        text = gettext_noop("请先征得本人同意，并记下怎样同意的。没有同意，不能代办。")
        reasons.append(Reason(text, ("08-04-2-2",), "consent"))
    return Decision(not reasons, tuple(reasons), cite("08-04-2-2"))


def expired(*, expires_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether an assisted session has closed itself; its last second still belongs to it."""
    return now > expires_at


def publishing(
    *, title: str, text: str, explanation: str, first: dt.date | None, last: dt.date | None
) -> Decision:
    """Whether a policy may be published: never without its explanation in plain words (08-04-1)."""
    lacking = (
        ("title", title.strip(), gettext_noop("请写标题。")),
        ("text", text.strip(), gettext_noop("请写正文。")),
        ("explanation", explanation.strip(), gettext_noop("政策文件要和解读一起公布，请写解读。")),
        ("effective_from", first, gettext_noop("请写从哪天起施行。")),
    )
    reasons = [Reason(sentence, ("08-04-1",), field) for field, given, sentence in lacking if not given]
    if first and last and last < first:
        sentence = gettext_noop("失效的日子不能早于施行的日子。")
        reasons.append(Reason(sentence, ("08-04-1",), "effective_to"))
    return Decision(not reasons, tuple(reasons), cite("08-04-1"))


def answering_opinion(*, reply: str, public: bool, shown: str, answered: bool) -> Decision:
    """Whether an opinion may be answered: once, in words; in public only with a text fit to be shown."""
    reasons = []
    if answered:
        reasons.append(Reason(gettext_noop("这条意见已经答复过了。"), ("08-04-3",)))
    if not reply.strip():
        reasons.append(Reason(gettext_noop("请写明答复。"), ("08-04-3",), "reply"))
    if public and not shown.strip():
        text = gettext_noop("公开答复的，请写明公开的意见内容，去掉姓名、电话等个人信息。")
        reasons.append(Reason(text, ("08-04-3",), "shown"))
    return Decision(not reasons, tuple(reasons), cite("08-04-3"))


def verdict(answers: Sequence[Answer]) -> Verdict:
    """What the answers to an item's conditions come to (08-04-1)."""
    if Answer.NO in answers:
        return Verdict.UNLIKELY
    return Verdict.ASK if Answer.UNSURE in answers else Verdict.LIKELY


def harmless(query: str, everyday: Collection[str]) -> str:
    """A search that found nothing, fit to be counted: normalised words; "" if it may say who somebody is.

    Dropped is what holds a digit, looks like a name, says "my name is", or is a whole sentence. `everyday` are
    the words of catalogue, synonyms and policies: what is made of them alone is nobody's name.
    """
    words = plain(query)
    personal = _DIGITS.search(words) or _SAYS_NAME.search(words)
    return "" if not words or len(words) > MOST_WORDS or personal or _named(words, everyday) else words


def plain(query: str) -> str:
    """A query without punctuation and spaces, in lower case."""
    return "".join(re.findall(r"[\u3400-\u9fffa-z0-9]+", query.lower()))


def _named(words: str, everyday: Collection[str]) -> bool:
    """Whether this may be a name: short, begins with a surname, and is not all everyday words.

    A surname before an everyday word (王志愿) stays a name: single characters are no words here.
    """
    return len(words) <= 4 and _NAMELIKE.match(words) is not None and not _made_of(words, everyday)


def _made_of(words: str, everyday: Collection[str]) -> bool:
    return not words or any(
        words[:end] in everyday and _made_of(words[end:], everyday) for end in range(2, len(words) + 1)
    )
