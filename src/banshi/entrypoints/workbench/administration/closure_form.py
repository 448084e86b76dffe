"""What is filled in to close the hall for some days."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.entrypoints.workbench.forms import Day
from banshi.kernel.ui.forms import OnceForm
from banshi.kernel.workdays.models import LONGEST_TEXT
from banshi.lib import clock
from banshi.workflows.closure import Closing


class ClosureForm(OnceForm):
    """Days on which the hall is closed, and what the leader decided about the promises."""

    first = forms.DateField(label=_("第一天"), widget=Day())
    last = forms.DateField(label=_("最后一天"), help_text=_("只闭厅一天的，和第一天相同。"), widget=Day())
    reason = forms.CharField(
        label=_("为什么闭厅"),
        help_text=_("市民会看到，例如：停电检修"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 2}),
    )
    moves_promises = forms.BooleanField(
        label=_("局领导决定：这几天不计入承诺期限"),
        help_text=_("只有局领导可以决定。法定期限照常计算，不会因为闭厅改变。"),
        required=False,
    )

    def __init__(self, data: Any = None, *, decides: bool, **options: Any) -> None:
        today = clock.today()
        initial: dict[str, dt.date] = {"first": today, "last": today}
        super().__init__(data, initial=initial, **options)
        if not decides:
            del self.fields["moves_promises"]

    def closing(self) -> Closing:
        """What was filled in; only when valid."""
        given = self.cleaned_data
        return Closing(given["first"], given["last"], given["reason"], given.get("moves_promises", False))
