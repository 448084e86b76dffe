"""Whatever is typed into whatever form: a plain answer, nothing of our inside, nothing typed lost; and on the way to
the forms every page is looked at: its headers, nothing inline, and nothing done by looking.

Here each form gets a few values, in turn; `make soak ARGS=inputs` gives each field of each form all of them.
"""

from itertools import cycle, islice

import pytest
from django.test import Client

from tests.hostile.forms import WRITTEN, crawled, faults, forms_of, page_of, sent
from tests.hostile.headers import unsafe
from tests.hostile.values import ALL, IDENTITIES, NUMBERS, TEXT

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DOORS = {"": ["/", "/apply/MZ-XK-01/", "/complain/", "/integrity/", "/desk/login/"]}
COLLEAGUES = ("王芳",)


def test_no_page_has_anything_inline_no_form_breaks_or_loses_what_was_typed(
    cast, hall, received_case, accepted_case
):
    accepted_case("张伟")
    received_case("刘桂兰", missing=(2,))
    clients = {"": Client(raise_request_exception=False)}
    for name in COLLEAGUES:
        clients[name] = Client(raise_request_exception=False)
        clients[name].force_login(cast.staff(name))
    doors = DOORS | {name: ["/desk/"] for name in COLLEAGUES}
    forms, wrong = {}, []
    for who, path, answer in crawled(clients, doors, each=1):
        wrong += [(path, found) for found in looked_at(answer)]
        kept = "no-store" in answer.get("Cache-Control", "")
        wrong += [(path, "may be kept")] if who and page_of(answer) and not kept else []
        forms |= {form.key: form for form in forms_of(who, path, page_of(answer))}
    assert len(forms) > 20
    values = cycle(ALL.items())
    for form in forms.values():
        written = [one.name for one in form.fields if one.kind in WRITTEN]
        others = [one.name for one in form.fields if one.kind not in WRITTEN and one.kind != "file"]
        for names in (written, others):
            for called, value in islice(values, 1 if names else 0):
                instead = dict.fromkeys(names, value)
                answer = sent(clients[form.who], form, instead)
                wrong += [(form.route, called, fault) for fault in faults(form, instead, answer)]
    assert wrong == []


def looked_at(answer):
    """What is wrong with something that was only looked at."""
    return [*unsafe(answer), *["leaves a trace"] * bool(answer.written)]


@pytest.mark.pure
def test_there_are_as_many_classes_as_promised():
    assert (len(TEXT), len(NUMBERS), len(IDENTITIES)) == (42, 28, 34)
