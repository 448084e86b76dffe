"""What is counted of limits: decisions in time and late, other limits missed, extensions, matters (07-01 to 07-05)."""

from collections import Counter
from collections.abc import Callable

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from banshi.institutions.time_limits.models import Breach, Extension, Matter, Part
from banshi.kernel.cases.counted import of_case
from banshi.kernel.cases.models import Case
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.record import DECISION
from banshi.kernel.organisation.figures import Counted, Instance, Rows, Span, day
from banshi.kernel.organisation.permissions import Relation
from banshi.lib.results import Reason, gettext_noop

ACCEPTANCE = "intake"
MISSED = gettext_noop("%(number)s %(name)s：%(clock)s %(due)s 到期没有办")
EXTENDED = gettext_noop("%(number)s %(name)s：延长 %(days)s 个工作日")
CASE_NEEDS = (
    "number",
    "item_name",
    "section_id",
    "handler_id",
    "recused",
    "decided_at",
    "due",
    "received_at",
)


def _decided(span: Span) -> Rows:
    return Case.objects.filter(span.within("decided_at")).only(*CASE_NEEDS)


def _late(span: Span, *kinds: str) -> Rows:
    ran_over = Clock.objects.filter(case=OuterRef("pk"), kind__in=kinds, ends_at__lt=F("stopped_at"))
    return _decided(span).filter(Exists(ran_over))


def _overdue(span: Span) -> Rows:
    """Cases whose time to decide ran out in the period and that were not decided in it."""
    missed = Breach.objects.filter(span.within("found_at"), case=OuterRef("pk"), clock__in=DECISION)
    open_then = Q(decided_at=None) | Q(decided_at__gte=span.end)
    return Case.objects.filter(open_then, Exists(missed)).only(*CASE_NEEDS)


def _breaches(span: Span) -> Rows:
    return Breach.objects.filter(span.within("found_at"), case__isnull=False)


def _silent(span: Span) -> Rows:
    return _breaches(span).filter(clock=ACCEPTANCE)


def _missed(span: Span) -> Rows:
    return _breaches(span).exclude(clock__in=(*DECISION, ACCEPTANCE))


def _extended(span: Span) -> Rows:
    return Extension.objects.filter(span.within("answered_at"), granted=True)


def _matters(span: Span) -> Rows:
    lead = Part.objects.filter(matter=OuterRef("pk"), lead=True, returned_at=None).order_by("id")
    return Matter.objects.filter(span.within("done_at")).annotate(
        lead_handler=Subquery(lead.values("handler")[:1]), lead_section=Subquery(lead.values("section")[:1])
    )


def _matters_late(span: Span) -> Rows:
    return _matters(span).filter(Exists(Breach.objects.filter(matter=OuterRef("pk"))))


def _case(case: Case) -> Instance:
    return of_case(case, case.decided_at)


def _waiting(case: Case) -> Instance:
    return of_case(case, case.received_at)


def _breach(row: Breach) -> Instance:
    case = row.case
    assert case is not None
    title = Reason(KINDS[row.clock].title) if row.clock in KINDS else Reason(row.clock)
    params = {"number": case.number, "name": case.item_name, "clock": title, "due": row.due}
    return of_case(case, row.found_at, Reason(MISSED, params=params))


def _extension(row: Extension) -> Instance:
    params = {"number": row.case.number, "name": row.case.item_name, "days": row.days}
    return of_case(row.case, row.answered_at, Reason(EXTENDED, params=params))


def _matter(row: Matter) -> Instance:
    relation = Relation(row.lead_section, row.lead_handler)  # type: ignore[attr-defined]
    assert row.done_at is not None
    return Instance(
        day(row.done_at), f"{row.number} {row.title}", "workbench:matter", (row.pk,), "see_matter", relation
    )


def _of_cases(key: str, rows: Callable[[Span], Rows]) -> Counted:
    return Counted(key, rows, _case, "decided_at", "handler", "section")


FIGURES = (
    _of_cases("decided", _decided),
    _of_cases("decided_late", lambda span: _late(span, *DECISION)),
    _of_cases("late_promised", lambda span: _late(span, "promised")),
    _of_cases("late_statutory", lambda span: _late(span, "statutory")),
    Counted("overdue", _overdue, _waiting, "received_at", "handler", "section"),
    Counted("deemed", _silent, _breach, "found_at", "handler", "case__section", ("case",)),
    Counted("limits_missed", _missed, _breach, "found_at", "handler", "case__section", ("case",)),
    Counted("extensions", _extended, _extension, "answered_at", "asked_by", "case__section", ("case",)),
    Counted("matters", _matters, _matter, "done_at", "lead_handler", "lead_section"),
    Counted("matters_late", _matters_late, _matter, "done_at", "lead_handler", "lead_section"),
)

# The articles of the limits of documents and tasks; those of cases are in `kernel.clocks.kinds`.
MATTER_ARTICLES = {
    "ordinary": ("07-02",),
    "several_sections": ("07-02",),
    "special": ("07-02",),
    "urgent": ("07-01",),
    "demanded": ("07-05",),
    "take_up": ("07-05",),
}


def missed_by_article(span: Span) -> Counter[str]:
    """How many limits of each article ran out in a period, of cases and of matters: one grouped query."""
    rows = Breach.objects.filter(span.within("found_at")).values("clock").annotate(count=Count("id"))
    found: Counter[str] = Counter()
    for row in rows.order_by("clock"):
        kind = KINDS.get(row["clock"])
        for article in kind.articles if kind else MATTER_ARTICLES.get(row["clock"], ()):
            found[article] += row["count"]
    return found
