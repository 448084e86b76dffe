"""Forms whose refusals name the field in a plain sentence."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.forms.utils import pretty_name
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from banshi.kernel.ui.wording import say
from banshi.lib import ids
from banshi.lib.results import Refused

# Messages that are formatted once more, when a value breaks a limit.
_FILLED_IN = frozenset({"min_value", "max_value"})
_CHOSEN = (forms.ChoiceField, forms.ModelChoiceField)


class PlainForm(forms.Form):
    """A form whose standard messages say which field is meant and what to do.

    Messages that a field sets for itself (`error_messages=…`) stay as they are.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # Not `self[name].label`: a bound field is kept, and a label given later would never show.
            label = {"label": field.label if field.label is not None else pretty_name(name)}
            escaped = {"label": str(label["label"]).replace("%", "%%")}
            for code, sentence in _sentences(field).items():
                if field.error_messages.get(code, "") == _standard(field, code):
                    field.error_messages[code] = str(sentence) % (escaped if code in _FILLED_IN else label)

    def refuse_at(self, field: str, sentence: str) -> str:
        """Put a refusal at its field, if there is one; returns the anchor of its control."""
        if field not in self.fields:
            return ""
        self.add_error(field, sentence)
        return f"{field}_0" if self[field].use_fieldset else field


def at_fields(refused: Refused, form: PlainForm) -> Refused:
    """Write each reason at its field, everything typed kept; returns the refusal with anchors that lead there."""
    placed = tuple(replace(why, field=form.refuse_at(why.field, say(why))) for why in refused.reasons)
    return Refused(*placed, instead=refused.instead)


class OnceForm(PlainForm):
    """A form that works once, however often it is sent."""

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, initial={"once": ids.token()} | options.pop("initial", {}), **options)

    def key(self, act: str) -> str:
        """The key under which the act is done once."""
        return f"{act}:{self.cleaned_data['once']}"

    def refuse(self, refused: Refused) -> None:
        """Write a refusal at its fields."""
        for reason in refused.reasons:
            self.add_error(reason.field if reason.field in self.fields else None, say(reason))


def _sentences(field: forms.Field) -> Mapping[str, Promise]:
    """Our sentence for each of Django's standard messages that does not name the field."""
    if isinstance(field, forms.BooleanField):
        return {"required": _("请确认：%(label)s")}
    if isinstance(field, _CHOSEN):
        wrong = _("请在列出的各项中选择%(label)s")
        return {"required": _("请选择%(label)s"), "invalid_choice": wrong, "invalid_list": wrong}
    if isinstance(field, forms.FileField):
        return {
            "required": _("请上传%(label)s"),
            "empty": _("%(label)s：您上传的文件是空的，请换一个文件"),
            "invalid": _("%(label)s：没有收到文件，请重新选择"),
            "missing": _("%(label)s：没有收到文件，请重新选择"),
        }
    required: dict[str, Promise] = {"required": _("请填写%(label)s")}
    if isinstance(field, forms.DateField):
        return required | {"invalid": _("请按 2026-11-23 的样子填写%(label)s")}
    if isinstance(field, forms.IntegerField):
        ends = {
            "min_value": _("%(label)s：最少填 %%(limit_value)s"),
            "max_value": _("%(label)s：最多填 %%(limit_value)s"),
        }
        return required | {"invalid": _("请用数字填写%(label)s")} | ends
    return required


def _standard(field: forms.Field, code: str) -> Promise | str:
    """The message Django itself would give."""
    for kind in type(field).__mro__:
        found = getattr(kind, "default_error_messages", {}).get(code)
        if found:
            return found
    return ""
