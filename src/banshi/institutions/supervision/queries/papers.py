"""What the two papers W44 say: the record of a run, and the notice that demands a correction. Always in Chinese."""

from typing import Any

from django.utils import translation

from banshi.institutions.supervision.models.findings import Correction
from banshi.institutions.supervision.models.runs import KINDS, Run
from banshi.institutions.supervision.queries import findings as read
from banshi.institutions.supervision.queries.runs import checklist, parts
from banshi.institutions.supervision.queries.saying import sentence
from banshi.institutions.supervision.rules.judging import INDICATORS, SEVERITIES, Indicator, Severity
from banshi.institutions.supervision.rules.running import RunKind
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.queries import officer_name
from banshi.kernel.ui.articles import article_label


def notice_data(row: Correction, actor: Actor) -> dict[str, Any]:
    """整改通知书: indicator, finding, what is demanded, until when (W44)."""
    finding = row.finding
    with translation.override("zh-hans"):
        said = str(sentence(finding.text, finding.params))
    return {
        "applicant": row.section.name_zh,
        "article": article_label(finding.article, "zh-hans"),
        "indicator": INDICATORS[Indicator(finding.indicator)],
        "finding": said,
        "words": finding.words,
        "severity": SEVERITIES[Severity(finding.severity)],
        "staff": _name(finding.staff_id),
        "demand": row.demand,
        "days": row.days,
        "due": row.due,
        "officer": officer_name(actor),
        "section": "",
    }


def _name(staff_id: int | None) -> str:
    row = Staff.objects.filter(pk=staff_id).first() if staff_id else None
    return row.name_zh if row else ""


def record_data(row: Run, actor: Actor) -> dict[str, Any]:
    """监督检查记录: what was checked, what was found, what is demanded by when, the conclusion (W44)."""
    with translation.override("zh-hans"):
        found = read.findings(row.pk)
        demanded = {one.finding.id: one for one in read.corrections(open_only=False, limit=read.SHOWN)}
        return {
            "applicant": "局领导",
            "period": f"{row.period_first.isoformat()} 至 {row.period_last.isoformat()}",
            "kind": KINDS[RunKind(row.kind)],
            "officer": officer_name(actor),
            "conclusion": row.conclusion,
            "parts": [
                {
                    "article": article_label(part.article, "zh-hans"),
                    "name": part.name,
                    "checked": part.checked,
                    "passed": part.passed,
                }
                for part in parts(row.pk)
            ],
            "findings": [_line(one, demanded.get(one.id)) for one in found if one.gone_at is None],
            "checklist": [
                {"question": one.question, "answer": one.answer_name or "没有看", "note": one.note}
                for one in checklist(row.pk)
            ],
        }


def _line(one: read.FindingCard, correction: read.CorrectionCard | None) -> dict[str, Any]:
    return {
        "article": article_label(one.article, "zh-hans"),
        "indicator": one.indicator_name,
        "finding": str(one.sentence) + (f"（{one.words}）" if one.words else ""),
        "section": one.section,
        "staff": one.staff,
        "severity": one.severity_name,
        "due": correction.due if correction else "",
        "result": correction.state_name if correction else one.state_name,
    }
