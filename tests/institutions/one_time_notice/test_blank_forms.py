"""Forms to fill in: each material that names one has it, empty and filled in as an example (06-03-1)."""

import pytest
from django.core.cache import cache
from django.test import Client

from banshi.kernel.catalogue.bundled import blank_forms, load_bundled

NAMED = sorted(
    (item["code"], material["seq"], material["sample"])
    for item in load_bundled()
    for material in item["materials"]
    if material.get("sample")
)


@pytest.mark.pure
def test_every_named_form_exists_and_every_form_is_named():
    assert {name for _code, _seq, name in NAMED} == set(blank_forms())
    assert len({code for code, _seq, _name in NAMED}) >= 6
    for form in blank_forms().values():
        assert form.rows
        assert all(label and example for label, example in form.rows)


@pytest.mark.once
def test_the_guide_leads_to_the_form_and_the_form_is_a_file(cast):
    cache.clear()
    client = Client()
    page = client.get("/items/MZ-JF-05/").content.decode()
    assert "/items/MZ-JF-05/forms/1.pdf" in page
    answer = client.get("/items/MZ-JF-05/forms/1.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert client.get("/items/MZ-JF-05/forms/1.pdf").content == answer.content


@pytest.mark.once
@pytest.mark.parametrize("path", ["MZ-JF-05/forms/2.pdf", "MZ-JF-05/forms/99.pdf", "NO-SUCH/forms/1.pdf"])
def test_where_there_is_no_form_there_is_no_page(cast, path):
    assert Client().get(f"/items/{path}").status_code == 404
