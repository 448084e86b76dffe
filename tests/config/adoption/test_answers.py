"""A new bureau answers: every wrong answer is named with its field and why; the file of settings keeps its secrets."""

import stat

import pytest
import yaml

from banshi.config.commands.adoption import envfile
from banshi.config.commands.adoption.answers import read_answers, whole
from banshi.config.commands.adoption.questions import QUESTIONS, wrong
from banshi.config.hours import read_hours
from banshi.lib.results import Refused

pytestmark = pytest.mark.pure
SOUND = {
    "name": "河口县民政局",
    "name_en": "Hekou Civil Affairs Bureau",
    "mark": "河民",
    "division": 210999,
    "address": "河口县人民路 8 号",
    "address_en": "8 Renmin Road",
    "phone": "0418-2345678",
    "reconsideration": "河口县人民政府",
    "reconsideration_en": "the People's Government of Hekou",
    "court": "河口县人民法院",
    "court_en": "Hekou People's Court",
    "sections": [
        {"code": "bgs", "name_zh": "办公室", "phone": "0418-1"},
        {"code": "SPK", "name_zh": "审批科", "phone": "0418-22"},
    ],
    "staff": [
        {"username": "guan", "name_zh": "关五", "section": "BGS", "role": "系统管理员"},
        {"username": "zhang", "name_zh": "张三", "section": "SPK", "role": "clerk", "first": "2026-09-01"},
    ],
}


@pytest.fixture
def answered(tmp_path):
    def write(**changes):
        path = tmp_path / "answers.yaml"
        path.write_text(yaml.safe_dump(SOUND | changes, allow_unicode=True), encoding="utf-8")
        return read_answers(path)

    return write


def test_sound_answers_give_settings_sections_and_posts(answered):
    answers, faults = answered()
    assert faults == []
    assert whole(answers) == []
    assert [(s.code, s.name_en) for s in answers.roster.sections] == [("BGS", "办公室"), ("SPK", "审批科")]
    assert [(p.username, p.role, str(p.first)) for p in answers.roster.posts] == [
        ("guan", "administrator", "None"),
        ("zhang", "clerk", "2026-09-01"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("name", "", "不能空着"),
        ("name", '河口"县', "双引号"),
        ("mark", "HM", "汉字"),
        ("division", "21099", "6 位数字"),
        ("phone", "零四一八", "数字和短横线"),
        ("hours", "9-17", "9:00-12:00"),
        ("hours", "13:00-17:00,8:30-11:30", "先早后晚"),
        ("public_url", "mz.example.cn", "完整的网址"),
        ("public_url", "http://mz.example.cn", "https"),
        ("database", "mysql://x/y", "PostgreSQL"),
        ("calendar", "2027.csv", "没有找到文件"),
        ("catalogue_from", "明天", "2026-01-01"),
        ("roster", "人员.xlsx", "没有找到文件"),
    ],
)
def test_a_wrong_answer_is_named_with_its_field_and_why(answered, key, value, word):
    _answers, faults = answered(**{key: value, "calendar_source": "国务院办公厅的通知"})
    assert [fault.field.split()[0] for fault in faults] == [key]
    assert word in faults[0].why


def test_an_unknown_question_and_a_bureau_without_an_administrator_are_named(answered):
    answers, faults = answered(nmae="x", staff=SOUND["staff"][1:])
    assert [fault.field for fault in faults] == ["nmae"]
    assert [str(flaw.reason)[:11] for flaw in whole(answers)] == ["没有人担任系统管理员，"]


@pytest.mark.parametrize("text", ["[1, 2", "- a", "a: !!python/object:os.system {}", "\x00", "&a [*a]"])
def test_what_is_no_answers_file_is_refused_with_a_sentence(tmp_path, text):
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="答案文件读不出来"):
        read_answers(path)


def test_every_suggestion_is_a_right_answer():
    assert [q.key for q in QUESTIONS if q.default and wrong(q, q.default)] == []


def test_the_settings_are_for_their_owner_only_and_a_second_writing_changes_nothing(answered, tmp_path):
    answers, path = answered()[0], tmp_path / "banshi.env"
    first = envfile.settings_of(answers.values, {})
    assert envfile.write(path, first, force=False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert envfile.read(path) == first
    again = envfile.settings_of(answers.values, envfile.read(path))
    assert again == first
    assert not envfile.write(path, again, force=False)


def test_other_answers_do_not_overwrite_and_by_force_keep_the_secrets_and_what_was_added_by_hand(
    answered, tmp_path
):
    path = tmp_path / "banshi.env"
    envfile.write(path, envfile.settings_of(answered()[0].values, {}), force=False)
    with path.open("a", encoding="utf-8") as file:
        file.write('FILING_EMAIL="a@example.cn"\n')
    before = envfile.read(path)
    moved = envfile.settings_of(answered(phone="0418-9999999")[0].values, before)
    with pytest.raises(Refused, match="--force"):
        envfile.write(path, moved, force=False)
    assert envfile.read(path) == before
    envfile.write(path, moved, force=True)
    after = envfile.read(path)
    assert {key for key in after if after[key] != before[key]} == {"BUREAU_PHONE"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_hours_are_read_as_offices_write_them():
    assert [f"{a:%H%M}{b:%H%M}" for a, b in read_hours("8:30—11:30，13：00~17:00")] == [
        "08301130",
        "13001700",
    ]
    for text in ("", "9:00", "9:00-25:00", "12:00-9:00", "9:00-12:00,11:00-17:00"):
        with pytest.raises(ValueError, match=r".*"):
            read_hours(text)
