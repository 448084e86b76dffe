"""What is counted of conduct: findings, corrections late, posts left empty, and neutral facts of integrity (annex 9).

Who registered a gift or declared an interest is counted and never blamed for it; what and with whom stays sealed.
"""

from collections.abc import Iterator

from django.db.models import Q

from banshi.institutions.conduct.models import Declaration, Finding, IntegrityRecord
from banshi.institutions.conduct.queries.duty import NOBODY, accepting_sections, gaps, period_words
from banshi.institutions.conduct.rules import Group
from banshi.kernel.organisation.figures import Counted, Instance, Listed, Rows, Seen, Span, day
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.regulations import registry
from banshi.lib.results import Reason, gettext_noop

FOUND = gettext_noop("检查发现：%(article)s")
LATE = gettext_noop("过了改正期限：%(article)s")
EMPTY = gettext_noop("%(hours)s 没有人在岗（%(because)s）")
REGISTERED = gettext_noop("登记一次：礼品、宴请或者说情")
DECLARED = gettext_noop("申报一次利害关系")
INTEGRITY = Q(article__startswith=f"{Group.INTEGRITY.value}-")


def _found(span: Span) -> Rows:
    return Finding.objects.filter(span.within("inspection__started_at"))


def _late(span: Span) -> Rows:
    return Finding.objects.filter(reminded_for__gte=span.first, reminded_for__lte=span.last)


def _empty_posts(span: Span) -> Iterator[Seen]:
    """Periods for which somebody was rostered and nobody was there; where no roster was kept nothing is known."""
    for gap in gaps(accepting_sections(), span.first, span.last):
        if gap.because != (NOBODY,):
            params = {"hours": period_words(gap.period), "because": Reason(gap.because[0])}
            instance = Instance(gap.day, Reason(EMPTY, params=params), "workbench:duty", (), "see_duty")
            yield Seen(None, gap.section_id, instance)


def _finding(row: Finding) -> Instance:
    return _instance(row, FOUND)


def _late_finding(row: Finding) -> Instance:
    return _instance(row, LATE)


def _instance(row: Finding, sentence: str) -> Instance:
    label = Reason(sentence, params={"article": registry.article(row.article).summary_zh})
    relation = Relation(row.inspection.section_id)
    on = day(row.inspection.started_at)
    return Instance(on, label, "workbench:finding", (row.pk,), "inspect", relation, row.staff_id)


def _registered(row: IntegrityRecord) -> Instance:
    return _of_register(row.recorded_at, REGISTERED, row.staff_id)


def _declared(row: Declaration) -> Instance:
    return _of_register(row.declared_at, DECLARED, row.staff_id)


def _of_register(at: object, sentence: str, staff_id: int) -> Instance:
    address = ("workbench:integrity", (), "keep_gifts", None, staff_id)
    return Instance(day(at), Reason(sentence), *address)  # type: ignore[arg-type]


def _of_findings(key: str, about: Q) -> Counted:
    return Counted(
        key,
        lambda span: _found(span).filter(about),
        _finding,
        "inspection__started_at",
        "staff",
        "inspection__section",
        ("inspection",),
    )


FIGURES = (
    _of_findings("conduct_findings", ~INTEGRITY),
    _of_findings("integrity_findings", INTEGRITY),
    Counted(
        "corrections_late",
        _late,
        _late_finding,
        "reminded_for",
        "staff",
        "inspection__section",
        ("inspection",),
    ),
    Listed("posts_empty", _empty_posts),
    Counted(
        "integrity_registered",
        lambda span: IntegrityRecord.objects.filter(span.within("recorded_at")),
        _registered,
        "recorded_at",
        "staff",
        "staff__section",
    ),
    Counted(
        "interests_declared",
        lambda span: Declaration.objects.filter(span.within("declared_at")),
        _declared,
        "declared_at",
        "staff",
        "staff__section",
    ),
)
