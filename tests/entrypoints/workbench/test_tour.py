"""A new colleague's first day: five steps for each post, none of which leads to a closed door."""

import re

import pytest

from banshi.entrypoints.workbench.tour import ACTS
from banshi.entrypoints.workbench.touring import STEPS
from banshi.kernel.organisation.models import Role
from banshi.kernel.organisation.permissions import TABLE
from tests.entrypoints.workbench.conftest import text
from tests.people import COLLEAGUES

STEP = re.compile(r'<li><a href="(/[^"]+)">([^<]+)<')
ONWARD = re.compile(r'class="btn quiet" href="([^"]+tour=[^"]+)"')
PUBLIC = "/regulations/"
HOLDERS = {role: one.name_zh for one in reversed(COLLEAGUES) for role, _section in one.posts}


@pytest.mark.pure
def test_every_post_has_five_steps_that_it_may_take():
    assert STEPS.keys() == set(Role.values) == set(HOLDERS)
    assert {role: len(set(steps)) for role, steps in STEPS.items()} == dict.fromkeys(Role.values, 5)
    closed = [(r, name) for r, steps in STEPS.items() for _w, name in steps if r not in TABLE[ACTS[name]]]
    assert closed == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_each_step_opens_says_what_to_do_there_and_leads_on_to_the_next(role, at_desk):
    screen = at_desk(HOLDERS[role])
    page = screen.open("tour/").content.decode()
    steps = [step for step in STEP.findall(page[page.index("<main") :]) if f"tour={role}-" in step[0]]
    assert len(steps) == 5
    follow = [url for url, _words in steps[1:]] + [None]
    for (url, words), onward in zip(steps, follow, strict=True):
        answer = screen.client.get(url)
        assert answer.status_code == 200
        if url.startswith(PUBLIC):
            assert onward is None
        else:
            assert words in text(answer)
            found = ONWARD.search(answer.content.decode())
            assert (found and found[1]) == onward


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["", "clerk", "clerk-9", "clerk-²", "nobody-1", "clerk-2"])
def test_a_mark_that_does_not_fit_the_page_shows_no_strip(mark, at_desk):
    assert "回到第一天" not in text(at_desk("王芳").open(f"?tour={mark}"))
