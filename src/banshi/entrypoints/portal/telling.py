"""A case's timeline in plain sentences for its applicant: what concerns them, nothing about who sits where."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from banshi.kernel.cases import facts
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.catalogue.schema import SPECIAL_KINDS
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.sentences import SUPPLY_CHANNELS, WAYS, Told
from banshi.kernel.clocks.story import StoryLine
from banshi.lib.results import Reason, gettext_noop

# document id → (title, address)
Links = Mapping[int, tuple[str, str]]


def told(events: Sequence[Recorded], links: Links) -> list[StoryLine]:
    """The facts that concern the applicant, oldest first, each with its articles and its paper."""
    return [_line(event, links) for event in events if event.fact.kind in SENTENCES]


def _line(event: Recorded, links: Links) -> StoryLine:
    title, detail = SENTENCES[event.fact.kind](event.fact)
    document: int = getattr(event.fact, "document", None) or 0
    paper = (links[document],) if document in links else ()
    return StoryLine(title, detail, event.articles, event.at, links=paper)


def _asked(fact: facts.SupplementAsked) -> Told:
    text = gettext_noop("共 %(count)s 项，全部写在补正材料通知书里，请在 %(until)s 前补齐")
    return gettext_noop("请您补正材料"), Reason(text, params={"count": len(fact.gaps), "until": fact.until})


def _supplied(fact: facts.SupplementSupplied) -> Told:
    numbers = "、".join(map(str, fact.materials))
    return gettext_noop("您补交了材料"), Reason(
        gettext_noop("第 %(numbers)s 项"), params={"numbers": numbers}
    )


def _deemed(fact: facts.DeemedAccepted) -> Told:
    text = gettext_noop("%(missed)s 前我们没有告诉您核对结果，非常抱歉；期限从收到材料的第二天算起")
    return gettext_noop("申请依法视为已经受理"), Reason(text, params={"missed": fact.missed})


def _started(fact: facts.ProcedureStarted) -> Told:
    kind = Reason(SPECIAL_KINDS.get(fact.procedure_kind, fact.procedure_kind))
    text = gettext_noop("%(kind)s，%(first)s 至 %(last)s 不计入期限")
    params = {"kind": kind, "first": fact.first, "last": fact.last}
    return gettext_noop("进行特别程序"), Reason(text, params=params)


def _ended(fact: facts.ProcedureEnded) -> Told:
    text = gettext_noop("最后一天是 %(last)s，从第二天起继续计算期限")
    return gettext_noop("特别程序提前结束"), Reason(text, params={"last": fact.last})


def _extended(fact: facts.ExtensionGranted) -> Told:
    text = gettext_noop("延长 %(days)s 个工作日，原因写在延期办理告知书里")
    return gettext_noop("办理期限延长"), Reason(text, params={"days": fact.days})


def _offered(fact: facts.HearingOffered) -> Told:
    text = gettext_noop("您可以在 %(until)s 以前要求听证，怎样提出写在告知书里")
    return gettext_noop("告诉您听证的权利"), Reason(
        text, params={"until": fact.until or Reason(gettext_noop("暂定"))}
    )


def _arranged(fact: facts.HearingArranged) -> Told:
    text = gettext_noop("%(on)s 举行，时间和地点写在通知书里")
    return gettext_noop("听证的安排"), Reason(text, params={"on": fact.on})


def _slip(fact: facts.SlipReturned) -> Told:
    return gettext_noop("邮寄的文书已经收到"), Reason(gettext_noop("%(on)s"), params={"on": fact.on})


def _decided(fact: facts.Decided) -> Told:
    if fact.granted:
        return gettext_noop("已经作出决定"), gettext_noop("已准予")
    return gettext_noop("已经作出决定"), gettext_noop("已决定不予许可，理由和您的权利写在决定书里")


def _not_accepted(fact: facts.IntakeRefused) -> Told:
    why = {
        "not_needed": gettext_noop("您要办的事依法不需要取得许可"),
        "not_ours": gettext_noop("您要办的事不归我们办，通知书里写明应当向谁申请"),
    }
    other = gettext_noop("理由和您的权利写在不予受理通知书里")
    return gettext_noop("申请没有受理"), why.get(fact.ground, other)


def _served(fact: facts.Served) -> Told:
    title = gettext_noop("决定书已经送达") if fact.decision else gettext_noop("文书已经送达")
    params = {"way": Reason(WAYS[fact.way]), "on": fact.on}
    return title, Reason(gettext_noop("%(way)s，%(on)s"), params=params)


def _breached(fact: facts.Breached) -> Told:
    text = gettext_noop("%(clock)s到 %(due)s 为止，我们没有按时做到，系统已经记下，非常抱歉")
    return gettext_noop("我们超过了期限"), Reason(
        text, params={"clock": Reason(KINDS[fact.clock].title), "due": fact.due}
    )


def _recomputed(fact: facts.DueRecomputed) -> Told:
    clock = Reason(KINDS[fact.clock].title)
    if fact.stands:
        text = gettext_noop("%(clock)s不变，已经告诉您的 %(before)s 继续有效")
        return gettext_noop("工作日历有更新"), Reason(text, params={"clock": clock, "before": fact.before})
    text = gettext_noop("%(clock)s现在是 %(after)s")
    after = fact.after or Reason(gettext_noop("暂定"))
    return gettext_noop("工作日历有更新"), Reason(text, params={"clock": clock, "after": after})


def _suspended(fact: facts.PromiseSuspended) -> Told:
    text = gettext_noop("%(first)s 至 %(last)s 因%(reason)s闭厅，这几天不计入我们承诺的时间；法定期限不变")
    params: dict[str, object] = {"first": fact.first, "last": fact.last, "reason": fact.reason}
    return gettext_noop("服务大厅临时闭厅"), Reason(text, params=params)


def _requested(fact: facts.CommitmentRequested) -> Told:
    text = gettext_noop("承诺 %(until)s 前补齐 %(count)s 项材料")
    return gettext_noop("您申请容缺受理"), Reason(text, params={"until": fact.until, "count": len(fact.gaps)})


def _denied(fact: facts.ProvisionalDenied) -> Told:
    if fact.until is None:
        return gettext_noop("这次不适用容缺受理"), gettext_noop("原因和依据写在告知书里")
    text = gettext_noop("%(until)s 以前不适用，原因和依据写在告知书里")
    return gettext_noop("这次不适用容缺受理"), Reason(text, params={"until": fact.until})


def _provisionally(fact: facts.ProvisionallyAccepted) -> Told:
    text = gettext_noop("先办起来，请在 %(until)s 前（含当天）补齐 %(count)s 项材料")
    return gettext_noop("申请已经容缺受理"), Reason(
        text, params={"until": fact.until, "count": len(fact.gaps)}
    )


def _piece(fact: facts.PieceSent | facts.PieceArrived) -> Reason:
    params = {"means": Reason(SUPPLY_CHANNELS[fact.means]), "count": len(fact.materials)}
    return Reason(gettext_noop("%(means)s，%(count)s 项"), params=params)


def _piece_checked(fact: facts.PieceChecked) -> Told:
    if fact.accepted:
        return gettext_noop("补交的材料合格"), ""
    return gettext_noop("补交的材料要改一下"), gettext_noop("问题写在上面，到期以前可以重新补交")


def _terminated(fact: facts.Terminated) -> Told:
    return gettext_noop("办理已经终止"), gettext_noop("承诺的材料到期没有补齐，原因写在终止办理通知书里")


SENTENCES: Mapping[str, Callable[..., Told]] = {
    "received": lambda _: (gettext_noop("材料已经收到"), ""),
    "taken_over": lambda _: (gettext_noop("您的申请已经从原来的登记转到这里，期限不变"), ""),
    "power_recorded": lambda _: (gettext_noop("已经登记您的授权委托书"), ""),
    "not_corrected": lambda _: (gettext_noop("有的材料不能当场更正，原因写在记录里"), ""),
    "hearing_offered": _offered,
    "hearing_requested": lambda _: (gettext_noop("已经收到听证的要求"), ""),
    "hearing_waived": lambda _: (gettext_noop("不举行听证"), ""),
    "hearing_arranged": _arranged,
    "hearing_held": lambda _: (gettext_noop("听证已经举行"), ""),
    "slip_returned": _slip,
    "corrected_on_spot": lambda _: (gettext_noop("材料已经当场更正"), ""),
    "supplement_asked": _asked,
    "supplement_supplied": _supplied,
    "accepted": lambda _: (gettext_noop("申请已经受理"), gettext_noop("从第二天起计算办理期限")),
    "deemed_accepted": _deemed,
    "procedure_started": _started,
    "procedure_ended": _ended,
    "extension_granted": _extended,
    "decided": _decided,
    "intake_refused": _not_accepted,
    "return_requested": lambda _: (gettext_noop("您要求退还材料"), ""),
    "materials_returned": lambda fact: (gettext_noop("材料已经退还"), Reason(WAYS[fact.way])),
    "served": _served,
    "withdrawn": lambda _: (gettext_noop("您撤回了申请"), ""),
    "archived": lambda _: (gettext_noop("已经归档"), ""),
    "commitment_requested": _requested,
    "provisional_denied": _denied,
    "provisionally_accepted": _provisionally,
    "piece_sent": lambda fact: (gettext_noop("您告诉我们材料已经发出"), _piece(fact)),
    "piece_arrived": lambda fact: (gettext_noop("补交的材料已经收到"), _piece(fact)),
    "piece_checked": _piece_checked,
    "commitment_kept": lambda _: (gettext_noop("承诺的材料已经补齐，谢谢您"), ""),
    "terminated": _terminated,
    "breached": _breached,
    "due_recomputed": _recomputed,
    "promise_suspended": _suspended,
}


def next_step(state: str, *, until: dt.date | None, late: bool) -> Reason:
    """What happens next, in one sentence: `until` is the applicant's own date, `late` that ours has passed."""
    theirs = state in {"supplement", "provisional"}
    text = LATE if late else NEXT[state] if until or not theirs else NEXT_OPEN
    return Reason(text, params={"until": until} if until else {})


LATE = gettext_noop(
    "我们承诺的日期已经过了，非常抱歉。这件事正在抓紧办理，也已经报告负责人。想问原因，请打电话给我们。"
)
NEXT_OPEN = gettext_noop("请您把缺的材料补齐，可以在网上补交，也可以带到窗口。补齐以后我们马上核对。")
NEXT: Mapping[str, str] = {
    "received": gettext_noop(
        "我们正在核对材料，到期以前告诉您是否受理；到期没有告诉您的，依法视为已经受理。"
    ),
    "supplement": gettext_noop(
        "请您在 %(until)s 前把缺的材料补齐，可以在网上补交，也可以带到窗口。补齐以后我们马上核对。"
    ),
    "provisional": gettext_noop(
        "这件事已经先办起来。请您在 %(until)s 前（含当天）补齐下面的材料；补齐以后我们才能作出准予的决定。"
    ),
    "terminated": gettext_noop(
        "承诺的材料没有按时补齐，办理已经终止，非常抱歉。我们会告诉您，并退还材料；材料备齐以后可以重新申请。"
    ),
    "review": gettext_noop("我们正在审查，在承诺的日期以前作出决定。现在不需要您做什么。"),
    "granted": gettext_noop("决定已经作出，我们会尽快把决定书送到您手里。"),
    "refused": gettext_noop("决定已经作出，我们会把决定书和理由送到您手里，里面写明您申请复议和起诉的权利。"),
    "not_accepted": gettext_noop(
        "这次申请我们不能受理，非常抱歉。我们会把通知书送到您手里，里面写明理由和您申请复议、起诉的权利。"
    ),
    "served": gettext_noop("这件事已经办完。对结果有疑问的，请打电话问我们。"),
    "archived": gettext_noop("这件事已经办完，材料已经归档。"),
    "withdrawn": gettext_noop("您已经撤回申请，我们不再办理。以后需要时可以重新申请。"),
}
