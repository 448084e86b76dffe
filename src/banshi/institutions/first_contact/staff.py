"""The desk of the first-contact officer: one screen to answer, hand over, or point the way (annex 5)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.first_contact.actions import answering, asking, handing
from banshi.institutions.first_contact.forms import AnswerForm, HandForm, OpenForm, PointForm
from banshi.institutions.first_contact.queries import contacts as queries
from banshi.institutions.first_contact.queries.contacts import ContactCard, Pointer
from banshi.institutions.first_contact.rules import ARTICLE_OF, NAMES, Path
from banshi.kernel.catalogue import search
from banshi.kernel.catalogue.search import Hit
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.ui.forms import OnceForm
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused

SHOWN_HITS = 6


@needs("answer_contact")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """A new enquiry, what was handed to me, what I have in hand, what is open elsewhere."""
    form = OpenForm(request.POST if request.method == "POST" else None, initial=_asked(request))
    actor = actor_of(request)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            opened = asking.open_contact(
                channel=given["channel"],
                about=given["about"],
                phone=given["phone"],
                actor=actor,
                key=form.key("open_contact"),
            )
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("workbench:contact", opened)
    mine = queries.open_on(actor)
    context = {
        "form": form,
        "offered": queries.offered_to(actor),
        "mine": mine,
        "others": [one for one in queries.open_everywhere() if one.id not in {own.id for own in mine}],
    }
    return render(request, "first_contact/staff/desk.html", context, status=422 if form.errors else 200)


@needs("see_lamps")
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Enquiries that were open at the end of a day."""
    return render(request, "first_contact/staff/late.html", {"rows": queries.lapses()})


@needs("answer_contact")
@never_cache
@require_safe
def contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    """One enquiry: what helps to answer it, and every way that is right."""
    return _show(request, _card(contact_id))


@needs("answer_contact")
@require_POST
def answer(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Record what was answered at once (05-03, 05-04-1)."""
    card = _card(contact_id)
    form = AnswerForm(request.POST, colleagues=_section(card))

    def act(key: str) -> int:
        chosen = form.cleaned_data["colleague"]
        answered = answering.Answered(
            form.path, form.cleaned_data["words"], colleague=int(chosen) if chosen else None
        )
        return answering.answer(contact_id=card.id, answered=answered, actor=actor_of(request), key=key)

    return _carry_out(request, card, form, "answer", act, gettext("已经记下您的答复。"))


@needs("answer_contact")
@require_POST
def hand_over(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Ask a colleague to answer (05-04-1)."""
    card = _card(contact_id)
    form = HandForm(request.POST, colleagues=_present(card))

    def act(key: str) -> int:
        chosen = int(form.cleaned_data["colleague"])
        return handing.hand_over(contact_id=card.id, colleague_id=chosen, actor=actor_of(request), key=key)

    return _carry_out(request, card, form, "hand", act, gettext("已经转请同事。对方接手以前，仍由您负责。"))


@needs("answer_contact")
@require_POST
def take_over(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Accept what a colleague handed over."""
    handing.take_over(contact_id=contact_id, actor=actor_of(request))
    messages.success(request, gettext("您已接手，从现在起由您负责答复。"))
    return redirect("workbench:contact", contact_id)


@needs("answer_contact")
@require_POST
def point(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Send the visitor the right way, with the slip (05-04-2 to 05-04-4)."""
    card = _card(contact_id)
    form = PointForm(request.POST, groups=_groups(card, ()))

    def act(key: str) -> int:
        return answering.point(
            contact_id=card.id, to=form.cleaned_data["target"], actor=actor_of(request), key=key
        )

    return _carry_out(request, card, form, "point", act, gettext("已经指引，请把指引单交给对方。"))


@needs("answer_contact")
@require_safe
def slip(request: HttpRequest, contact_id: int) -> HttpResponse:
    """The slip as PDF, ready for printing."""
    card = _card(contact_id)
    if card.document_id is None:
        raise Http404
    content, name = documents.pdf(card.document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def _asked(request: HttpRequest) -> dict[str, str]:
    """Words already searched for come along."""
    text = request.GET.get("q", "").strip()[: search.LONGEST_QUERY]
    return {"about": text} if text else {}


def _card(contact_id: int) -> ContactCard:
    found = queries.card(contact_id)
    if found is None:
        raise Http404
    return found


def _carry_out(
    request: HttpRequest,
    card: ContactCard,
    form: OnceForm,
    name: str,
    act: Callable[[str], int],
    done: str,
) -> HttpResponse:
    """Do it once, or show the page again with what was refused and everything typed."""
    if form.is_valid():
        try:
            act(form.key(f"contact:{name}"))
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
            return _show(request, _card(card.id), {name: form}, refused)
        messages.success(request, done)
        return redirect("workbench:contact", card.id)
    return _show(request, card, {name: form})


def _show(
    request: HttpRequest,
    card: ContactCard,
    forms: dict[str, OnceForm] | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    given = forms or {}
    wrong = next(iter(given.values()), None)
    answering_ids = {card.officer_id, queries.at_window(card.visit)}
    context: dict[str, Any] = {
        "card": card,
        "has_errors": bool(given),
        "wrong": wrong,
        "refused": replace_fields(refused) if refused else None,
        "mine": not answering_ids.isdisjoint(actor_of(request).staff_ids),
        "for_me": card.offer is not None and card.offer.taker_id in actor_of(request).staff_ids,
    }
    if card.answered_at is None:
        hits = search.search(card.about, clock.today(), limit=SHOWN_HITS)
        context |= {
            "hits": hits,
            "can_tell": may(actor_of(request), "tell"),
            "answer": given.get("answer") or AnswerForm(colleagues=_section(card)),
            "hand": given.get("hand") or HandForm(colleagues=_present(card)),
            "point": given.get("point") or PointForm(groups=_groups(card, hits)),
            "colleagues": _present(card),
        }
    else:
        path = Path(card.path)
        context |= {"path": NAMES[path], "article": ARTICLE_OF[path]}
    return render(request, "first_contact/staff/contact.html", context, status=422 if given else 200)


def replace_fields(refused: Refused) -> Refused:
    """The refusal without anchors: the page has three forms, each shows the words at its own field."""
    return Refused(*(replace(reason, field="") for reason in refused.reasons), instead=refused.instead)


def _section(card: ContactCard) -> list[Any]:
    own = [one for one in queries.directory.colleagues([card.section_id]) if one.id != card.officer_id]
    return own


def _present(card: ContactCard) -> tuple[Any, ...]:
    return queries.present_colleagues(card.section_id, (card.officer_id,))


def _groups(card: ContactCard, hits: list[Hit] | tuple[()]) -> list[tuple[str, list[Pointer]]]:
    """Where to, by the articles; the section whose items were meant comes first."""
    found = queries.pointers(card.section_id, (card.officer_id,))
    meant = [organisation.section_by_code(hit.section_code).id for hit in hits]
    rank = {f"{queries.SECTION}:{section}": -at for at, section in enumerate(reversed(meant), 1)}
    names = {
        Path.OTHER_SECTION: gettext("其他科室"),
        Path.REFERRED: gettext("本科室的同事"),
        Path.PERSON: gettext("其他相关人员"),
    }
    return [
        (
            names[path],
            sorted((one for one in found if one.path is path), key=lambda one: rank.get(one.key, 0)),
        )
        for path in names
    ]
