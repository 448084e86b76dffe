"""The pages of handing papers back: the applicant's wish, and the signed list (01-09)."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from banshi.kernel.cases.forms import ActForm
from banshi.kernel.cases.models import Channel
from banshi.kernel.cases.queries import handed_in, paper_return
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.organisation.permissions import needs
from banshi.lib.results import Reason, gettext_noop
from banshi.workflows import returns
from banshi.workflows.returns import HandBack

page_methods = require_http_methods(["GET", "HEAD", "POST"])


class ReturnForm(ActForm):
    """Which papers the applicant wants back, and how they said so."""

    papers = forms.TypedMultipleChoiceField(
        label=_("要退还的材料"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    channel = forms.ChoiceField(label=_("申请人通过什么方式提出"), initial=Channel.COUNTER)

    def __init__(self, data: Any, *, there: dict[int, str], **options: Any) -> None:
        super().__init__(data, initial={"papers": list(there)}, **options)
        self.fields["papers"].choices = list(there.items())  # type: ignore[attr-defined]
        self.fields["papers"].judged = True  # type: ignore[attr-defined]
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (Channel.COUNTER.value, _("到窗口")),
            (Channel.POST.value, _("来信")),
        ]


class HandBackForm(ActForm):
    """How the papers went back."""

    way = forms.ChoiceField(
        label=_("怎样退还"),
        choices=[("in_person", _("当面退还")), ("post", _("邮寄退还"))],
        initial="in_person",
        widget=forms.RadioSelect,
    )
    signed_by = forms.CharField(
        label=_("在清单上签名的人"),
        help_text=_("当面退还的要填。保存时会隐去姓名的一部分。"),
        required=False,
        max_length=80,
    )
    tracking_number = forms.CharField(
        label=_("邮件号码"), help_text=_("邮寄退还的要填。"), required=False, max_length=64
    )


@needs("request_return")
@page_methods
def request_return(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note that the applicant wants the papers back, and make the list."""
    case = visible(request, case_id, "request_return")
    form = ReturnForm(request.POST or None, case=case, act="request_return", there=handed_in(case.id))
    page = ActPage(
        title=gettext_noop("登记退还材料"),
        button=gettext_noop("登记，打印退件签收单"),
        done=gettext_noop("已经登记，请打印退件签收单，交材料时请申请人签名。"),
        articles=("01-09",),
        effects=(
            Reason(gettext_noop("申请人要求退还的，应当退还；退还时由申请人在清单上签名。"), ("01-09",)),
        ),
        issues=True,
    )

    def ask(**guards: Any) -> int:
        return returns.request_return(
            case_id=case.id,
            papers=form.cleaned_data["papers"],
            channel=form.cleaned_data["channel"],
            actor=actor_of(request),
            **guards,
        )

    return act_page(request, case, form, page, ask)


@needs("return_materials")
@page_methods
def return_materials(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note that the papers went back."""
    case = visible(request, case_id, "return_materials")
    asked = paper_return(case.id)
    if asked is None:
        raise Http404
    form = HandBackForm(request.POST or None, case=case, act="return_materials")
    page = ActPage(
        title=gettext_noop("登记材料已经退还"),
        button=gettext_noop("登记退还"),
        done=gettext_noop("材料退还已经登记。"),
        articles=("01-09",),
        effects=(Reason(gettext_noop("签了名的退件签收单存入案卷。"), ("01-09",)),),
        template="workbench/hand_back.html",
        more={"asked": asked},
    )

    def hand_back(**guards: Any) -> int:
        names = ("way", "signed_by", "tracking_number")
        given = HandBack(**{name: form.cleaned_data[name] for name in names})
        return returns.return_materials(case_id=case.id, hand_back=given, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, hand_back)
