"""谁在看: an open page of a case says every half minute that it is still open, and hears who else has it open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from banshi.kernel.cases.presence import note, others
from banshi.kernel.clocks.desk import actor_of, visible
from banshi.kernel.organisation.permissions import may, needs


@needs("see_case")
@never_cache
@require_POST
def presence(request: HttpRequest, case_id: int) -> HttpResponse:
    """Who else works on this case now. Only who might act on it is shown: whoever merely reads it, such as the
    supervisor or a leader, may be there because of a complaint, which their name would tell (10-05)."""
    card, actor = visible(request, case_id), actor_of(request)
    if may(actor, "check_materials", card.relation):
        note(card.id, actor.officer)
    return render(request, "clocks/onlookers.html", {"onlookers": others(card.id, actor.officer)})
