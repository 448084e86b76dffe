"""The side of the workbench: what a post uses all day is in sight, everything else one press away."""

import re

import pytest

from banshi.entrypoints.workbench.context import MENU
from banshi.kernel.organisation.permissions import may
from tests.people import COLLEAGUES

pytestmark = pytest.mark.django_db
PEOPLE = [colleague.name_zh for colleague in COLLEAGUES]


def _side(page):
    html = page.content.decode()
    return html[html.index("<nav") : html.index("</nav>")]


def _in_sight(side):
    return re.findall(r'href="([^"]+)"', side.split("<details")[0])


@pytest.mark.parametrize("who", PEOPLE)
def test_everything_a_person_may_open_stands_there_once(cast, at_desk, who):
    side = _side(at_desk(who).open(""))
    allowed = [name for _label, entries in MENU for _entry, name, act in entries if may(cast.actor(who), act)]
    links = re.findall(r'href="([^"]+)"', side)
    assert len(links) == len(set(links)) == len(allowed)


@pytest.mark.parametrize(
    ("who", "used"),
    [
        ("王芳", {"/desk/hall/window/", "/desk/counter/", "/desk/contacts/"}),
        ("吴导", {"/desk/guiding/", "/desk/hall/", "/desk/contacts/"}),
    ],
)
def test_what_a_post_opens_all_day_is_in_sight_and_little_else(at_desk, who, used):
    seen = _in_sight(_side(at_desk(who).open("")))
    assert used <= set(seen)
    assert "/desk/" in seen
    assert len(seen) <= 9


def test_the_group_of_the_page_is_open_without_javascript(at_desk):
    side = _side(at_desk("王芳").open("hall/"))
    opened = side.split("<details")
    assert [" open>" in part.split("<summary")[0] for part in opened[1:]].count(True) == 1
    assert 'href="/desk/hall/" aria-current="page"' in next(part for part in opened[1:] if " open>" in part)
