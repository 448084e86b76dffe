"""Setting up the hall: what numbers are taken for, and which windows serve it (08-04-2, 09-02-5)."""

from dataclasses import dataclass
from string import ascii_uppercase

from django.db.models import Q

from banshi.kernel.hall import actions as hall
from banshi.kernel.hall.life import PRESENT
from banshi.kernel.hall.models import Counter, Queue, Visit
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.models import Section
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import Reason, Refused, gettext_noop

BAD_LETTER = gettext_noop("字母请用 A 到 Z 中的一个。")
LETTER_TAKEN = gettext_noop("字母 %(letter)s 已经给了“%(queue)s”，请换一个字母。")
LETTER_STAYS = gettext_noop("已经取过号的，字母不能改，请另外新增一个。")
NO_NAME = gettext_noop("请写明中文和英文的名称。")
NO_SECTION = gettext_noop("请在列出的科室中选择。")
SECTION_TAKEN = gettext_noop("这个科室的号已经在“%(queue)s”取，一个科室只用一个字母。")
DESK_TAKEN = gettext_noop("咨询台的号已经在“%(queue)s”取，咨询台只用一个字母。")
PEOPLE_WAIT = gettext_noop("“%(queue)s”还有 %(count)s 人没有办完，办完以后再停用，或者先转到别的队列。")
UNSERVED = gettext_noop("“%(queue)s”还没有窗口办理，请先在窗口里选上。")
LAST_WINDOW = gettext_noop("%(counter)s是办理“%(queue)s”的唯一窗口，请先让别的窗口办理，或者先停用这个队列。")
BAD_CODE = gettext_noop("窗口编号请写 1 到 8 个字，例如 8。")
CODE_TAKEN = gettext_noop("编号 %(code)s 已经给了%(counter)s，请换一个编号。")
NO_QUEUES = gettext_noop("请选择这个窗口办理哪些事。")
OCCUPIED = gettext_noop("%(counter)s现在由%(name)s使用，等这位同事离开窗口以后再停用。")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePlan:
    """What people take a number for: its letter and names; `section_id` None is the consultation desk."""

    letter: str
    section_id: int | None
    name_zh: str
    name_en: str
    hint_zh: str = ""
    hint_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPlan:
    """A window: its code and names, its place in the hall, and the queues (ids) it serves."""

    code: str
    name_zh: str
    name_en: str
    seq: int
    queue_ids: tuple[int, ...]


@act("add_queue", "08-04-2-1")
def add_queue(*, plan: QueuePlan, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A new queue; no number is taken there before it is opened. Returns its id."""
    permit(actor, "set_up_hall")
    queue = Queue(open=False)
    _fit_queue(queue, plan)
    queue.save()
    _record(f"queue:{queue.pk}", "queue_added", cites, actor, letter=queue.letter, section=queue.section_id)
    return queue.pk


@act("change_queue", "08-04-2-1")
def change_queue(*, queue_id: int, plan: QueuePlan, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Other names, or another section. The letter stays once a number was taken under it. Returns the id."""
    permit(actor, "set_up_hall")
    queue = _queue(queue_id)
    taken = Visit.objects.filter(queue=queue).order_by("id").exists()
    if taken and plan.letter.strip().upper() != queue.letter:
        raise Refused(Reason(LETTER_STAYS, ("08-04-2-1",), "letter"))
    if plan.section_id != queue.section_id:
        _nobody_waits(queue)
    _fit_queue(queue, plan)
    queue.save()
    _record(f"queue:{queue.pk}", "queue_changed", cites, actor, letter=queue.letter, section=queue.section_id)
    return queue.pk


@act("open_queue", "08-04-2-1")
def open_queue(*, queue_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Let numbers be taken; refused while no window in use serves the queue. Returns the id."""
    permit(actor, "set_up_hall")
    queue = _queue(queue_id)
    if not queue.counters.filter(in_use=True).exists():
        raise Refused(Reason(UNSERVED, ("08-04-2-1",), "", {"queue": queue.name_zh}))
    return _switch_queue(queue, actor, cites, is_open=True)


@act("shut_queue", "08-04-2-1")
def shut_queue(*, queue_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Let no more numbers be taken; refused while somebody with a number is still here. Returns the id."""
    permit(actor, "set_up_hall")
    queue = _queue(queue_id)
    _nobody_waits(queue)
    return _switch_queue(queue, actor, cites, is_open=False)


@act("add_counter", "09-02-5")
def add_counter(*, plan: CounterPlan, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A new window, in use at once. Returns its id."""
    permit(actor, "set_up_hall")
    counter = Counter()
    _fit_counter(counter, plan)
    counter.save()
    counter.queues.set(plan.queue_ids)
    _record(f"counter:{counter.pk}", "counter_added", cites, actor, queues=sorted(plan.queue_ids))
    return counter.pk


@act("change_counter", "09-02-5")
def change_counter(*, counter_id: int, plan: CounterPlan, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Other names, another place, other queues; an open queue keeps at least one window. Returns the id."""
    permit(actor, "set_up_hall")
    counter = hall.locked_counter(counter_id)
    _fit_counter(counter, plan)
    if counter.in_use:
        _others_serve(counter, keeps=plan.queue_ids)
    counter.save()
    counter.queues.set(plan.queue_ids)
    _record(f"counter:{counter.pk}", "counter_changed", cites, actor, queues=sorted(plan.queue_ids))
    return counter.pk


@act("put_counter_in_use", "09-02-5")
def put_counter_in_use(*, counter_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Colleagues may sit down here again. Returns the id."""
    permit(actor, "set_up_hall")
    return _switch_counter(hall.locked_counter(counter_id), actor, cites, in_use=True)


@act("take_counter_out_of_use", "09-02-5")
def take_counter_out_of_use(*, counter_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Nobody sits down here any more; refused while somebody does, or while an open queue needs it."""
    permit(actor, "set_up_hall")
    counter = hall.locked_counter(counter_id)
    if counter.staff is not None:
        params = {"counter": counter.name_zh, "name": counter.staff.name_zh}
        raise Refused(Reason(OCCUPIED, ("09-02-5",), "", params))
    _others_serve(counter, keeps=())
    return _switch_counter(counter, actor, cites, in_use=False)


def _queue(queue_id: int) -> Queue:
    queue = Queue.objects.select_for_update(of=("self",)).filter(pk=queue_id).order_by("id").first()
    if queue is None:
        raise Refused(Reason(hall.UNKNOWN_QUEUE, ("08-04-2-1",), "queue"))
    return queue


def _fit_queue(queue: Queue, plan: QueuePlan) -> None:
    """Put the plan into the queue; raises `Refused` for a letter, section or name that cannot be."""
    letter = plan.letter.strip().upper()
    if len(letter) != 1 or letter not in ascii_uppercase:
        raise Refused(Reason(BAD_LETTER, ("08-04-2-1",), "letter"))
    others = Queue.objects.exclude(pk=queue.pk).order_by("letter")
    other = others.filter(letter=letter).first()
    if other is not None:
        params = {"letter": letter, "queue": other.name_zh}
        raise Refused(Reason(LETTER_TAKEN, ("08-04-2-1",), "letter", params))
    _names(plan.name_zh, plan.name_en, "08-04-2-1")
    if plan.section_id is not None and not Section.objects.filter(pk=plan.section_id).exists():
        raise Refused(Reason(NO_SECTION, ("08-04-2-1",), "section"))
    alike = Q(section=None) if plan.section_id is None else Q(section_id=plan.section_id)
    double = others.filter(alike).first()
    if double is not None:
        sentence = DESK_TAKEN if plan.section_id is None else SECTION_TAKEN
        raise Refused(Reason(sentence, ("08-04-2-1",), "section", {"queue": double.name_zh}))
    queue.letter, queue.section_id = letter, plan.section_id
    queue.name_zh, queue.name_en = plan.name_zh.strip(), plan.name_en.strip()
    queue.hint_zh, queue.hint_en = plan.hint_zh.strip(), plan.hint_en.strip()


def _fit_counter(counter: Counter, plan: CounterPlan) -> None:
    code = plan.code.strip()
    if not 1 <= len(code) <= 8:
        raise Refused(Reason(BAD_CODE, ("09-02-5",), "code"))
    other = Counter.objects.filter(code=code).exclude(pk=counter.pk).order_by("id").first()
    if other is not None:
        params = {"code": code, "counter": other.name_zh}
        raise Refused(Reason(CODE_TAKEN, ("09-02-5",), "code", params))
    _names(plan.name_zh, plan.name_en, "09-02-5")
    known = Queue.objects.filter(pk__in=plan.queue_ids).count()
    if not plan.queue_ids or known != len(set(plan.queue_ids)):
        raise Refused(Reason(NO_QUEUES, ("09-02-5",), "queues"))
    counter.code, counter.seq = code, plan.seq
    counter.name_zh, counter.name_en = plan.name_zh.strip(), plan.name_en.strip()


def _names(name_zh: str, name_en: str, article: str) -> None:
    if not name_zh.strip() or not name_en.strip():
        field = "name_en" if name_zh.strip() else "name_zh"
        raise Refused(Reason(NO_NAME, (article,), field))


def _nobody_waits(queue: Queue) -> None:
    here = Visit.objects.filter(queue=queue, state__in=sorted(PRESENT)).count()
    if here:
        params = {"queue": queue.name_zh, "count": here}
        raise Refused(Reason(PEOPLE_WAIT, ("08-04-2-1",), "", params))


def _others_serve(counter: Counter, *, keeps: tuple[int, ...]) -> None:
    """Every open queue that this window lets go is served by another window in use."""
    for queue in counter.queues.filter(open=True).exclude(pk__in=keeps).order_by("letter"):
        if not queue.counters.filter(in_use=True).exclude(pk=counter.pk).exists():
            params = {"counter": counter.name_zh, "queue": queue.name_zh}
            raise Refused(Reason(LAST_WINDOW, ("09-02-5",), "queues", params))


def _switch_queue(queue: Queue, actor: Actor, cites: tuple[Citation, ...], *, is_open: bool) -> int:
    queue.open = is_open
    queue.save(update_fields=["open"])
    _record(f"queue:{queue.pk}", "queue_opened" if is_open else "queue_shut", cites, actor)
    return queue.pk


def _switch_counter(counter: Counter, actor: Actor, cites: tuple[Citation, ...], *, in_use: bool) -> int:
    counter.in_use = in_use
    counter.save(update_fields=["in_use"])
    kind = "counter_put_in_use" if in_use else "counter_taken_out_of_use"
    _record(f"counter:{counter.pk}", kind, cites, actor)
    return counter.pk


def _record(stream: str, kind: str, cites: tuple[Citation, ...], actor: Actor, **payload: object) -> None:
    append([NewEntry(stream, kind, cites, payload)], actor=actor)
