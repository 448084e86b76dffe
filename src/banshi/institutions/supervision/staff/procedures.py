"""Inspection procedures kept and published (11-03-3); changes of law (11-03-2)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.supervision.actions import publicity as acts
from banshi.institutions.supervision.forms.procedures import LawForm, ProcedureForm
from banshi.institutions.supervision.queries import procedures as read
from banshi.institutions.supervision.queries.findings import sections
from banshi.institutions.supervision.queries.procedures import PARTS, ProcedureCard
from banshi.institutions.supervision.staff.desk import pressed, sections_within
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
PROCEDURES = gettext_noop("涉企检查程序")


@needs("keep_procedures")
@never_cache
@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    """The enterprise inspections of one's own section, or of all."""
    actor = actor_of(request)
    context = {
        "procedures": read.procedures(section_ids=sections_within(actor, "keep_procedures")),
        "keeps_laws": may(actor, "keep_law_changes"),
    }
    return render(request, "supervision/staff/procedures.html", context)


@needs("keep_procedures")
@page_methods
def keep_procedure(request: HttpRequest, procedure_id: int | None = None) -> HttpResponse:
    """Enter an inspection, or write one anew."""
    actor = actor_of(request)
    card = _visible(procedure_id, actor) if procedure_id else None
    within = sections_within(actor, "keep_procedures")
    initial = {name: getattr(card, name) for name in PARTS} | {"section": card.section_id} if card else {}
    form = ProcedureForm(
        request.POST or None,
        act=f"keep_procedure:{procedure_id or 0}",
        sections=[pair for pair in sections() if within is None or pair[0] in within],
        initial=initial,
    )
    page = PlainPage(
        title=gettext_noop("修改涉企检查程序") if card else gettext_noop("登记涉企检查"),
        button=gettext_noop("保存"),
        done=gettext_noop("已经保存，写全以后请公开。"),
        articles=("11-03-3",),
        back=reverse(f"{DESK}:procedures"),
        about=PROCEDURES,
        effects=(
            Reason(gettext_noop("保存以后还没有公开；依据、对象、频次、程序写全了才能公开。"), ("11-03-3",)),
            Reason(gettext_noop("修改已经公开的一项，要重新公开。"), ("11-03-3",)),
        ),
    )

    def keep(**guards: object) -> int:
        given = form.cleaned_data
        return acts.keep_procedure(
            procedure_id=procedure_id,
            section_id=given["section"],
            words={name: given[name] for name in PARTS},
            actor=actor,
            **guards,
        )

    return plain_act_page(request, form, page, keep)


@needs("keep_procedures")
@require_POST
def publish_procedure(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """Make a procedure public."""
    card = _visible(procedure_id, actor_of(request))
    return pressed(
        request,
        reverse(f"{DESK}:procedures"),
        gettext_noop("已经公开，企业现在就能看到。"),
        lambda: acts.publish_procedure(procedure_id=card.id, actor=actor_of(request)),
    )


@needs("keep_procedures")
@require_POST
def retire_procedure(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """An inspection is not made any more."""
    card = _visible(procedure_id, actor_of(request))
    return pressed(
        request,
        reverse(f"{DESK}:procedures"),
        gettext_noop("已经撤下。"),
        lambda: acts.retire_procedure(procedure_id=card.id, actor=actor_of(request)),
    )


@needs("keep_law_changes")
@page_methods
def note_law_change(request: HttpRequest) -> HttpResponse:
    """A law changed."""
    form = LawForm(request.POST or None, act="note_law_change")
    page = PlainPage(
        title=gettext_noop("登记法律变动"),
        button=gettext_noop("登记"),
        done=gettext_noop("已经登记。提到这部法律的文件，请在期限内更新，或者确认不用修改。"),
        articles=("11-03-2",),
        back=reverse(f"{DESK}:law_changes"),
        about=gettext_noop("法律变动"),
        effects=(
            Reason(gettext_noop("提到这部法律、在变动以前公布的文件，20 个工作日内要更新。"), ("11-03-2",)),
        ),
    )

    def note(**guards: object) -> int:
        given = form.cleaned_data
        return acts.note_law_change(
            law=given["law"],
            changed_on=given["changed_on"],
            note=given["note"],
            actor=actor_of(request),
            **guards,
        )

    return plain_act_page(request, form, page, note)


def _visible(procedure_id: int, actor: Actor) -> ProcedureCard:
    card = read.procedure(procedure_id)
    if card is None or not may(actor, "keep_procedures", Relation(card.section_id)):
        raise Http404
    return card
