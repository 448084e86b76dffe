"""Words of the house in a password: the bureau, its work, one's own name; whatever else there is remains."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.organisation.accounts.words import CODE, LEAST, squashed, too_near, words_of
from banshi.kernel.organisation.models import Staff

pytestmark = pytest.mark.pure
HER = Staff(username="wangfang2", name_zh="王芳", name_en="Wang Fang", phone="0418-2345678")
NEAR = (
    "fuxin-minzheng-2026",
    "FuXinShiMinZhengJu",
    "ＭＩＮＺＨＥＮＧ２０２６！",
    "阜新市民政局2026",
    "首问负责限时办结！1",
    "shouwenfuze-123",
    "wang.fang.1990",
    "Fang Wang 1234567",
    "王芳王芳王芳2026",
    "wangfang2wangfang2",
    "04182345678ab",
    "fxsmzjfxsmzj1",
    "civil-affairs-bureau",
    "welcome2office",
)
FAR = (
    "three-rivers-meet",
    "全是汉字也可以的口令密码",
    "fuxin has many tall trees",
    "8473#9921$33",
    "q7Rk2Lw9Xz",
)


@pytest.mark.parametrize("secret", NEAR)
def test_what_everybody_would_try_first_is_refused(secret):
    with pytest.raises(ValidationError) as refused:
        validate_password(secret, HER)
    assert CODE in {one.code for one in refused.value.error_list}


@pytest.mark.parametrize("secret", FAR)
def test_what_has_enough_of_its_own_is_taken(secret):
    validate_password(secret, HER)


def test_the_bureau_adds_words(settings):
    validate_password("haizhou-district-1", HER)
    settings.PASSWORD_WORDS = [*settings.PASSWORD_WORDS, "海州", "district"]
    with pytest.raises(ValidationError):
        validate_password("haizhou-district-1", HER)


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=12), max_size=5))
def test_a_password_without_any_of_the_words_is_never_refused_and_a_word_alone_always(secret, names):
    words = words_of(names)
    assert not (too_near(secret, words) and all(word not in squashed(secret) for word in words))
    assert all(too_near(word, words) for word in words)
    assert not too_near("q" * LEAST + secret, words - {squashed(secret)}) or any(
        "q" in word for word in words
    )
