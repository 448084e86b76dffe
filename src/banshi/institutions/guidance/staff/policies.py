"""Publishing policies with their explanations, and taking them down (08-04-1)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.guidance.actions import publishing
from banshi.institutions.guidance.actions.publishing import Draft
from banshi.institutions.guidance.forms import PolicyForm, RetireForm
from banshi.institutions.guidance.queries import policies
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import needs
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused


@needs("publish_policy")
@never_cache
@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    """All policies, retired ones too."""
    today = clock.today()
    rows = [(one, one.in_force(today)) for one in policies.every()]
    return render(request, "guidance/staff/policies.html", {"rows": rows})


@needs("publish_policy")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """A new policy with its explanation."""
    form = PolicyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        draft = Draft(**(given | {"items": tuple(given["items"].upper().split())}))
        try:
            done = publishing.publish(draft=draft, actor=actor_of(request), key=form.key("publish_policy"))
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, gettext("已经公布，公众现在就能看到。"))
            return redirect("portal:policy", done)
    return render(request, "guidance/staff/publish.html", {"form": form}, status=422 if form.errors else 200)


@needs("publish_policy")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, policy_id: int) -> HttpResponse:
    """Take a policy down, with the reason."""
    found = policies.policy(policy_id)
    if found is None:
        raise Http404
    form = RetireForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            publishing.retire(
                policy_id=found.id,
                reason=form.cleaned_data["reason"],
                actor=actor_of(request),
                key=form.key("retire_policy"),
            )
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, gettext("已经撤下。"))
            return redirect("workbench:policies")
    context = {"form": form, "policy": found}
    return render(request, "guidance/staff/retire.html", context, status=422 if form.errors else 200)
