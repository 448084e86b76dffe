"""What a citizen fills in, one question a screen; and the receipt code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.complaints.forms.shared import PRIVATE, SectionField, area, choices
from banshi.institutions.complaints.rules import intake
from banshi.kernel.ui.forms import PlainForm

ANONYMOUS, NAMED = "anonymous", "named"


class TellingForm(PlainForm):
    """What happened."""

    category = forms.ChoiceField(
        label=_("是哪一类事情"), choices=lambda: choices(intake.CATEGORIES), widget=forms.RadioSelect
    )
    content = forms.CharField(
        label=_("发生了什么"),
        help_text=_("什么时候、在哪里、发生了什么。想匿名的，请不要写能看出您是谁的内容。"),
        max_length=intake.LONGEST,
        widget=area(8),
        error_messages={"required": _("请写下发生了什么")},
    )


class WhomForm(PlainForm):
    """About whom, which section, which case."""

    whom = forms.CharField(
        label=_("反映的是谁"),
        help_text=_(
            "知道姓名的写姓名，不知道的写在哪个窗口、什么样子。写了姓名的，这个人和他的上级都看不到您的投诉。"
        ),
        required=False,
        max_length=200,
        widget=forms.TextInput(PRIVATE),
    )
    sections = SectionField(
        label=_("反映的是整个部门"), help_text=_("选了部门，这个部门的人都看不到您的投诉。"), required=False
    )
    case_number = forms.CharField(
        label=_("办件编号"),
        help_text=_("和某一次办事有关的才填。"),
        required=False,
        max_length=64,
        widget=forms.TextInput(PRIVATE),
    )


class WhoForm(PlainForm):
    """Anonymous or named."""

    named = forms.ChoiceField(
        label=_("您愿意留下姓名吗"),
        help_text=_("留不留都受理。留了姓名，也只有办理的人能看到，每次查看都有记录。"),
        choices=[(ANONYMOUS, _("匿名")), (NAMED, _("留下姓名，方便联系我"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择匿名或者留下姓名")},
    )
    name = forms.CharField(label=_("姓名"), required=False, max_length=60, widget=forms.TextInput(PRIVATE))
    phone = forms.CharField(
        label=_("联系电话"),
        required=False,
        max_length=40,
        widget=forms.TextInput(PRIVATE | {"type": "tel", "inputmode": "tel"}),
    )
    number = forms.CharField(
        label=_("证件号码"), required=False, max_length=40, widget=forms.TextInput(PRIVATE)
    )
    address = forms.CharField(
        label=_("通信地址"),
        help_text=_("想收到书面答复的才填。"),
        required=False,
        max_length=200,
        widget=forms.TextInput(PRIVATE),
    )

    def clean(self) -> dict[str, Any]:
        """Who leaves a name writes it."""
        given = self.cleaned_data
        if given.get("named") == NAMED and not given.get("name", "").strip():
            self.add_error("name", _("请填写姓名；不愿意留姓名的，请选择匿名"))
        return given


class CodeForm(PlainForm):
    """The receipt code."""

    code = forms.CharField(
        label=_("回执码"),
        help_text=_("12 个字母和数字，不分大小写，横线可以不填。"),
        max_length=40,
        widget=forms.TextInput(PRIVATE | {"autocapitalize": "characters"}),
        error_messages={"required": _("请填写回执码")},
    )
