"""What each fact says, in a few plain words and its particulars."""

from collections.abc import Callable, Mapping

from banshi.kernel.cases import facts
from banshi.kernel.cases.fact import Fact
from banshi.kernel.catalogue.schema import SPECIAL_KINDS
from banshi.kernel.clocks.fold import limit_of
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.sentences_of_claims import CLAIMS
from banshi.lib.results import Reason, gettext_noop

CHANNELS = {
    "counter": gettext_noop("窗口"),
    "online": gettext_noop("网上"),
    "post": gettext_noop("邮寄"),
    "api": gettext_noop("系统对接"),
}
WAYS = {
    "in_person": gettext_noop("当面交付"),
    "post": gettext_noop("邮寄"),
    "electronic": gettext_noop("电子送达"),
    "phone": gettext_noop("电话告知"),
    "public_notice": gettext_noop("公告送达"),
}
SUPPLY_CHANNELS = {
    "post": gettext_noop("邮寄"),
    "email": gettext_noop("电子邮件"),
    "fax": gettext_noop("传真"),
    "online": gettext_noop("网上提交"),
    "in_person": gettext_noop("当面交来"),
}
LISTENERS = {
    "handler": gettext_noop("经办人"),
    "head": gettext_noop("经办人和科室负责人"),
    "leader": gettext_noop("经办人、科室负责人和局领导"),
}
BY_AGENT = gettext_noop("%(way)s，由代理人收下，%(on)s")
NOT_ACCEPTED = {
    "not_needed": gettext_noop("依法不需要取得许可"),
    "not_ours": gettext_noop("不属于本机关职权范围，已告知应当向谁申请"),
    "NF-1": gettext_noop("缺必需的材料、事实依据，或者经审核有误、不实"),
    "NF-2": gettext_noop("申请本身违反国家法律法规"),
    "NF-3": gettext_noop("以伪造、隐瞒、欺诈的方式提交材料，已经查实"),
    "NF-4": gettext_noop("其他符合否定备案的情况"),
}
ANSWERS = {
    "approved": gettext_noop("同意"),
    "sent_back": gettext_noop("退回，按批示意见办理"),
    "taken_over": gettext_noop("由局领导直接决定"),
}
Names = Mapping[int, str]
Told = tuple[str, Reason | str]


def sentence(fact: Fact, names: Names) -> Told:
    """What a fact says: a few words, and the particulars."""
    return SENTENCES[fact.kind](fact, names)


def _received(fact: facts.Received, names: Names) -> Told:
    params: dict[str, object] = {"channel": Reason(CHANNELS[fact.channel]), "count": len(fact.materials)}
    text = gettext_noop("%(channel)s提交，齐全的材料 %(count)s 份")
    if fact.agent:
        text = gettext_noop("由代理人通过%(channel)s提交，齐全的材料 %(count)s 份")
    elif fact.others:
        text = gettext_noop("%(people)s 人共同申请，%(channel)s提交，齐全的材料 %(count)s 份")
        params["people"] = len(fact.others) + 1
    return gettext_noop("收件"), Reason(text, params=params)


def _taken_over(fact: facts.TakenOver, names: Names) -> Told:
    params: dict[str, object] = {"number": fact.old_number, "received": fact.received_on}
    text = gettext_noop("原登记编号 %(number)s，%(received)s 收件，还没有受理")
    if fact.accepted_on:
        text = gettext_noop(
            "原登记编号 %(number)s，%(received)s 收件，%(accepted)s 受理，期限从受理次日起计算"
        )
        params["accepted"] = fact.accepted_on
    return gettext_noop("从原来的登记转入"), Reason(text, params=params)


def _power(fact: facts.PowerRecorded, names: Names) -> Told:
    text = gettext_noop("%(first)s 至 %(last)s 可以由代理人办理")
    return gettext_noop("登记授权委托"), Reason(text, params={"first": fact.first, "last": fact.last})


def _checked(fact: facts.MaterialsChecked, names: Names) -> Told:
    params = {"present": len(fact.present), "wrong": len(fact.wrong)}
    text = gettext_noop("%(present)s 份齐全，%(wrong)s 份需更正")
    return gettext_noop("核对材料"), Reason(text, params=params)


def _papers(fact: facts.CorrectedOnSpot | facts.NotCorrected | facts.SupplementSupplied) -> Reason:
    by_agent = getattr(fact, "power", None) is not None
    text = (
        gettext_noop("代理人交来第 %(papers)s 项材料") if by_agent else gettext_noop("第 %(papers)s 项材料")
    )
    return Reason(text, params={"papers": "、".join(map(str, fact.materials))})


def _asked(fact: facts.SupplementAsked, names: Names) -> Told:
    title = gettext_noop("再次告知补正") if fact.again else gettext_noop("一次性告知补正")
    params = {"count": len(fact.gaps), "until": fact.until}
    return title, Reason(gettext_noop("缺 %(count)s 项，请申请人在 %(until)s 前补齐"), params=params)


def _accepted(fact: facts.Accepted, names: Names) -> Told:
    text = gettext_noop("法定期限：%(statutory)s；承诺期限：%(promised)s；从次日起计算")
    return gettext_noop("受理"), Reason(text, params=_limits(fact))


def _deemed(fact: facts.DeemedAccepted, names: Names) -> Told:
    text = gettext_noop("%(missed)s 前没有告知申请人，依法从收件之日起视为受理")
    return gettext_noop("视为受理"), Reason(text, params={"missed": fact.missed})


def _limits(fact: facts.Accepted) -> dict[str, object]:
    return {"statutory": limit_of(fact.statutory).words, "promised": limit_of(fact.promised).words}


def _assigned(fact: facts.Assigned, names: Names) -> Told:
    params = {"name": names.get(fact.handler, "—")}
    return gettext_noop("已改派"), Reason(gettext_noop("由%(name)s经办"), params=params)


def _recused(fact: facts.Recused, names: Names) -> Told:
    params = {"name": names.get(fact.staff, "—")}
    return gettext_noop("申报回避"), Reason(gettext_noop("%(name)s不再办理这一件"), params=params)


def _started(fact: facts.ProcedureStarted, names: Names) -> Told:
    kind = Reason(SPECIAL_KINDS.get(fact.procedure_kind, fact.procedure_kind))
    text = gettext_noop("%(kind)s，%(first)s 至 %(last)s 不计入期限")
    return gettext_noop("停表"), Reason(text, params={"kind": kind, "first": fact.first, "last": fact.last})


def _ended(fact: facts.ProcedureEnded, names: Names) -> Told:
    text = gettext_noop("最后一天是 %(last)s，从次日起恢复计时")
    return gettext_noop("特别程序提前结束"), Reason(text, params={"last": fact.last})


def _days(fact: facts.ExtensionRequested | facts.ExtensionGranted) -> Reason:
    return Reason(gettext_noop("%(days)s 个工作日"), params={"days": fact.days})


def _decided(fact: facts.Decided, names: Names) -> Told:
    outcome = gettext_noop("已准予") if fact.granted else gettext_noop("已决定不予许可")
    return gettext_noop("作出决定"), outcome


def _not_accepted(fact: facts.IntakeRefused, names: Names) -> Told:
    return gettext_noop("不予受理"), NOT_ACCEPTED.get(fact.ground, Reason(fact.ground))


def _answered(fact: facts.InstructionsAnswered, names: Names) -> Told:
    return gettext_noop("局领导批示"), ANSWERS[fact.answer]


def _filed(fact: facts.RefusalFiled, names: Names) -> Told:
    return gettext_noop("报市营商局备案"), ""


def _receipted(fact: facts.RefusalReceipted, names: Names) -> Told:
    params = {"receipt": fact.receipt}
    return gettext_noop("收到备案回执"), Reason(gettext_noop("回执编号 %(receipt)s"), params=params)


def _unfiled(fact: facts.RefusalUnfiled, names: Names) -> Told:
    text = gettext_noop("到 %(due)s 还没有报市营商局备案，已提醒局审批科")
    return gettext_noop("备案没有报送"), Reason(text, params={"due": fact.due})


def _return_asked(fact: facts.ReturnRequested, names: Names) -> Told:
    text = gettext_noop("通过%(channel)s提出")
    return gettext_noop("申请人要求退还材料"), Reason(
        text, params={"channel": Reason(CHANNELS[fact.channel])}
    )


def _served(fact: facts.Served, names: Names) -> Told:
    title = gettext_noop("送达决定") if fact.decision else gettext_noop("送达文书")
    params = {"way": Reason(WAYS[fact.way]), "on": fact.on}
    text = gettext_noop("%(way)s，%(on)s")
    return title, Reason(text if fact.power is None else BY_AGENT, params=params)


def _slip(fact: facts.SlipReturned, names: Names) -> Told:
    text = gettext_noop("回执上的收到日期是 %(on)s，从这一天起算送达")
    return gettext_noop("邮政回执已退回"), Reason(text, params={"on": fact.on})


def _withdrawn(fact: facts.Withdrawn, names: Names) -> Told:
    params: dict[str, object] = {"channel": Reason(CHANNELS[fact.channel])}
    text = gettext_noop("通过%(channel)s提出，期限停止计算")
    if len(fact.applicants) > 1:
        text = gettext_noop("%(people)s 位申请人一致同意，通过%(channel)s提出，期限停止计算")
        params["people"] = len(fact.applicants)
    elif fact.powers:
        text = gettext_noop("由代理人通过%(channel)s提出，期限停止计算")
    return gettext_noop("申请人撤回"), Reason(text, params=params)


def _offered(fact: facts.HearingOffered, names: Names) -> Told:
    text = gettext_noop("%(until)s 以前可以要求听证")
    return gettext_noop("告知听证权利"), Reason(
        text, params={"until": fact.until or Reason(gettext_noop("暂定"))}
    )


def _hearing_asked(fact: facts.HearingRequested, names: Names) -> Told:
    title = gettext_noop("申请人要求听证")
    if fact.person is not None:
        title = gettext_noop("利害关系人要求听证")
    if fact.latest is None:
        return title, gettext_noop("最晚的举行日期，等日历公布后确定")
    return title, Reason(gettext_noop("最晚 %(latest)s 举行"), params={"latest": fact.latest})


def _arranged(fact: facts.HearingArranged, names: Names) -> Told:
    text = gettext_noop("%(on)s 举行，主持人 %(chair)s")
    return gettext_noop("通知听证"), Reason(text, params={"on": fact.on, "chair": names.get(fact.chair, "—")})


def _held(fact: facts.HearingHeld, names: Names) -> Told:
    return gettext_noop("听证已经举行"), Reason(gettext_noop("%(on)s，笔录已经签名"), params={"on": fact.on})


def _interested(fact: facts.InterestedTold, names: Names) -> Told:
    text = gettext_noop("%(until)s 以前可以陈述和申辩")
    return gettext_noop("告知利害关系人"), Reason(text, params={"until": fact.until})


def _statement(fact: facts.StatementHeard, names: Names) -> Told:
    made = gettext_noop("意见已经记入案卷")
    return gettext_noop("听取利害关系人意见"), made if fact.made else gettext_noop("对方表示没有意见")


def _archived(fact: facts.Archived, names: Names) -> Told:
    return gettext_noop("已归档"), Reason(gettext_noop("卷号 %(volume)s"), params={"volume": fact.volume})


def _warned(fact: facts.Warned, names: Names) -> Told:
    who = LISTENERS.get(fact.rung)
    params: dict[str, object] = {"clock": Reason(KINDS[fact.clock].title), "due": fact.due}
    if who is None:
        return gettext_noop("期限已过"), Reason(gettext_noop("%(clock)s到 %(due)s 为止"), params=params)
    text = gettext_noop("%(clock)s %(due)s 到期，已提醒%(who)s")
    return gettext_noop("到期预警"), Reason(text, params=params | {"who": Reason(who)})


def _breached(fact: facts.Breached, names: Names) -> Told:
    params = {"clock": Reason(KINDS[fact.clock].title), "due": fact.due}
    return gettext_noop("超期"), Reason(gettext_noop("%(clock)s %(due)s 到期，没有按时办结"), params=params)


def _suspended(fact: facts.PromiseSuspended, names: Names) -> Told:
    text = gettext_noop("%(first)s 至 %(last)s 因%(reason)s闭厅，不计入承诺期限；法定期限不变")
    params: dict[str, object] = {"first": fact.first, "last": fact.last, "reason": fact.reason}
    return gettext_noop("闭厅，承诺期限顺延"), Reason(text, params=params)


def _recomputed(fact: facts.DueRecomputed, names: Names) -> Told:
    params: dict[str, object] = {
        "clock": Reason(KINDS[fact.clock].title),
        "before": fact.before or Reason(gettext_noop("暂定")),
        "after": fact.after or Reason(gettext_noop("暂定")),
        "calendar": fact.calendar,
    }
    text = gettext_noop("%(clock)s由 %(before)s 改为 %(after)s（%(calendar)s 年工作日历）")
    if fact.stands:
        text = gettext_noop("%(clock)s按 %(calendar)s 年工作日历会缩短，已告知的 %(before)s 继续有效")
    return gettext_noop("重新计算期限"), Reason(text, params=params)


def _judged(fact: facts.ToleranceJudged, names: Names) -> Told:
    text = gettext_noop("第 %(paper)s 项材料在这一件里可以后补")
    return gettext_noop("科室判定可以容缺"), Reason(text, params={"paper": fact.material})


def _requested(fact: facts.CommitmentRequested, names: Names) -> Told:
    text = gettext_noop("%(channel)s提出，承诺在 %(until)s 前补齐 %(count)s 项材料")
    params = {"channel": Reason(CHANNELS[fact.channel]), "until": fact.until, "count": len(fact.gaps)}
    title = gettext_noop("申请容缺受理，已签承诺书") if fact.signed else gettext_noop("申请容缺受理")
    return title, Reason(text, params=params)


def _denied(fact: facts.ProvisionalDenied, names: Names) -> Told:
    if fact.until is None:
        return gettext_noop("不适用容缺受理"), gettext_noop("理由和依据已经当场书面告知")
    text = gettext_noop("%(until)s 以前不适用，理由和依据已经当场书面告知")
    return gettext_noop("不适用容缺受理"), Reason(text, params={"until": fact.until})


def _provisionally(fact: facts.ProvisionallyAccepted, names: Names) -> Told:
    text = gettext_noop(
        "后补 %(count)s 项材料，%(until)s 为止；法定期限：%(statutory)s；承诺期限：%(promised)s；从次日起计算"
    )
    params = {
        "count": len(fact.gaps),
        "until": fact.until,
        "statutory": limit_of(fact.statutory).words,
        "promised": limit_of(fact.promised).words,
    }
    return gettext_noop("容缺受理"), Reason(text, params=params)


def _piece(fact: facts.PieceSent | facts.PieceArrived) -> Reason:
    params = {
        "papers": "、".join(map(str, fact.materials)),
        "means": Reason(SUPPLY_CHANNELS[fact.means]),
    }
    if fact.power is not None:
        return Reason(gettext_noop("代理人交来第 %(papers)s 项材料，%(means)s"), params=params)
    return Reason(gettext_noop("第 %(papers)s 项材料，%(means)s"), params=params)


def _piece_checked(fact: facts.PieceChecked, names: Names) -> Told:
    text = gettext_noop("第 %(paper)s 项材料合格")
    if not fact.accepted:
        text = gettext_noop("第 %(paper)s 项材料不合格，问题已经告诉申请人")
    return gettext_noop("核对后补的材料"), Reason(text, params={"paper": fact.material})


def _kept(fact: facts.CommitmentKept, names: Names) -> Told:
    if fact.counts == "completion":
        text = gettext_noop("容缺的材料已全部补齐，承诺期限从次日起重新计算")
        return gettext_noop("承诺已经兑现"), text
    return gettext_noop("承诺已经兑现"), gettext_noop("容缺的材料已全部补齐，期限照常计算")


def _terminated(fact: facts.Terminated, names: Names) -> Told:
    text = gettext_noop("到期没有补齐 %(count)s 项材料，已报局审批科核实")
    if fact.reason == "not_acceptable":
        text = gettext_noop("后补的 %(count)s 项材料不符合要求，已报局审批科核实")
    return gettext_noop("终止办理"), Reason(text, params={"count": len(fact.gaps)})


SENTENCES: Mapping[str, Callable[..., Told]] = {
    "received": _received,
    "taken_over": _taken_over,
    "power_recorded": _power,
    "materials_checked": _checked,
    "corrected_on_spot": lambda fact, _: (gettext_noop("当场更正"), _papers(fact)),
    "not_corrected": lambda fact, _: (gettext_noop("不能当场更正"), _papers(fact)),
    "supplement_asked": _asked,
    "supplement_supplied": lambda fact, _: (gettext_noop("申请人补交"), _papers(fact)),
    "accepted": _accepted,
    "deemed_accepted": _deemed,
    "assigned": _assigned,
    **CLAIMS,
    "recused": _recused,
    "procedure_started": _started,
    "procedure_ended": _ended,
    "extension_requested": lambda fact, _: (gettext_noop("申请延期"), _days(fact)),
    "extension_granted": lambda fact, _: (gettext_noop("批准延期"), _days(fact)),
    "extension_declined": lambda fact, _: (gettext_noop("不批准延期"), ""),
    "hearing_offered": _offered,
    "hearing_requested": _hearing_asked,
    "hearing_waived": lambda fact, _: (gettext_noop("放弃听证"), ""),
    "hearing_arranged": _arranged,
    "hearing_held": _held,
    "interested_told": _interested,
    "statement_heard": _statement,
    "decided": _decided,
    "intake_refused": _not_accepted,
    "instructions_requested": lambda fact, _: (gettext_noop("请示局领导"), ""),
    "instructions_answered": _answered,
    "refusal_archived": lambda fact, _: (
        gettext_noop("否定备案归档"),
        Reason(gettext_noop("档号 %(number)s"), params={"number": fact.number}),
    ),
    "refusal_filed": _filed,
    "refusal_receipted": _receipted,
    "refusal_unfiled": _unfiled,
    "return_requested": _return_asked,
    "materials_returned": lambda fact, _: (gettext_noop("材料已经退还"), Reason(WAYS[fact.way])),
    "served": _served,
    "slip_returned": _slip,
    "withdrawn": _withdrawn,
    "archived": _archived,
    "warned": _warned,
    "breached": _breached,
    "due_recomputed": _recomputed,
    "promise_suspended": _suspended,
    "told": lambda fact, _: (gettext_noop("答复咨询"), ""),
    "tolerance_judged": _judged,
    "commitment_requested": _requested,
    "provisional_declined": lambda fact, _: (
        gettext_noop("已告知可以容缺受理"),
        gettext_noop("申请人不要容缺受理"),
    ),
    "provisional_denied": _denied,
    "provisionally_accepted": _provisionally,
    "piece_sent": lambda fact, _: (gettext_noop("申请人说材料已经发出"), _piece(fact)),
    "piece_arrived": lambda fact, _: (gettext_noop("收到后补的材料"), _piece(fact)),
    "piece_checked": _piece_checked,
    "commitment_kept": _kept,
    "terminated": _terminated,
}
