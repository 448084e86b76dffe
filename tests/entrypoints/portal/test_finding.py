"""Finding an item and reading everything about it."""

import io

import pypdf
import pytest

from tests.entrypoints.portal.conftest import words

HEADINGS = [
    "事项名称",
    "设定依据",
    "申请条件",
    "申请材料",
    "填写要求",
    "数量限制",
    "已办数量",
    "法定期限",
    "承诺期限",
    "收费依据",
    "收费标准",
    "办理程序",
    "不予受理理由",
    "救济途径",
]


@pytest.mark.parametrize("text", ["社团", "社会团体", "shetuan", "shtt"])
def test_four_ways_to_say_it_find_the_same_item_first(citizen, text):
    page = citizen.open("/search/", q=text)
    first = page.content.decode().split('class="steps"')[1].split("</li>")[0]
    assert "/items/MZ-XK-01/" in first
    assert "社会团体成立登记" in first


def test_a_hit_says_why_it_was_found(citizen):
    assert "拼音相符" in words(citizen.open("/search/", q="shtt"))


def test_nothing_found_leads_on_to_the_telephone_and_the_situations_in_life(citizen):
    page = words(citizen.open("/search/", q="买火车票"))
    assert "没有找到“买火车票”" in page
    assert "000-0000-0100" in page
    assert "老人" in page


def test_what_was_typed_is_shown_back_as_text_only(citizen):
    page = citizen.open("/search/", q="<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page


def test_the_guide_tells_everything_in_the_usual_order(citizen):
    page = words(citizen.open("/items/MZ-XK-01/"))
    body = page[page.index("事项名称和编码") :]
    assert [name for name in HEADINGS if name not in body] == []
    order = [
        "设定依据",
        "申请条件",
        "申请材料",
        "数量限制",
        "法定期限",
        "收费依据",
        "办理程序",
        "不予受理理由",
        "救济途径",
    ]
    assert sorted(order, key=body.index) == order


def test_the_guide_promises_a_date_and_explains_it(citizen):
    page = words(citizen.open("/items/MZ-XK-01/"))
    assert "20 个工作日" in page
    assert "2026-12-21（周一）" in page
    why = words(citizen.open("/items/MZ-XK-01/due/"))
    assert "期限为 20 个工作日" in why
    assert "2026-12-21（周一）" in why
    assert "截止日" in why


@pytest.mark.at("2026-12-20")
def test_past_the_published_calendar_the_date_is_called_provisional(citizen):
    assert "暂定" in words(citizen.open("/items/MZ-XK-01/"))
    assert "2027 年工作日安排尚未公布" in words(citizen.open("/items/MZ-XK-01/due/"))


@pytest.mark.parametrize(
    ("item", "sentence"),
    [("MZ-JF-05", "街道办事处"), ("MZ-QT-06", "省民政厅"), ("MZ-QT-05", "本人到现场办理")],
)
def test_what_is_not_applied_for_here_names_the_right_place_instead_of_a_button(citizen, item, sentence):
    page = citizen.open(f"/items/{item}/")
    assert sentence in words(page)
    assert f"/apply/{item}/" not in page.content.decode()
    assert citizen.open(f"/apply/{item}/").request["PATH_INFO"] == f"/items/{item}/"


def test_every_published_item_has_its_pages(citizen):
    listed = citizen.open("/items/").content.decode()
    codes = sorted({part.split("/")[0] for part in listed.split("/items/")[1:] if part[0] == "M"})
    assert len(codes) == 32
    for code in codes:
        assert citizen.open(f"/items/{code}/").status_code == 200
        assert citizen.open(f"/items/{code}/due/").status_code == 200


@pytest.mark.parametrize(
    "url", ["/items/NO-SUCH/", "/items/NO-SUCH/due/", "/apply/NO-SUCH/", "/events/none/"]
)
def test_what_does_not_exist_is_said_so_with_a_telephone(citizen, url):
    page = citizen.open(url)
    assert page.status_code == 404
    assert "000-0000-0100" in words(page)


def test_the_complete_notice_can_be_taken_away_and_is_the_same_file_twice(citizen):
    first, second = (citizen.open("/items/MZ-XK-01/notice.pdf") for _ in range(2))
    assert first["Content-Type"] == "application/pdf"
    assert first.content == second.content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(first.content)).pages)
    text = "".join(text.split())
    assert "一次性告知书" in text
    assert "业务主管单位批准文件" in text
    assert "供查阅的副本" in text
    assert "核验码" not in text


def test_in_english_the_guide_has_an_english_name(citizen):
    page = citizen.browser.get("/items/MZ-XK-01/", headers={"accept-language": "en"})
    assert "Registration of a social association" in page.content.decode()
