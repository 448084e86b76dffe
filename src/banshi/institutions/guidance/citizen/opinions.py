"""The opinion book: write into it, read the reply (08-04-3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.guidance.actions.opinions import leave
from banshi.institutions.guidance.forms import OpinionForm, OpinionLookForm
from banshi.institutions.guidance.models import RatingChannel
from banshi.institutions.guidance.queries import opinions
from banshi.kernel.organisation.permissions import citizen_of, public
from banshi.lib.results import Refused, gettext_noop

SESSION_KEY = "left_opinion"
NOT_FOUND = gettext_noop("没有查到。请核对意见编号和电话号码后四位，或者拨打 %(phone)s，我们帮您查。")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """Say what should be better; and what others said, with our answers."""
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            left = leave(
                text=form.cleaned_data["text"],
                phone=form.cleaned_data["phone"],
                channel=RatingChannel.ONLINE.value,
                actor=citizen_of(request),
                key=form.key("leave_opinion"),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[SESSION_KEY] = left
            return redirect("portal:opinion_left")
    context = {"form": form, "opinions": opinions.public_opinions()}
    return render(request, "guidance/citizen/opinions.html", context, status=422 if form.errors else 200)


@public
@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Thanks, and the number with which the reply can be read."""
    found = opinions.opinion(request.session.get(SESSION_KEY, 0))
    if found is None:
        return redirect("portal:opinions")
    return render(request, "guidance/citizen/opinion_left.html", {"opinion": found})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answered(request: HttpRequest) -> HttpResponse:
    """The reply, for who knows number and telephone tail."""
    form = OpinionLookForm(request.POST if request.method == "POST" else None)
    found = form.find(request.META, kind="opinion", look=opinions.own_opinion, unknown=NOT_FOUND)
    context = {"form": form, "found": found}
    return render(
        request, "guidance/citizen/opinion_answer.html", context, status=422 if form.errors else 200
    )
