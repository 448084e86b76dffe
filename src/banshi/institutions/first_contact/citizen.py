"""Asking on the web, and reading the answer with number and telephone tail (05-02, 08-04-1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.first_contact.actions.asking import ask_online
from banshi.institutions.first_contact.forms import AnswerLookForm, AskForm
from banshi.institutions.first_contact.queries import contacts as queries
from banshi.kernel.organisation.permissions import citizen_of, public
from banshi.lib.results import Refused, gettext_noop

SESSION_KEY = "asked_contact"
NOT_FOUND = gettext_noop("没有查到。请核对咨询编号和电话号码后四位，或者拨打 %(phone)s，我们帮您查。")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A question in one's own words; somebody of the desk has it in hand from this second."""
    words = request.GET.get("q", "").strip()[:60]
    form = AskForm(
        request.POST if request.method == "POST" else None, initial={"about": words} if words else {}
    )
    if form.is_bound and form.is_valid():
        try:
            contact = ask_online(
                about=form.cleaned_data["about"],
                phone=form.cleaned_data["phone"],
                actor=citizen_of(request),
                key=form.key("ask_online"),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[SESSION_KEY] = contact
            return redirect("portal:asked")
    return render(
        request, "first_contact/citizen/ask.html", {"form": form}, status=422 if form.errors else 200
    )


@public
@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The number of the question just asked, who has it, and until when."""
    card = queries.card(request.session.get(SESSION_KEY, 0))
    if card is None:
        return redirect("portal:ask")
    return render(request, "first_contact/citizen/asked.html", {"card": card})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answered(request: HttpRequest) -> HttpResponse:
    """The answer, for who knows number and telephone tail; guesses are counted and stopped."""
    form = AnswerLookForm(request.POST if request.method == "POST" else None)
    found = form.find(request.META, kind="contact", look=queries.by_number, unknown=NOT_FOUND)
    context = {"form": form, "found": found}
    return render(request, "first_contact/citizen/answered.html", context, status=422 if form.errors else 200)
