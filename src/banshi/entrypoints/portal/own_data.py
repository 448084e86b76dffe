"""我的信息: everything kept about the person who proved case and identity number; one file of it; wishes about it."""

import datetime as dt
import io
import json
import zipfile
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from banshi.entrypoints.portal.progress import PRIVATE, own
from banshi.kernel.cases import lookups
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.organisation.network import address_of
from banshi.kernel.organisation.permissions import citizen_of
from banshi.kernel.parties.queries import PartyCard, card
from banshi.kernel.privacy import own as data
from banshi.kernel.privacy import requests, words
from banshi.kernel.privacy.models import Wish
from banshi.kernel.privacy.own import Sheet
from banshi.kernel.privacy.periods import kinds
from banshi.kernel.ui.forms import OnceForm, PlainForm
from banshi.kernel.ui.wording import date_text, say
from banshi.lib import clock
from banshi.lib.results import Refused, gettext_noop

SESSION_KEY = "own_person"
UNKNOWN = gettext_noop("这个证件号码和这件办件对不上，请核对；还是不行，请带证件到大厅，或者拨打 %(phone)s。")


class WhoForm(PlainForm):
    """The identity number in full: more than the end of a telephone number is asked for data in full."""

    number = forms.CharField(
        label=_("您的证件号码"),
        help_text=_("申请人、共同申请人或者代理人本人的完整号码。只用来核对，不另外保存。"),
        max_length=40,
        widget=forms.TextInput(PRIVATE),
    )


class WishForm(OnceForm):
    """What should be corrected, into what, why."""

    wish = forms.ChoiceField(label=_("您要"), choices=Wish.choices, widget=forms.RadioSelect)
    wanted = forms.CharField(
        label=_("更正为"), help_text=_("要求删除的不用填。"), max_length=200, required=False
    )
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea({"rows": 2}))


@own
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """Ask for the identity number once, then show what is kept about this person."""
    person = _person(request, case)
    if person is not None and request.method != "POST":
        return render(request, "portal/progress/mine.html", _context(case, person))
    form = WhoForm(request.POST or None)
    if form.is_valid() and (found := _prove(request, case, form)) is not None:
        _remember(request, case, found)
        return redirect("portal:own_data", case.number)
    context = {"case": case, "form": form}
    return render(request, "portal/progress/mine_who.html", context, status=422 if form.is_bound else 200)


@own
@require_POST
def download(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """A ZIP file with the same, to read and for programs; the ledger notes that it was handed out."""
    person = _person(request, case)
    if person is None:
        return redirect("portal:own_data", case.number)
    sheets = data.hand_out(case=case, party_id=person.id, actor=citizen_of(request))
    response = HttpResponse(_packed(case, sheets), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{case.number}.zip"'
    return response


@own
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """Ask to correct or delete; the section answers."""
    person = _person(request, case)
    if person is None:
        return redirect("portal:own_data", case.number)
    form = WishForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            requests.ask(
                case_id=case.id,
                party_id=person.id,
                wish=form.cleaned_data["wish"],
                wanted=form.cleaned_data["wanted"],
                reason=form.cleaned_data["reason"],
                actor=citizen_of(request),
                key=form.key("ask_personal"),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, gettext("已经收到您的请求，答复以后会告诉您，也写在这一页。"))
            return redirect("portal:own_data", case.number)
    context = {"case": case, "form": form, "days": kinds()["request"].answer_working_days}
    return render(request, "portal/progress/mine_wish.html", context, status=422 if form.is_bound else 200)


def _context(case: CaseCard, person: PartyCard) -> dict[str, Any]:
    kept = "permanent" if case.item_code in kinds()["permanent"].items else "case"
    return {
        "case": case,
        "person": person,
        "sheets": _told(data.sheets(case, person.id)),
        "period": words.period_text(kinds()[kept]),
    }


def _told(sheets: list[Sheet]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sheets in the reader's language."""
    return [(say(one.title), [(say(line.name), _value(line.value)) for line in one.lines]) for one in sheets]


def _value(value: object) -> str:
    if isinstance(value, dt.date):
        return date_text(value)
    return say(value) if isinstance(value, str) else str(value)


def _packed(case: CaseCard, sheets: list[Sheet]) -> bytes:
    """data.json for programs, 个人信息.html to read; both say the same."""
    plain = [
        {"title": one.title, "items": {line.name: data.plain(line.value) for line in one.lines}}
        for one in sheets
    ]
    made = {"case": case.number, "made_at": clock.now().isoformat(timespec="seconds"), "kept": plain}
    page = render_to_string(
        "portal/progress/mine_file.html", {"case": case, "sheets": _told(sheets), "at": clock.now()}
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(made, ensure_ascii=False, indent=1))
        archive.writestr("个人信息.html", page)
    return packed.getvalue()


def _prove(request: HttpRequest, case: CaseCard, form: WhoForm) -> PartyCard | None:
    try:
        return lookups.guarded(
            number=f"own:{case.number}",
            network=address_of(request.META),
            look=lambda: data.person_in(case, form.cleaned_data["number"]),
            unknown=UNKNOWN,
        )
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error("number", say(reason))
        return None


def _remember(request: HttpRequest, case: CaseCard, person: PartyCard) -> None:
    known = {key: given for key, given in request.session.get(SESSION_KEY, {}).items() if _fresh(given)}
    request.session[SESSION_KEY] = known | {str(case.id): [person.id, clock.now().isoformat()]}


def _person(request: HttpRequest, case: CaseCard) -> PartyCard | None:
    given = request.session.get(SESSION_KEY, {}).get(str(case.id))
    return card(given[0]) if given and _fresh(given) else None


def _fresh(given: list[Any]) -> bool:
    return lookups.fresh(given[1])
