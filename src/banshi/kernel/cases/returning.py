"""退件: whether papers can be asked for and handed back (01-09). Pure."""

from collections.abc import Collection, Sequence

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

# How a case ended when its papers go back on request; a withdrawn application has no outcome, only its state.
RETURNABLE = frozenset({"refused", "not_accepted", "terminated", "withdrawn"})
WAYS = ("in_person", "post")


def asking(*, outcome: str, handed_in: Sequence[str], asked: bool) -> Decision:
    """Whether the papers can be asked back: once, after refusal, termination or withdrawal (01-09, 04-12)."""
    reasons: list[Reason] = []
    instead: tuple[Reason, ...] = ()
    if outcome == "granted":
        sentence = gettext_noop("这件事已经准予，交来的材料是准予的依据，要留在案卷里，不退还。")
        reasons.append(Reason(sentence, ("01-09",)))
    elif outcome not in RETURNABLE:
        reasons.append(Reason(gettext_noop("这件事正在办理，材料还要用，现在不能退还。"), ("01-09",)))
        sentence = gettext_noop("不想再办的，可以先撤回申请，撤回以后退还材料。")
        instead = (Reason(sentence, ("01-09", "07-03")),)
    elif asked:
        reasons.append(Reason(gettext_noop("已经登记过退还材料。"), ("01-09",)))
    elif not handed_in:
        reasons.append(Reason(gettext_noop("这件办件没有交来的材料，不用退还。"), ("01-09",), "papers"))
    return Decision(not reasons, tuple(reasons), cite("01-09"), instead)


def choosing(*, handed_in: Collection[int], chosen: Collection[int]) -> Decision:
    """Which papers: at least one, and only what was handed in (01-09)."""
    if chosen and set(chosen) <= set(handed_in):
        return Decision(True, (), cite("01-09"))
    sentence = gettext_noop("请选出要退还的材料，只能选已经交来的。")
    return Decision(False, (Reason(sentence, ("01-09",), "papers"),), cite("01-09"))


def handing_back(*, way: str, signed_by: str, tracking_number: str, returned: bool) -> Decision:
    """Whether the papers can be noted as returned: once, signed for or with a postal number (01-09)."""
    reasons = []
    if returned:
        reasons.append(Reason(gettext_noop("这些材料已经退还。"), ("01-09",), "way"))
    if way not in WAYS:
        reasons.append(Reason(gettext_noop("请选择当面退还或者邮寄。"), ("01-09",), "way"))
    if way == "in_person" and not signed_by.strip():
        reasons.append(Reason(gettext_noop("请填写在退件清单上签名的人。"), ("01-09",), "signed_by"))
    if way == "post" and not tracking_number.strip():
        reasons.append(Reason(gettext_noop("请填写邮件号码。"), ("01-09",), "tracking_number"))
    return Decision(not reasons, tuple(reasons), cite("01-09"))
