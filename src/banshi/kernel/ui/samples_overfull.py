"""For the style guide: every component with more than it was made for, in Chinese and in English."""

from typing import Any

from django import forms

from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.samples import Answer, Entry, Lamp, Material, Step
from banshi.lib.results import Reason, Refused

LONG = (
    "阜新市细河区社会福利综合服务中心（阜新市未成年人救助保护中心）民办非企业单位法定代表人变更登记",
    "Registration of a change of the legal representative of the Xihe District Social Welfare Service Centre",
)


class Full(PlainForm):
    """Long words to read and to type, and a control that cannot be changed now."""

    name = forms.CharField(label="单位的全称，与登记证书上写的完全一样，包括括号里的字", max_length=20)
    way = forms.ChoiceField(
        label="办哪一类事", choices=enumerate(("很长的选择" * 12, "A choice " * 12)), widget=forms.RadioSelect
    )
    closed = forms.CharField(
        label="证件号码（已经核对，不能改）", initial="000000000000000000", disabled=True
    )


def overfull() -> dict[str, Any]:
    """Every component with more than it was made for, in Chinese and in English."""
    why = tuple(Reason(text, ("06-03-2", "07-03")) for text in LONG)
    return {
        "long": LONG,
        "long_facts": tuple((text, text) for text in LONG),
        "long_answers": tuple(Answer(text, text * 2, "#main") for text in LONG),
        "long_materials": tuple(Material(text, "wrong", text) for text in LONG),
        "long_steps": (Step(LONG[0], primary=True), Step(LONG[1], allowed=False, reasons=why)),
        "long_story": tuple(Entry(text, text, ("04-09",), by=text) for text in LONG),
        "long_refusal": Refused(*why, instead=why),
        "long_lamps": tuple(Lamp("red", text) for text in LONG),
        "full": Full({"name": LONG[1] * 3, "way": "0"}, auto_id="full_%s"),
    }
