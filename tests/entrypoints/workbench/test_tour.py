"""A new colleague's first day: five steps for each post, none of which leads to a closed door."""

import re

import pytest

from banshi.entrypoints.workbench.tour import ACTS, STEPS
from banshi.kernel.organisation.models import Role
from banshi.kernel.organisation.permissions import TABLE

STEP = re.compile(r'<li><a href="(/[^"]+)">')


@pytest.mark.pure
def test_every_post_has_five_steps_that_it_may_take():
    assert STEPS.keys() == set(Role.values)
    assert {role: len(set(steps)) for role, steps in STEPS.items()} == dict.fromkeys(Role.values, 5)
    closed = [(r, name) for r, steps in STEPS.items() for _w, name in steps if r not in TABLE[ACTS[name]]]
    assert closed == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["王芳", "李强", "赵敏", "陈局", "周明", "吴导", "蒋廉", "沈远"])
def test_each_step_opens(name, at_desk):
    screen = at_desk(name)
    page = screen.open("tour/").content.decode()
    steps = STEP.findall(page[page.index("<main") :])
    assert len(steps) == 5
    assert {screen.client.get(step).status_code for step in steps} == {200}
