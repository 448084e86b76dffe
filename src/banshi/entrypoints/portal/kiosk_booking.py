"""The kiosk for who has an appointment: scan the slip or type its number, then the phone tail; out comes a number."""

from urllib.parse import parse_qs, urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.portal.devices import own_screen
from banshi.institutions.appointments.queries import bookings
from banshi.kernel.hall import queries as hall
from banshi.kernel.organisation.permissions import citizen_of
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused
from banshi.workflows.arrival import check_in as check_in_booking

PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class SlipForm(PlainForm):
    """Number and phone tail; a scanner types the whole address of the slip's QR code."""

    number = forms.CharField(
        label=_("预约号"),
        help_text=_("请把预约回执上的二维码对准扫描口，或者输入预约号。"),
        max_length=200,
        widget=forms.TextInput({**PRIVATE, "autofocus": True}),
    )
    secret = forms.CharField(
        label=_("手机号码后四位"), max_length=12, widget=forms.TextInput({**PRIVATE, "inputmode": "numeric"})
    )

    def clean_number(self) -> str:
        """The number, also out of an address such as …/bookings/?number=Y20261123-0007."""
        text = str(self.cleaned_data["number"])
        return parse_qs(urlsplit(text).query).get("number", [text])[0]


@own_screen
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest) -> HttpResponse:
    """Check in: the number waits at the booked time. Too late: why, and the way to a number without one."""
    form, refused = SlipForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        # Everybody in the hall shares the kiosk: wrong tries are counted for each number only.
        network = f"kiosk {given['number']}"
        try:
            card = bookings.find_own(number=given["number"], tail=given["secret"], network=network)
            visit_id = check_in_booking(booking_id=card.id, version=None, actor=citizen_of(request))
        except Refused as why:
            refused = why
            for reason in why.reasons:
                if reason.field in form.fields:
                    form.add_error(reason.field, say(reason))
        else:
            if visit_id is not None:
                return redirect("portal:ticket_taken", hall.visit(visit_id).code)
            return render(request, "portal/hall/booked.html", {"card": card})
    context = {"form": form, "refused": None if form.errors else refused}
    return render(
        request, "portal/hall/kiosk_booking.html", context, status=422 if refused or form.errors else 200
    )
