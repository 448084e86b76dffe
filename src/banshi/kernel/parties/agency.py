"""Who may act on the applicant's side: an agent within scope and time of the power, joint applicants. Pure.

The licensing law (29) lets an agent apply unless presence is needed. No annex speaks of agents in general (04-07
asks for the power of attorney with a commitment), so every rule is told under which article the step stands:
handing in and supplying 06-03-2, taking back 07-03, receiving a paper 06-08.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from banshi.lib.results import Decision, Reason, gettext_noop

PERSONALLY = gettext_noop("请申请人本人来办；或者请代理人交一份新的授权委托书，在办件页上登记以后再办。")


@dataclass(frozen=True, slots=True)
class Power:
    """A power of attorney: whose, to whom (party ids), for which items (none: all), first and last day, the paper."""

    principal: int
    agent: int
    items: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    evidence: str


def power(given: Power, *, item: str, today: dt.date, agents: bool, articles: tuple[str, ...]) -> Decision:
    """Whether an agent may act today on an item (its code) by this power; `agents`: the item lets agents act."""
    reasons = tuple(_faults(given, item, today, agents, articles))
    instead = (Reason(PERSONALLY, articles),) if reasons and agents else ()
    return Decision(not reasons, reasons, articles, instead)


def _faults(
    given: Power, item: str, today: dt.date, agents: bool, articles: tuple[str, ...]
) -> Iterator[Reason]:
    if not agents:
        yield Reason(gettext_noop("这件事依法要本人到场，不能委托代理人。"), articles, "agent.name")
    if given.agent == given.principal:
        yield Reason(gettext_noop("代理人不能是申请人本人。"), articles, "agent.number")
    if given.items and item not in given.items:
        yield Reason(gettext_noop("这份授权委托书没有写明可以代办这件事。"), articles, "agent.items")
    if not given.evidence.strip():
        yield Reason(gettext_noop("请写明看到了哪份授权委托书。"), articles, "agent.evidence")
    yield from _out_of_time(given, today, articles)


def _out_of_time(given: Power, today: dt.date, articles: tuple[str, ...]) -> Iterator[Reason]:
    if given.first is None or given.last is None or given.last < given.first:
        sentence = gettext_noop("请写明授权委托从哪天起、到哪天为止，截止日期不能早于开始日期。")
        yield Reason(sentence, articles, "agent.last")
    elif today < given.first:
        sentence = gettext_noop("授权委托从 %(first)s 起才有效，今天还不能代办。")
        yield Reason(sentence, articles, "agent.first", {"first": given.first})
    elif today > given.last:
        sentence = gettext_noop("授权委托到 %(last)s 为止，已经过期，今天不能代办。")
        yield Reason(sentence, articles, "agent.last", {"last": given.last})


def together(numbers: Sequence[str], *, needed: int) -> Decision:
    """Whether enough different people apply together; `numbers` tell them apart, the applicant first (06-03-2)."""
    articles, reasons = ("06-03-1", "06-03-2"), []
    if len(numbers) < needed:
        sentence = gettext_noop("这件事至少要 %(needed)s 人一起申请，现在只填了 %(count)s 人。")
        params = {"needed": needed, "count": len(numbers)}
        reasons.append(Reason(sentence, articles, "co_applicants", params))
    for at, number in enumerate(numbers):
        if number in numbers[:at]:
            sentence = gettext_noop("同一个人不能填两次，请核对证件号码。")
            reasons.append(Reason(sentence, articles, f"co_applicants[{at}].number"))
    return Decision(not reasons, tuple(reasons), articles)


def all_agree(applicants: Sequence[int], agreeing: Collection[int]) -> Decision:
    """A joint application is taken back by all who made it, nobody's half (07-03)."""
    if missing := len(set(applicants) - set(agreeing)):
        sentence = gettext_noop("联合申请要全体申请人同意才能撤回，还有 %(count)s 人没有同意。")
        return Decision(
            False,
            (Reason(sentence, ("07-03",), "said", {"count": missing}),),
            ("07-03",),
            (
                Reason(
                    gettext_noop(
                        "请全体申请人一起到窗口，或者寄来全体签名的书面申请；没有撤回的，继续办理。"
                    ),
                    ("07-03",),
                ),
            ),
        )
    return Decision(True, (), ("07-03",))


def spoken_for(said: Mapping[int, Power | None]) -> Decision:
    """Each applicant speaks in person (None) or through an agent who holds that applicant's own power (07-03)."""
    wrong = [party for party, by in said.items() if by is not None and by.principal != party]
    if not wrong:
        return Decision(True, (), ("07-03",))
    sentence = gettext_noop("代理人只能替委托他的人说话，请核对是谁的授权委托书。")
    return Decision(False, (Reason(sentence, ("07-03",), "said"),), ("07-03",))
