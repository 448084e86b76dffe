"""What everybody may read about an item: the guide page, and the complete notice to take away (06-03-1)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banshi.institutions.one_time_notice.queries.telling import CompleteNotice, complete_notice, notice_data
from banshi.kernel.cases.drafts import online
from banshi.kernel.catalogue import competence, schema
from banshi.kernel.catalogue.bundled import BlankForm, blank_forms
from banshi.kernel.catalogue.queries import NotInForce
from banshi.kernel.catalogue.schema import ItemSpec, LimitSpec, MaterialSpec
from banshi.kernel.clocks.fold import limit_of, limit_text
from banshi.kernel.clocks.reckoning import Reckoned, due
from banshi.kernel.clocks.words import due_reason
from banshi.kernel.documents.issuing import bureau
from banshi.kernel.documents.typesetting import typeset
from banshi.kernel.organisation.permissions import public
from banshi.kernel.ui.wording import english, say
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused

TEMPLATE = "one_time_notice/notices/W01.typ"
FORM = "one_time_notice/forms/form.typ"
# A form has no date of its own; a fixed one keeps its bytes the same.
FORM_DATED = dt.datetime(2026, 1, 1, 9, tzinfo=clock.BEIJING)
A_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One demanded paper in the reader's words."""

    seq: int
    name: str
    filling: str
    form: str
    source: str
    grade: str
    later: bool
    sample: str
    form_url: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What follows if somebody applies today: the last day, or words where there is no date yet."""

    at_once: bool
    day: dt.date | None
    words: Reason | None


@public
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about an item that one must be told at once (06-03-1)."""
    notice = _notice(code)
    spec = notice.version.spec
    context = {
        "code": spec.code,
        "name": name_of(spec),
        "section": notice.section.name("en" if english() else "zh"),
        "spec": spec,
        "identity": _identity(spec, notice),
        "materials": [_material(material, spec) for material in spec.materials],
        "quantity": _quantity(notice),
        "limits": _limits(spec),
        "procedures": [_(schema.SPECIAL_KINDS[each.kind]) for each in spec.special_procedures],
        "promised": limit_words(spec.promised_limit),
        "statutory": limit_words(spec.statutory_limit),
        "promise": promise(spec),
        "online": online(spec),
        "ours": bool(competence.online(spec)),
        "bookable": bool(competence.at_the_counter(spec)),
        "remedies": _remedies(),
    }
    return render(request, "one_time_notice/citizen/guide.html", context)


@public
@require_safe
def notice_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The complete notice as a file to keep: a copy for information, without a number (06-03-1, 06-07)."""
    notice = _notice(code)
    language = "en" if english() else "zh-hans"
    key = f"notice-copy:{notice.version.id}:{clock.today()}:{language}"
    pdf = cache.get(key)
    if pdf is None:
        pdf = _typeset_copy(notice, language)
        cache.set(key, pdf, A_DAY)
    return _file(pdf, f"{name_of(notice.version.spec)} {_('一次性告知书')}")


def _file(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or "inline"
    return response


@public
@require_safe
def blank_form(request: HttpRequest, code: str, seq: int) -> HttpResponse:
    """The form of a material to fill in, with an example behind it (06-03-1); 404 where there is none."""
    spec = _notice(code).version.spec
    form = blank_forms().get(next((each.sample for each in spec.materials if each.seq == seq), ""))
    if form is None:
        raise Http404
    key = f"blank-form:{code}:{seq}:{form.title}"
    pdf = cache.get(key)
    if pdf is None:
        pdf = _typeset_form(form, spec)
        cache.set(key, pdf, A_DAY)
    return _file(pdf, form.title)


def name_of(spec: ItemSpec) -> str:
    """The item's name in the reader's language."""
    return spec.name_en if english() else spec.name_zh


def limit_words(limit: LimitSpec) -> str:
    """A limit in the reader's words, with the day from which it runs where that matters."""
    if limit.unit == schema.NO_LIMIT:
        return _("法律没有规定天数")
    if limit.unit == schema.IMMEDIATE:
        return _("当场办结")
    return say(limit_of(limit_text(limit.value, limit.unit)).words)


def promise(spec: ItemSpec) -> Promise:
    """By when it would be done if it were accepted today (07-01)."""
    limit = spec.promised_limit
    if limit.unit == schema.IMMEDIATE:
        return Promise(True, None, None)
    try:
        reckoned = due(clock.today(), limit_of(limit_text(limit.value, limit.unit)), table())
    except Refused:
        return Promise(False, None, None)
    return _dated(reckoned)


def _dated(reckoned: Reckoned) -> Promise:
    if reckoned.date and not reckoned.provisional:
        return Promise(False, reckoned.date, None)
    return Promise(False, None, due_reason(reckoned))


def _notice(code: str) -> CompleteNotice:
    try:
        return complete_notice(code)
    except NotInForce:
        raise Http404 from None


def _identity(spec: ItemSpec, notice: CompleteNotice) -> list[tuple[str, str]]:
    return [
        (_("事项名称"), name_of(spec)),
        (_("事项编码"), spec.code),
        (_("事项类型"), _(spec.service_type)),
        (_("办件类型"), _(spec.handling_type)),
        (_("谁可以申请"), _("、").join(_(each) for each in spec.service_objects)),
        (_("怎样申请"), _appearing(spec)),
        (_("由谁办理"), _(schema.COMPETENCES[spec.competence])),
        (_("承办科室"), notice.section.name("en" if english() else "zh")),
        (_("办理结果"), spec.outcome.name),
        (_("清单版本"), _version(notice)),
    ]


def _appearing(spec: ItemSpec) -> str:
    """How many apply together, and whether in person."""
    together = _("至少 %(count)s 人一起申请") % {"count": spec.applicants} if spec.applicants > 1 else ""
    agents = _("可以委托代理人") if spec.agents else _("要本人到场，不能委托代理人")
    return _("，").join([*([together] if together else []), agents])


def _version(notice: CompleteNotice) -> str:
    words = {"number": notice.version.number, "since": notice.version.effective_from.isoformat()}
    return _("第 %(number)s 版，%(since)s 起施行") % words


def _material(material: MaterialSpec, spec: ItemSpec) -> MaterialRow:
    counts = ((_("原件 %(count)s 份"), material.originals), (_("复印件 %(count)s 份"), material.copies))
    copies = [text % {"count": count} for text, count in counts if count]
    if not copies:
        copies = [_(schema.FORMS[form]) for form in material.form]
    elif "electronic" in material.form:
        copies.append(_("也可以交电子件"))
    return MaterialRow(
        seq=material.seq,
        name=material.name,
        filling=material.filling,
        form=_("，").join(copies),
        source=_(schema.SOURCES[material.source]),
        grade=_(schema.GRADES[material.grade]),
        later=material.tolerable and spec.tolerance.allowed,
        sample=material.sample,
        form_url=_form_url(material, spec),
    )


def _form_url(material: MaterialSpec, spec: ItemSpec) -> str:
    if material.sample not in blank_forms():
        return ""
    return reverse("portal:blank_form", args=[spec.code, material.seq])


def _quantity(notice: CompleteNotice) -> list[tuple[str, str]]:
    limit = notice.version.spec.quantity_limit
    limited = _("最多 %(limit)s 件") % {"limit": limit.limit} if limit.limited else _("没有数量限制")
    done = notice.granted_this_year + limit.issued
    return [
        (_("数量限制"), limited + (f"{_('，')}{limit.note}" if limit.note else "")),
        (_("已办数量"), _("本年已办 %(done)s 件") % {"done": done}),
    ]


def _limits(spec: ItemSpec) -> list[tuple[str, str]]:
    pairs = ((_("法定期限"), spec.statutory_limit), (_("承诺期限"), spec.promised_limit))
    rows = [(label, _limit(limit)) for label, limit in pairs]
    for wait in spec.waiting_periods:
        length = say(limit_of(limit_text(wait.value, wait.unit)).words)
        rows.append((wait.name, f"{length}{_('，')}{wait.effect or _(schema.WAIT_NATURES[wait.nature])}"))
    return rows


def _limit(limit: LimitSpec) -> str:
    parts = [limit_words(limit)]
    if limit.unit in {schema.WORKING_DAY, schema.CALENDAR_DAY}:
        parts.append(_("%(day)s起计算") % {"day": _(schema.STARTS[limit.start])})
    return _("，").join([*parts, *([limit.note] if limit.note else [])])


def _remedies() -> dict[str, str]:
    own, tongue = settings.BUREAU, "en" if english() else "zh"
    return {"body": own[f"reconsideration_{tongue}"], "court": own[f"court_{tongue}"]}


def _typeset_copy(notice: CompleteNotice, language: str) -> bytes:
    """The paper W01 without number and verification code; its date is that of the catalogue version, so that
    the same version gives the same bytes."""
    spec, since = notice.version.spec, notice.version.effective_from
    site = settings.BUREAU["public_url"].rstrip("/")
    page = site + reverse("portal:guide", args=[spec.code])
    data: dict[str, Any] = notice_data(notice) | {
        "language": language,
        "title": _("一次性告知书"),
        "number": _("供查阅，不编号"),
        "issued_on": since.isoformat(),
        "bureau": bureau(language),
        "item_name_en": spec.name_en,
        "section_en": notice.section.name_en,
        "address_en": settings.BUREAU["address_en"],
        "verification_code": "",
        "verification_page": page.partition("://")[2],
        "verification_url": page,
    }
    moment = dt.datetime.combine(since, dt.time(9), clock.BEIJING)
    return typeset(template=TEMPLATE, data=data, issued_at=moment)


def _typeset_form(form: BlankForm, spec: ItemSpec) -> bytes:
    """The form twice: empty, and filled in as an example. Official papers are filled in Chinese."""
    page = settings.BUREAU["public_url"].rstrip("/") + reverse("portal:guide", args=[spec.code])
    data: dict[str, Any] = {
        "title": form.title,
        "item_name": spec.name_zh,
        "item_code": spec.code,
        "bureau_name": settings.BUREAU["name_zh"],
        "phone": spec.consult_phone,
        "rows": [{"label": label, "example": str(example)} for label, example in form.rows],
        "promise": form.promise,
        "signer": form.signer,
        "verification_url": page,
    }
    return typeset(template=FORM, data=data, issued_at=FORM_DATED)
