"""Every fact has a sentence."""

import dataclasses
import datetime as dt

import pytest

from banshi.kernel.cases import facts
from banshi.kernel.clocks.story import SENTENCES, sentence
from banshi.kernel.ui.wording import say

pytestmark = pytest.mark.pure
SAMPLES = {
    "channel": "counter",
    "statutory": "20 working_day",
    "promised": "10 working_day",
    "clock": "promised",
    "way": "post",
    "rung": "head",
    "procedure_kind": "hearing",
    "answer": "approved",
}


def sample(kind):
    """A fact of this kind with plain values."""
    values = {}
    for one in dataclasses.fields(kind):
        annotation = str(one.type)
        if one.name in SAMPLES:
            values[one.name] = SAMPLES[one.name]
        elif "date" in annotation:
            values[one.name] = dt.date(2026, 11, 23)
        elif "tuple" in annotation:
            values[one.name] = (1, 2)
        elif "int" in annotation:
            values[one.name] = 3
        else:
            values[one.name] = "2027" if "str" in annotation else True
    return kind(**values)


def test_no_fact_is_left_without_words():
    assert SENTENCES.keys() == facts.KINDS.keys()


@pytest.mark.parametrize("kind", facts.KINDS.values(), ids=facts.KINDS.keys())
def test_each_fact_is_told_in_a_whole_sentence(kind):
    title, detail = sentence(sample(kind), {3: "李强"})
    told = say(title) + say(detail)
    assert say(title)
    assert "%(" not in told
    assert not any(letter.isascii() and letter.isalpha() for letter in told)
