"""The median of the trends."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.clocks.trends import weighted_median

pytestmark = pytest.mark.pure


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=20))
def test_the_median_of_counted_values_is_that_of_all_of_them(pairs):
    every = [value for value, times in pairs for _ in range(times)]
    assert weighted_median(pairs) == (statistics.median(every) if every else None)
