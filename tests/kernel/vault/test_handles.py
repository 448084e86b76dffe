"""Handles: an address that only we can make, for one purpose."""

import pytest

from banshi.kernel.vault.handles import handle, reference_of

pytestmark = pytest.mark.pure


def test_a_handle_leads_back_to_its_reference():
    assert reference_of("rating", handle("rating", "case:12")) == "case:12"
    assert handle("rating", "case:12").startswith("case-12-")


@pytest.mark.parametrize(
    "change", [lambda h: h.replace("12", "13"), lambda h: h[:-1], lambda h: h + "0", str.upper]
)
def test_a_changed_handle_opens_nothing(change):
    assert reference_of("rating", change(handle("rating", "case:12"))) is None


def test_a_handle_for_another_purpose_opens_nothing():
    assert reference_of("booking", handle("rating", "case:12")) is None
