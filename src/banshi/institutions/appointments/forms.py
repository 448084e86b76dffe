"""Text to values: who comes and why, answers to requests, a section's week, equipment."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.institutions.appointments.actions.booking import Wanted
from banshi.institutions.appointments.queries.bookings import BookingCard
from banshi.institutions.appointments.queries.slots import SlotCard
from banshi.institutions.appointments.rules.booking import (
    INTAKE,
    ON_SITE,
    ONLINE,
    OTHER,
    PHONE,
    PURPOSES,
    REASONS,
)
from banshi.institutions.appointments.rules.days import Hours
from banshi.kernel.parties.numbers import parse_phone
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib import ids
from banshi.lib.results import Refused

PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
# Two shifts a day can be set in the usual screen; weekends are given on request.
DAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
SHIFTS = (("am", _("上午")), ("pm", _("下午")))


class Day(forms.DateInput):
    """A calendar field of the browser, with the value it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OnceForm(PlainForm):
    """A form that works once, however often its button is pressed; with `version` it knows what was seen."""

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, **options: Any) -> None:
        given = {"once": ids.token()} | options.pop("initial", {})
        super().__init__(data, initial=given, **options)

    def place(self, refused: Refused) -> bool:
        """Write a refusal's reasons at their fields; whether all of them have one."""
        placed = [why for why in refused.reasons if why.field in self.fields]
        for why in placed:
            self.add_error(why.field, say(why))
        return len(placed) == len(refused.reasons)


class BookingForm(OnceForm):
    """Who comes, what for, and which of the three reasons applies (03-03, 03-05)."""

    purpose = forms.ChoiceField(label=_("来做什么"), initial=INTAKE, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("为什么需要预约"),
        help_text=_("按规定有三种情形，请选最接近的一种。"),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("还想告诉我们什么"), max_length=200, required=False, widget=forms.Textarea({"rows": 2})
    )
    name = forms.CharField(
        label=_("来办事的人的姓名"), max_length=40, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("联系电话"),
        help_text=_("用来通知您；改期、取消和报到要用它的后四位。固定电话请加区号。"),
        max_length=60,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, has_item: bool, **options: Any) -> None:
        if not has_item:
            options["initial"] = {"purpose": OTHER} | options.get("initial", {})
        super().__init__(data, **options)
        self.fields["purpose"].choices = _said(PURPOSES)  # type: ignore[attr-defined]
        self.fields["reason"].choices = _said(REASONS)  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        """The number as it is dialled."""
        try:
            return parse_phone(self.cleaned_data["phone"])
        except Refused as refused:
            raise ValidationError([say(why) for why in refused.reasons]) from refused

    def wanted(self, service: str, language: str) -> Wanted:
        """What was filled in."""
        given = self.cleaned_data
        return Wanted(
            service=service,
            purpose=given["purpose"],
            reason=given["reason"],
            channel=given.get("channel", ONLINE),
            name=given["name"],
            phone=given["phone"],
            note=given["note"],
            language=language,
        )


class StaffBookingForm(BookingForm):
    """The same at the desk or on the telephone (03-06)."""

    channel = forms.ChoiceField(
        label=_("怎样预约的"),
        choices=[(PHONE, _("电话预约")), (ON_SITE, _("现场预约"))],
        initial=PHONE,
        widget=forms.RadioSelect,
    )
    time = forms.ChoiceField(label=_("哪个时间"))
    field_order = ("time", "channel", "name", "phone", "reason", "purpose", "note")

    def __init__(self, data: Mapping[str, Any] | None, *, slots: Iterable[SlotCard], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["time"].choices = times(slots)  # type: ignore[attr-defined]


class OwnForm(PlainForm):
    """Number, and the last four digits of the telephone."""

    number = forms.CharField(
        label=_("预约号"),
        help_text=_("在预约回执或者短信里，例如 Y20261123-0007"),
        max_length=40,
        widget=forms.TextInput(PRIVATE),
    )
    secret = forms.CharField(
        label=_("手机号码后四位"),
        max_length=12,
        widget=forms.TextInput({**PRIVATE, "inputmode": "numeric"}),
    )


class TimeForm(OnceForm):
    """One of some free times."""

    time = forms.ChoiceField(label=_("改到什么时间"), widget=forms.RadioSelect)

    def __init__(
        self, data: Mapping[str, Any] | None, *, card: BookingCard, slots: Iterable[SlotCard], **options: Any
    ) -> None:
        super().__init__(data, initial={"version": card.version} | options.pop("initial", {}), **options)
        self.fields["time"].choices = times(slots)  # type: ignore[attr-defined]


class AcceptForm(TimeForm):
    """The time a request is given."""

    time = forms.ChoiceField(label=_("安排在什么时间"), widget=forms.RadioSelect)
    extra = forms.BooleanField(label=_("这个时段满了也加一个名额"), required=False)


class DeclineForm(OnceForm):
    """Why a request cannot be given."""

    reason = forms.CharField(
        label=_("为什么不能受约"),
        help_text=_("原因会写进告知书和短信，请用对方看得懂的话写。最近的空闲时间会自动附上。"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class EquipmentForm(OnceForm):
    """Whether what the day's appointments need works (03-10)."""

    works = forms.ChoiceField(
        label=_("今天预约要用的设备"),
        choices=[("yes", _("都正常")), ("no", _("有不正常的"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("哪里不正常，怎样处理"), max_length=200, required=False)


class WeekForm(OnceForm):
    """A section's week: for each day a morning and an afternoon, slot length and places for all of them."""

    effective_from = forms.DateField(label=_("从哪天起施行"), widget=Day())
    minutes = forms.IntegerField(
        label=_("每个时段多少分钟"), widget=forms.NumberInput({"min": 5, "max": 240, "inputmode": "numeric"})
    )
    places = forms.IntegerField(
        label=_("每个时段几个名额"), widget=forms.NumberInput({"min": 1, "max": 50, "inputmode": "numeric"})
    )

    def __init__(self, data: Mapping[str, Any] | None, **options: Any) -> None:
        super().__init__(data, **options)
        for day, name in enumerate(DAYS):
            for shift, words in SHIFTS:
                for edge, label in (("from", _("从")), ("to", _("到"))):
                    self.fields[f"{shift}{day}_{edge}"] = forms.TimeField(
                        label=f"{name} {words}{label}",
                        required=False,
                        widget=forms.TimeInput(
                            {"type": "time", "step": 300, "class": "form-control"}, format="%H:%M"
                        ),
                        error_messages={"invalid": _("请按 9:00 的样子填写时间")},
                    )

    @property
    def lines(self) -> list[tuple[str, list[Any]]]:
        """Each day with its four fields, for the table."""
        return [
            (str(name), [self[f"{shift}{day}_{edge}"] for shift, _w in SHIFTS for edge in ("from", "to")])
            for day, name in enumerate(DAYS)
        ]

    def clean(self) -> dict[str, Any]:
        """A shift has both ends or none."""
        given = super().clean() or self.cleaned_data
        for day in range(len(DAYS)):
            for shift, _words in SHIFTS:
                ends = [f"{shift}{day}_from", f"{shift}{day}_to"]
                missing = [name for name in ends if given.get(name) is None]
                if len(missing) == 1 and missing[0] not in self.errors:
                    self.add_error(missing[0], gettext("开始和结束的时间请都填写，或者都不填写"))
        return given

    @property
    def week(self) -> tuple[Hours, ...]:
        """The hours that were filled in."""
        given = self.cleaned_data
        return tuple(
            Hours(day, first, last, given["minutes"], given["places"])
            for day in range(len(DAYS))
            for shift, _words in SHIFTS
            if (first := given.get(f"{shift}{day}_from")) and (last := given.get(f"{shift}{day}_to"))
        )


def as_initial(week: Sequence[Hours], since: dt.date) -> dict[str, Any]:
    """A week as the form's first values; a day's first hours before noon are its morning."""
    first = min(week, default=Hours(0, dt.time(9), dt.time(17), 30, 2))
    found: dict[str, Any] = {
        "effective_from": since,
        "minutes": first.minutes,
        "places": first.places,
    }
    for each in week:
        shift = "am" if each.opens < dt.time(12) else "pm"
        found |= {f"{shift}{each.weekday}_from": each.opens, f"{shift}{each.weekday}_to": each.closes}
    return found


def times(slots: Iterable[SlotCard]) -> list[tuple[str, str]]:
    """Slots as choices, with the places still free."""
    words = gettext("%(time)s（还有 %(free)s 个名额）")
    full = gettext("%(time)s（已约满）")
    return [
        (slot.key, (words if slot.free else full) % {"time": slot.text, "free": slot.free})
        for slot in slots
        if not slot.begun
    ]


def time_of(key: str) -> dt.time | None:
    """The time behind a slot's key such as 0930; None when it is none."""
    try:
        return dt.datetime.strptime(key, "%H%M").time()  # noqa: DTZ007
    except ValueError:
        return None


def _said(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, gettext(text)) for code, text in words.items()]
