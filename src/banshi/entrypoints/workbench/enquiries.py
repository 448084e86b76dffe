"""咨询告知: find the item, read out the complete notice at hand, put on record how it was told (annex 6)."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.workbench.forms import ItemSearchForm
from banshi.institutions.first_contact.queries import contacts
from banshi.institutions.first_contact.queries.contacts import ContactCard
from banshi.institutions.one_time_notice.actions.answering import Answer
from banshi.institutions.one_time_notice.queries.telling import CompleteNotice, complete_notice, notice_data
from banshi.institutions.one_time_notice.rules.answering import Duty
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue import search
from banshi.kernel.catalogue.queries import NotInForce
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.parties.numbers import parse_phone
from banshi.kernel.ui.context import bureau
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib import clock, ids
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop
from banshi.workflows.enquiring import answer_from_catalogue

IN_PERSON, BY_PHONE, BY_WEB = "counter", "phone", "web"
PRINT, SMS, ORAL = "print", "sms", "oral"
OWN = "own"
REMEDY = {
    OWN: _("是本局的事项，一次讲清全部内容"),
    Duty.NOT_NEEDED.value: _("依法不需要办理"),
    Duty.NOT_OURS.value: _("不归本局办理，告诉对方找谁"),
}
DUTIES = {
    Duty.OWN_ITEM: gettext_noop("已经一次讲清全部内容"),
    Duty.TELEPHONE: gettext_noop("已经在电话里一次讲清材料、程序和受理时限"),
    Duty.NOT_NEEDED: gettext_noop("已经告诉对方不需要办理"),
    Duty.NOT_OURS: gettext_noop("已经告诉对方应当找哪个部门"),
}
# What is said at each moment, in the forms of annex 9: the moment, the sentence, its article.
SAYINGS = (
    (gettext_noop("接待时"), gettext_noop("您好，请坐，请问您要办什么事？"), "09-04-3"),
    (gettext_noop("接电话时"), gettext_noop("您好，%(bureau)s，请问您想了解什么？"), "09-04-2"),
    (
        gettext_noop("告知时"),
        gettext_noop("要准备的都写在这张告知书上，请您看一看，有不清楚的请随时问我。"),
        "09-04-4",
    ),
    (
        gettext_noop("不归本局办时"),
        gettext_noop("非常抱歉，这件事要请您到另一个部门办，我把地方告诉您。"),
        "09-04-4",
    ),
    (gettext_noop("送别时"), gettext_noop("请您慢走，有需要欢迎随时再来。"), "09-04-5"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """An item found, and why it was found."""

    code: str
    name: str
    why: Reason | None = None


class TellForm(PlainForm):
    """How the enquiry came, what the answer is, and in which form it is given."""

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)
    asked = forms.ChoiceField(
        label=_("怎样来问的"),
        choices=[(IN_PERSON, _("当面")), (BY_PHONE, _("打电话"))],
        initial=IN_PERSON,
        widget=forms.RadioSelect,
    )
    answer = forms.ChoiceField(
        label=_("怎样答复"), choices=list(REMEDY.items()), initial=OWN, widget=forms.RadioSelect
    )
    competent_authority = forms.CharField(
        label=_("应当向哪个部门申请"),
        help_text=_("不归本局办理的才填：写明部门，最好写上地址或者电话。"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    matter = forms.CharField(
        label=_("对方问的是什么事"),
        help_text=_("不需要办理的，会印在记录上；不要写姓名和号码。"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    form = forms.ChoiceField(
        label=_("用什么形式告知"),
        help_text=_("本局的事项要书面告知；不需要办理、不归本局的，口头告知就可以。"),
        choices=[(PRINT, _("打印告知书，交给对方")), (SMS, _("发短信")), (ORAL, _("口头"))],
        initial=PRINT,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("手机号码"),
        help_text=_("发短信的才填；登记咨询时留过的不用再填。保存时加密。"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, item: bool, contact: ContactCard | None = None) -> None:
        asked = contact.channel if contact else IN_PERSON
        started = {"once": ids.token(), "asked": asked, "form": SMS if asked == BY_WEB else PRINT}
        super().__init__(data, initial=started)
        self._left_phone = contact is not None and contact.has_phone
        if asked == BY_WEB:
            self.fields["asked"].choices = [(BY_WEB, gettext("网上"))]  # type: ignore[attr-defined]
        if not item:
            self.fields["answer"].choices = list(REMEDY.items())[1:]  # type: ignore[attr-defined]
            self.fields["answer"].initial = Duty.NOT_OURS.value
            del self.fields["form"], self.fields["phone"]

    def clean_phone(self) -> str:
        """A number to which the message can go, where one is to be sent."""
        if not self._written or self.cleaned_data.get("form") != SMS:
            return ""
        if self._left_phone and not self.cleaned_data["phone"].strip():
            return ""
        try:
            number = parse_phone(self.cleaned_data["phone"])
        except Refused as refused:
            raise ValidationError([say(reason) for reason in refused.reasons]) from refused
        if not number.startswith(("1", "+")):
            raise ValidationError(gettext("固定电话收不到短信，请填写手机号码，或者改为打印。"))
        return number

    @property
    def _written(self) -> bool:
        """Only what is ours is told in writing; the rest is said, and put on record (06-07)."""
        return self.cleaned_data.get("answer") == OWN

    def place(self, reason: Reason) -> Reason:
        """Write a refusal at its field; returns it with the anchor that leads there."""
        if reason.field not in self.fields:
            return replace(reason, field="")
        self.add_error(reason.field, say(reason))
        grouped = self[reason.field].use_fieldset
        return replace(reason, field=f"{reason.field}_0" if grouped else reason.field)

    def told(self, item_code: str) -> Answer:
        """The answer as the act takes it."""
        typed = self.cleaned_data
        duty = Duty.TELEPHONE if typed["asked"] == BY_PHONE else Duty.OWN_ITEM
        return Answer(
            duty=duty if self._written else Duty(typed["answer"]),
            item_code=item_code,
            written=self._written and typed["form"] != ORAL,
            channel=typed["asked"],
            competent_authority=typed["competent_authority"] if typed["answer"] == Duty.NOT_OURS else "",
            phone=typed.get("phone", ""),
            matter=typed["matter"],
        )


@needs("tell")
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Find the item that is asked about, by ordinary words."""
    form = ItemSearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    today = clock.today()
    if text:
        found = [Choice(hit.code, hit.name_zh, hit.why) for hit in search.search(text, today, limit=20)]
    else:
        found = [Choice(card.spec.code, card.spec.name_zh) for card in catalogue.published(today)]
    context = {"form": form, "text": text, "found": found, "contact": _contact(request)}
    return render(request, "workbench/enquiries/find.html", context)


@needs("tell")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, code: str) -> HttpResponse:
    """The complete notice on the screen, and beside it the record of the answer."""
    try:
        notice = complete_notice(code)
    except NotInForce:
        raise Http404 from None
    return _answer(request, notice)


@needs("tell")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def without_item(request: HttpRequest) -> HttpResponse:
    """Something that is in no catalogue of ours: not needed, or somebody else's."""
    return _answer(request, None)


@needs("tell")
@never_cache
@require_safe
def told(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """What was put on record, with the paper to print."""
    entries = ledger.stream(f"enquiry:{enquiry_id}")
    if not entries:
        raise Http404
    record = entries[0]
    context = {
        "enquiry_id": enquiry_id,
        "what": DUTIES[Duty(record.payload["duty"])],
        "articles": record.articles,
        "at": record.at,
        "written": record.payload["form"] == "written",
        "documents": documents.of_stream(record.stream),
    }
    return render(request, "workbench/enquiries/told.html", context)


@needs("tell")
@require_safe
def paper(request: HttpRequest, enquiry_id: int, document_id: int) -> HttpResponse:
    """The complete notice as PDF, ready for printing."""
    if not Document.objects.filter(pk=document_id, stream=f"enquiry:{enquiry_id}").exists():
        raise Http404
    content, name = documents.pdf(document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, notice: CompleteNotice | None) -> HttpResponse:
    code = notice.version.spec.code if notice else ""
    contact = _contact(request)
    posted = request.POST if request.method == "POST" else None
    form = TellForm(posted, item=notice is not None, contact=contact)
    refused: Refused | None = None
    if form.is_bound and form.is_valid():
        answer = form.told(code)
        try:
            done = answer_from_catalogue(
                answer=answer,
                about=notice.version.spec.name_zh if notice else gettext("目录里没有的事"),
                contact_id=contact.id if contact else None,
                actor=actor_of(request),
                key=f"tell:{form.cleaned_data['once']}",
            )
        except NotPermitted:
            raise
        except Refused as why:
            refused = Refused(*(form.place(reason) for reason in why.reasons), instead=why.instead)
        else:
            if answer.phone:
                messages.success(request, gettext("短信已经交给系统发送。"))
            return redirect("workbench:told", done)
    context = {
        "form": form,
        "refused": refused,
        "contact": contact,
        "notice": notice_data(notice) if notice else None,
        "title": notice.version.spec.name_zh if notice else gettext("目录里没有的事"),
        "sayings": [
            (when, Reason(sentence, (article,), params={"bureau": bureau().name}))
            for when, sentence, article in SAYINGS
        ],
    }
    return render(
        request, "workbench/enquiries/answer.html", context, status=422 if refused or form.errors else 200
    )


def _contact(request: HttpRequest) -> ContactCard | None:
    """The open enquiry that the address names, if it is one; otherwise telling opens one by itself."""
    number = request.GET.get("contact", "")
    found = contacts.card(int(number)) if number.isdecimal() and len(number) < 10 else None
    return found if found and found.answered_at is None else None


urlpatterns: list[URLPattern] = [
    path("tell/", find, name="tell"),
    path("tell/without-item/", without_item, name="tell_without_item"),
    path("tell/done/<int:enquiry_id>/", told, name="told"),
    path("tell/done/<int:enquiry_id>/papers/<int:document_id>/", paper, name="told_paper"),
    path("tell/items/<slug:code>/", about, name="tell_about"),
]
