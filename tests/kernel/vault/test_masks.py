"""Enough to recognise somebody by, too little to use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.vault.masks import mask_address, mask_id, mask_name, mask_phone

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("mask", "plain", "masked"),
    [
        (mask_id, "210902199001011234", "2109**********1234"),
        (mask_id, "E12345678", "E1*****78"),
        (mask_id, "AB123", "A***3"),
        (mask_id, "A1", "**"),
        (mask_id, "", ""),
        (mask_phone, "13812345678", "138****5678"),
        (mask_phone, "0418-2345678", "041*****5678"),
        (mask_phone, "4001234567", "40******67"),
        (mask_phone, "12", "**"),
        (mask_name, "张三", "张*"),
        (mask_name, "欧阳小明", "欧***"),
        (mask_name, "阿卜杜拉·买买提", "阿*******"),
        (mask_name, "𬱖伟", "𬱖*"),
        (mask_name, "葛\U000e0100明", "葛*"),
        (mask_name, "张", "*"),
        (mask_name, "", ""),
        (mask_address, "辽宁省阜新市海州区中华路1号", "辽宁省阜新市海州区****"),
        (mask_address, "阜新市彰武县哈尔套镇3组", "阜新市彰武县****"),
        (mask_address, "内蒙古自治区通辽市奈曼旗大沁他拉镇", "内蒙古自治区通辽市奈曼旗****"),
        (mask_address, "阳光小区3栋2单元", "****"),
        (mask_address, "中华路1号", "****"),
        (mask_address, "", ""),
    ],
)
def test_masks(mask, plain, masked):
    assert mask(plain) == masked


@given(st.text("0123456789X", min_size=2, max_size=30))
def test_a_masked_number_keeps_its_length_and_hides_at_least_a_third(number):
    for mask in (mask_id, mask_phone):
        masked = mask(number)
        assert len(masked) == len(number)
        assert masked.count("*") * 3 >= len(number)
