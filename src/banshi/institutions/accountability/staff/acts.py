"""One page for every step of a case: what it asks, what follows, which act it carries out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.accountability.actions import deciding, person, working
from banshi.institutions.accountability.actions.deciding import Answered, MeetingRuling
from banshi.institutions.accountability.actions.working import Found, Heard, Proposed
from banshi.institutions.accountability.forms import office as forms
from banshi.institutions.accountability.forms import person as own
from banshi.institutions.accountability.forms.office import StepForm, WeighForm
from banshi.kernel.ledger.acts import Actor
from banshi.lib.results import gettext_noop

Carry = Callable[[UUID, StepForm, Actor, str], object]


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step: its title and button, the form, what is said afterwards, the act, what follows.

    `paper`: the act's answer is a paper to print. `chooses`: the form picks "free" colleagues or "any".
    """

    title: str
    button: str
    form: type[StepForm]
    done: str
    carry: Carry
    effects: tuple[str, ...] = ()
    paper: bool = False
    chooses: str = ""


def _declare(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    given = form.cleaned_data
    working.declare(
        uid=uid, interest=given["interest"] == "yes", relation=given["relation"], actor=actor, key=key
    )


def _recuse(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    given = form.cleaned_data
    working.recuse(uid=uid, staff_id=given["colleague"], relation=given["relation"], actor=actor, key=key)


def _assign(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    working.assign(uid=uid, investigator_id=form.cleaned_data["colleague"], actor=actor, key=key)


def _record(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    given = form.cleaned_data
    found = Found(given["method"], given["held_on"], given["text"])
    working.record(uid=uid, found=found, actor=actor, key=key)


def _tell(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    working.tell(uid=uid, facts=form.cleaned_data["facts"], actor=actor, key=key)


def _hear(uid: UUID, form: StepForm, actor: Actor, key: str) -> int:
    given = form.cleaned_data
    heard = Heard(given["kind"], given["text"], given["on"], given["silent"])
    return working.hear(uid=uid, heard=heard, actor=actor, key=key)


def _weigh(uid: UUID, form: StepForm, actor: Actor, key: str) -> int:
    assert isinstance(form, WeighForm)
    return working.weigh(
        uid=uid, answers=form.answers, opinion=form.cleaned_data["opinion"], actor=actor, key=key
    )


def _propose(uid: UUID, form: StepForm, actor: Actor, key: str) -> int:
    given = form.cleaned_data
    proposed = Proposed(given["outcome"], given["text"], given["basis"])
    return working.propose(uid=uid, proposed=proposed, actor=actor, key=key)


def _drop(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    working.drop(uid=uid, reason=form.cleaned_data["reason"], actor=actor, key=key)


def _decide(uid: UUID, form: StepForm, actor: Actor, key: str) -> int:
    decided = MeetingRuling(**{name: form.cleaned_data[name] for name in MeetingRuling.__slots__})
    return deciding.decide(uid=uid, decided=decided, actor=actor, key=key)


def _send_back(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    deciding.send_back(uid=uid, reason=form.cleaned_data["reason"], actor=actor, key=key)


def _notify(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    deciding.notify(uid=uid, on=form.cleaned_data["on"], actor=actor, key=key)


def _feed_back(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    deciding.feed_back(uid=uid, text=form.cleaned_data["text"], actor=actor, key=key)


def _answered(form: StepForm) -> Answered:
    given = form.cleaned_data
    return Answered(given["result"], given["text"], given["outcome"])


def _review(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    deciding.review(uid=uid, answered=_answered(form), actor=actor, key=key)


def _answer_appeal(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    deciding.answer_appeal(uid=uid, answered=_answered(form), actor=actor, key=key)


def _check(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    given = form.cleaned_data
    deciding.check(
        uid=uid, done=given["done"] == "yes", note=given["note"], due=given["due"], actor=actor, key=key
    )


def _close(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    deciding.close(uid=uid, actor=actor, key=key)


def _state(uid: UUID, form: StepForm, actor: Actor, key: str) -> int:
    return person.state(uid=uid, text=form.cleaned_data["text"], actor=actor, key=key)


def _waive(uid: UUID, form: StepForm, actor: Actor, key: str) -> int:
    return person.waive(uid=uid, actor=actor, key=key)


def _object(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    given = form.cleaned_data
    person.ask(uid=uid, kind=given["kind"], text=given["text"], actor=actor, key=key)


def _report(uid: UUID, form: StepForm, actor: Actor, key: str) -> None:
    person.report(uid=uid, text=form.cleaned_data["text"], actor=actor, key=key)


SEEN_BY_PERSON = gettext_noop("本人从现在起看得到事实、调查记录和以后的处理建议，可以陈述、申辩。")
# In the order of the work; the first that is open is the one button.
STEPS: Mapping[str, StepPage] = {
    "declare": StepPage(
        gettext_noop("回避声明"),
        gettext_noop("作出声明"),
        forms.DeclareForm,
        gettext_noop("声明已经记下。"),
        _declare,
        (gettext_noop("有利害关系的，从现在起看不到这一件，由受理部门另定人。"),),
    ),
    "propose": StepPage(
        gettext_noop("提出处理建议"),
        gettext_noop("提出，报局党组"),
        forms.ProposeForm,
        gettext_noop("已经报局党组，本人看得到建议。"),
        _propose,
        (
            gettext_noop("出具《问责调查报告》，连同陈述申辩和容错审查意见，提交局党组会议。"),
            gettext_noop("由局党组决定，系统和承办部门都不作决定。"),
        ),
        paper=True,
    ),
    "weigh": StepPage(
        gettext_noop("容错审查"),
        gettext_noop("完成审查"),
        forms.WeighForm,
        gettext_noop("容错审查已经完成。"),
        _weigh,
        (gettext_noop("每一种情形都要回答有没有、为什么；没有审查，不能提出建议，也不能决定。"),),
        paper=True,
    ),
    "hear": StepPage(
        gettext_noop("记下本人的口头陈述，或者放弃"),
        gettext_noop("记下"),
        forms.HearForm,
        gettext_noop("已经记下，陈述申辩记录可以打印。"),
        _hear,
        (
            gettext_noop("书面的由本人在“关于我的”里自己写。"),
            gettext_noop("期满没有表示的，期限过了才可以记为放弃。"),
        ),
        paper=True,
    ),
    "tell": StepPage(
        gettext_noop("把事实和依据告诉本人"),
        gettext_noop("告诉本人"),
        forms.FactsForm,
        gettext_noop("已经告诉本人，陈述申辩的期限开始计算。"),
        _tell,
        (SEEN_BY_PERSON, gettext_noop("请当面或者打电话再说一遍，让本人知道到哪里看。")),
    ),
    "record": StepPage(
        gettext_noop("记下调查核实"),
        gettext_noop("记下"),
        forms.RecordForm,
        gettext_noop("已经记下。"),
        _record,
        (gettext_noop("告诉本人以后，本人看得到这些记录。告知以后再记的，要再告诉本人一次。"),),
    ),
    "decide": StepPage(
        gettext_noop("记下局党组会议的决定"),
        gettext_noop("记下，出具决定书"),
        forms.DecideForm,
        gettext_noop("决定已经记下，决定书可以打印。"),
        _decide,
        (
            gettext_noop("决定书写明事实、陈述申辩、容错意见、结果、整改措施和复核申诉的途径。"),
            gettext_noop("由受理部门送交本人，送交以后本人才看到决定。"),
        ),
        paper=True,
    ),
    "notify": StepPage(
        gettext_noop("决定书已经送交本人"),
        gettext_noop("记下送交的日期"),
        forms.DayForm,
        gettext_noop("已经记下，复核和申诉的期限从这一天起算。"),
        _notify,
        (gettext_noop("本人从送交之日起 30 日内可以申请复核，也可以直接申诉。"),),
    ),
    "review": StepPage(
        gettext_noop("记下复核决定"),
        gettext_noop("记下"),
        forms.AnswerForm,
        gettext_noop("复核决定已经记下，本人看得到。"),
        _review,
        (gettext_noop("复核以后仍不服的，本人 15 日内可以申诉。"),),
    ),
    "check": StepPage(
        gettext_noop("查验整改"),
        gettext_noop("记下查验"),
        forms.CheckForm,
        gettext_noop("查验已经记下。"),
        _check,
    ),
    "feed_back": StepPage(
        gettext_noop("向反映问题的一方反馈"),
        gettext_noop("记下反馈"),
        forms.FeedbackForm,
        gettext_noop("反馈已经记下。"),
        _feed_back,
        (gettext_noop("投诉举报的反馈由投诉举报受理部门去说，这里不写、也看不到是谁投诉的。"),),
    ),
    "close": StepPage(
        gettext_noop("办结"), gettext_noop("办结"), StepForm, gettext_noop("已经办结。"), _close
    ),
    "drop": StepPage(
        gettext_noop("不属实，不予问责"),
        gettext_noop("关闭这一件"),
        forms.ReasonForm,
        gettext_noop("已经关闭，不计入本人的考核。"),
        _drop,
        (gettext_noop("不留在本人的任何记录里；已经告诉过本人的，本人会看到结果。"),),
    ),
    "send_back": StepPage(
        gettext_noop("退回，再作核实"),
        gettext_noop("退回"),
        forms.ReasonForm,
        gettext_noop("已经退回承办人。"),
        _send_back,
        (gettext_noop("核实以后要再告诉本人、再听取陈述申辩，再报局党组。"),),
    ),
    "answer_appeal": StepPage(
        gettext_noop("记下申诉的结果"),
        gettext_noop("记下"),
        forms.AnswerForm,
        gettext_noop("申诉的结果已经记下，本人看得到。"),
        _answer_appeal,
    ),
    "assign": StepPage(
        gettext_noop("另定承办人"),
        gettext_noop("确定"),
        forms.ColleagueForm,
        gettext_noop("已经另定承办人。"),
        _assign,
        (gettext_noop("新的承办人要重新作回避声明，期限不变。"),),
        chooses="free",
    ),
    "recuse": StepPage(
        gettext_noop("决定有关人员回避"),
        gettext_noop("决定回避"),
        forms.RecuseForm,
        gettext_noop("已经决定回避。"),
        _recuse,
        (gettext_noop("这位同事从现在起看不到这一件。"),),
        chooses="free",
    ),
}
OWN: Mapping[str, StepPage] = {
    "state": StepPage(
        gettext_noop("陈述和申辩"),
        gettext_noop("提交"),
        own.StateForm,
        gettext_noop("已经提交，承办人会看到。"),
        _state,
        (
            gettext_noop("您可以说明事实、理由，指出证据；不会因为申辩加重处理。"),
            gettext_noop("提交以后还可以再补充，直到容错审查完成。"),
        ),
    ),
    "waive": StepPage(
        gettext_noop("没有要说的"),
        gettext_noop("确认放弃陈述申辩"),
        own.WaiveForm,
        gettext_noop("已经记下。"),
        _waive,
        (gettext_noop("放弃以后，还没有完成容错审查的，您仍然可以补充陈述。"),),
    ),
    "report_correction": StepPage(
        gettext_noop("报告整改"),
        gettext_noop("报告"),
        own.ReportForm,
        gettext_noop("已经报告，等候查验。"),
        _report,
    ),
    "object": StepPage(
        gettext_noop("申请复核或者提出申诉"),
        gettext_noop("提出"),
        own.ObjectForm,
        gettext_noop("已经提出。复核、申诉期间，原决定不停止执行。"),
        _object,
        (
            gettext_noop(
                "复核由局党组作出，30 日内答复；申诉向同级公务员主管部门或者上一级机关提出，"
                "这里记下您已经提出。"
            ),
            gettext_noop("不会因为申请复核、提出申诉加重处理。"),
        ),
    ),
}
