"""Looking up one's own by number and telephone tail, wherever a citizen left both: guesses are counted and stopped."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases import lookups
from banshi.kernel.organisation.network import address_of
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused

Found = TypeVar("Found")


class LookForm(PlainForm):
    """The last digits of the telephone; each room adds what its `number` is called."""

    tail = forms.CharField(
        label=_("电话号码后四位"),
        max_length=8,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ["number", "tail"]

    def find(
        self,
        meta: Mapping[str, Any],
        *,
        kind: str,
        look: Callable[[str, str], Found | None],
        unknown: str,
    ) -> Found | None:
        """What `look(number, tail)` finds; None when nothing valid was sent or it was refused, which is then told.

        `meta` says where the request comes from, `kind` whose tries are counted, `unknown` is the sentence for an
        unknown number and a wrong tail alike.
        """
        if not (self.is_bound and self.is_valid()):
            return None
        number, tail = (lookups.clean_secret(self.cleaned_data[name]) for name in ("number", "tail"))
        try:
            return lookups.guarded(
                number=f"{kind}:{number}",
                network=address_of(meta),
                look=lambda: look(number, tail),
                unknown=unknown,
            )
        except Refused as refused:
            self.add_error(None, " ".join(say(reason) for reason in refused.reasons))
            return None
