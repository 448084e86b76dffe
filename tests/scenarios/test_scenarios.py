"""Every scenario the bureau can read, played with the real acts."""

import pytest
from pytest_bdd import scenarios

pytestmark = pytest.mark.django_db
scenarios("../../scenarios")
