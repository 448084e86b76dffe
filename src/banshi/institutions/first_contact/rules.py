"""首问负责（附件5）：who answers, which path is right, until when. Pure."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib.results import Decision, Reason, gettext_noop

LOOK_AHEAD = 40


class Path(StrEnum):
    """How an enquiry was answered: by oneself, for or through a colleague, or by pointing the way."""

    OWN = "own_duty"
    FOR_COLLEAGUE = "same_section_answer"
    REFERRED = "same_section_refer"
    OTHER_SECTION = "other_section"
    PERSON = "fallback"


ARTICLE_OF: Mapping[Path, Citation] = dict(
    zip(Path, cite("05-03", "05-04-1", "05-04-2", "05-04-3", "05-04-4"), strict=True)
)
NAMES: Mapping[Path, str] = {
    Path.OWN: gettext_noop("当场答复"),
    Path.FOR_COLLEAGUE: gettext_noop("代同科室同事答复"),
    Path.REFERRED: gettext_noop("指引到同科室同事"),
    Path.OTHER_SECTION: gettext_noop("指引到其他科室"),
    Path.PERSON: gettext_noop("指引到相关人员"),
}
POINTING = frozenset({Path.REFERRED, Path.OTHER_SECTION, Path.PERSON})

GONE = gettext_noop("这次咨询已经答复过了，不用再答。")
NOT_YOURS = gettext_noop("这次咨询的首问负责人是 %(officer)s，由首问负责人答复或者转交。")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the directory knows of whom the visitor is sent to; `name` of a person or of a section."""

    name: str
    office: str
    contact: str


def path_of(*, person: bool, same_section: bool) -> Path:
    """Which case of 05-04 it is to send somebody there: colleague, other section, or a person who may know."""
    if not person:
        return Path.OTHER_SECTION
    return Path.REFERRED if same_section else Path.PERSON


def pointing(path: Path, there: Whereabouts) -> Decision:
    """Whether the way is complete: of a colleague all three; of a section office or contact (05-04-2 to -4)."""
    article = ARTICLE_OF[path]
    if path is Path.REFERRED and not (there.name and there.office and there.contact):
        text = gettext_noop("通讯录里缺 %(name)s 的办公地址或者联系方式，请改为转请同事或者代为答复。")
    elif not there.name or not (there.office or there.contact):
        text = gettext_noop("通讯录里没有“%(name)s”的办公地址和联系方式，不能这样指引，请系统管理员补上。")
    else:
        return Decision(True, (), cite("05-04", article))
    return Decision(False, (Reason(text, ("05-04", article), "target", {"name": there.name}),))


def answering(path: Path, *, words: str, sourced: bool, colleague_here: bool) -> Decision:
    """Whether an answer may be recorded: it says what was answered; one given for a colleague names them."""
    reasons = []
    if path in POINTING:
        reasons.append(
            Reason(gettext_noop("指引要写明地点，请从通讯录里选择。"), (ARTICLE_OF[path],), "target")
        )
    if not words.strip() and not sourced:
        reasons.append(Reason(gettext_noop("请写明答复了什么。"), (ARTICLE_OF[path],), "words"))
    if path is Path.FOR_COLLEAGUE and not colleague_here:
        text = gettext_noop("请选择替哪一位同科室的同事答复。")
        reasons.append(Reason(text, ("05-04-1",), "colleague"))
    return Decision(not reasons, tuple(reasons), cite("05-02", ARTICLE_OF[path]))


def handing_over(*, same_person: bool, same_section: bool, away: bool, waiting: bool) -> Decision:
    """Whether it may be offered to a colleague: another one, of the same section, present, and only to one."""
    reasons = []
    if same_person or not same_section:
        text = gettext_noop("只能转请同科室的其他同事，别的科室请用指引。")
        reasons.append(Reason(text, ("05-04-1", "05-04-3"), "colleague"))
    if away:
        text = gettext_noop("这位同事今天不在，请告诉对方他的办公地址、姓名和联系方式，或者代为答复。")
        reasons.append(Reason(text, ("05-04-2",), "colleague"))
    if waiting:
        reasons.append(Reason(gettext_noop("已经转请过一位同事，正等对方接手。"), ("05-04-1",), "colleague"))
    return Decision(not reasons, tuple(reasons), cite("05-02", "05-04-1"))


def taking_over(
    *, offered_to: int, actor_ids: Collection[int], returns_at: dt.datetime, now: dt.datetime
) -> Decision:
    """Whether a hand-over may be accepted: by whom it was offered to, until it goes back (that second is in time)."""
    reasons = []
    if offered_to not in actor_ids:
        reasons.append(Reason(gettext_noop("这次咨询没有转给您。"), ("05-04-1",)))
    if went_back(returns_at=returns_at, now=now):
        text = gettext_noop("没有及时接手，已经退回首问负责人。")
        reasons.append(Reason(text, ("05-02", "05-04-1")))
    return Decision(not reasons, tuple(reasons), cite("05-04-1"))


def went_back(*, returns_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether an offer nobody accepted has gone back to the first-contact officer."""
    return now > returns_at


def answerable(
    *,
    answered: bool,
    officer_id: int,
    officer: str,
    actor_ids: Collection[int],
    window_id: int | None = None,
) -> Decision:
    """Only the first-contact officer answers or hands over, and only once (05-02: one officer to a contact).

    Whom a guide led to a window is answered there: `window_id` is who serves that visit. The guide stays
    responsible until it is done.
    """
    if answered:
        return Decision(False, (Reason(GONE, ("05-02",)),))
    if not {officer_id, window_id} & set(actor_ids):
        return Decision(False, (Reason(NOT_YOURS, ("05-02",), params={"officer": officer}),))
    return Decision(True, (), cite("05-02"))


def answer_by(
    opened: dt.datetime,
    *,
    online: bool,
    works: Callable[[dt.date], bool | None],
    close: Callable[[dt.date], dt.datetime],
) -> dt.datetime | None:
    """The end of the office day by which an enquiry must be answered (05-02); None past the published calendar.

    Who stands before us is answered today, late hours included (ruling R6); a question from the web that
    comes after hours belongs to the next working day. `works` says None for a day not published yet.
    """
    day = opened.date()
    if not online:
        midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(0), opened.tzinfo)
        return close(day) if opened < close(day) else midnight
    for ahead in range(LOOK_AHEAD):
        candidate = day + dt.timedelta(days=ahead)
        open_then = works(candidate)
        if open_then is None:
            return None
        if open_then and opened < close(candidate):
            return close(candidate)
    return None


def lapsed(*, answered_at: dt.datetime | None, due: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether the office day ended with the enquiry open: a breach lead (05-02)."""
    return due is not None and answered_at is None and now >= due
