"""行为规范 as the colleagues meet it on their screens and phones (annex 9)."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from banshi.institutions.conduct.models import (
    Absence,
    Check,
    Cleaning,
    Declaration,
    Duty,
    Finding,
    Inspection,
    IntegrityRecord,
)
from banshi.kernel.cases.models import Case
from banshi.kernel.organisation.models import Deputy
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db


def photo(name="scene.jpg", place=b"GPS 42.02 121.65"):
    drawn = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = place.decode()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG", exif=exif)
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/jpeg")


@pytest.fixture
def round_of(at_desk, cast):
    """蒋廉 begins a round in the associations' section."""
    screen = at_desk("蒋廉")
    answer = screen.fill("conduct/inspections/new/", section=cast.sections["SHZZ"], kind="random")
    assert answer.status_code == 302
    return screen, Inspection.objects.get().pk


def found(round_of, cast, **typed):
    screen, number = round_of
    given = {"staff": cast.staff_id("李强"), "note": "看手机", "correct_by": "2026-11-26"} | typed
    path = f"conduct/inspections/{number}/finding/09-02-1/"
    return screen.fill(path, **given)


def test_a_round_is_ticked_line_by_line_and_group_by_group(round_of, at_desk):
    screen, number = round_of
    page = text(screen.open(f"conduct/inspections/{number}/"))
    assert "仪容仪表" in page
    assert "还有 28 条没有看" in page
    screen.send(f"conduct/inspections/{number}/check/", article="09-02-1")
    screen.send(f"conduct/inspections/{number}/check/", article=["09-05-1", "09-05-2", "09-05-3"])
    assert Check.objects.filter(inspection=number).count() == 4
    screen.send(f"conduct/inspections/{number}/finish/")
    assert "没有看" in text(screen.open(f"conduct/inspections/{number}/"))
    screen.send(f"conduct/inspections/{number}/check/", article="09-02-2")
    assert Check.objects.filter(inspection=number).count() == 4
    assert at_desk("王芳").open(f"conduct/inspections/{number}/").status_code == 403


def test_a_photo_is_drawn_anew_sealed_and_seen_by_those_concerned_only(round_of, at_desk, cast):
    assert found(round_of, cast, note="", photo=photo()).status_code == 302
    row = Finding.objects.get()
    shown = at_desk("李强").open(f"conduct/findings/{row.pk}/photo/")
    assert shown["Content-Type"] == "image/jpeg"
    assert b"GPS" not in shown.content
    assert Image.open(io.BytesIO(shown.content)).size == (40, 30)
    for stranger in ("何静", "王芳", "陈局"):
        assert at_desk(stranger).open(f"conduct/findings/{row.pk}/").status_code == 404
        assert at_desk(stranger).open(f"conduct/findings/{row.pk}/photo/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 not a picture", b"GIF89a", b"\xff\xd8\xff broken"])
def test_what_is_no_picture_is_refused_and_the_words_are_kept(round_of, cast, content):
    answer = found(round_of, cast, photo=SimpleUploadedFile("scene.jpg", content))
    assert answer.status_code == 422
    assert "看手机" in answer.content.decode()
    assert not Finding.objects.exists()


def test_the_colleague_sees_states_corrects_and_the_inspector_looks_again(round_of, at_desk, cast):
    found(round_of, cast)
    row, li, inspector = Finding.objects.get(), at_desk("李强"), round_of[0]
    assert "看手机" in text(li.open(f"conduct/findings/{row.pk}/"))
    assert "上班时间" in text(li.open("conduct/"))
    li.fill(f"conduct/findings/{row.pk}/statement/", statement="在回复申请人")
    li.fill(f"conduct/findings/{row.pk}/correction/", correction="改用办公电话")
    refused = inspector.fill(f"conduct/findings/{row.pk}/recheck/", passed="no", correct_by="")
    assert refused.status_code == 422
    assert "另定一个改正期限" in text(refused)
    assert (
        inspector.fill(f"conduct/findings/{row.pk}/recheck/", passed="yes", correct_by="").status_code == 302
    )
    row.refresh_from_db()
    assert (row.state, row.statement) == ("closed", "在回复申请人")


def test_a_week_is_filled_with_one_press_and_the_gap_of_a_leave_shows_at_once(at_desk, cast):
    zhao, li = at_desk("赵敏"), at_desk("李强")
    section = cast.sections["SHZZ"]
    zhao.send("conduct/duty/fill/", section=section, week="2026-11-23")
    assert Duty.objects.filter(section=section).count() == 2 * 5 * 2
    for who in ("李强", "赵敏"):
        mine = cast.staff_id(who)
        answer = zhao.fill(
            "conduct/absences/new/", staff=mine, kind="leave", first="2026-11-25", last="2026-11-25", note=""
        )
        assert answer.status_code == 302
    absence = Absence.objects.latest("id")
    assert "没有人在岗" in text(zhao.open(f"conduct/duty/?section={section}&week=2026-11-23"))
    assert "请科室负责人安排一位同事代岗" in text(zhao.open(f"conduct/absences/{absence.pk}/"))
    assert li.open(f"conduct/absences/{absence.pk}/").status_code == 404


def test_only_the_head_names_a_deputy(at_desk, cast):
    li = at_desk("李强")
    mine = cast.staff_id("李强")
    li.fill(
        "conduct/absences/new/", staff=mine, kind="meeting", first="2026-11-25", last="2026-11-25", note=""
    )
    absence = Absence.objects.get()
    assert li.fill(f"conduct/absences/{absence.pk}/", staff=cast.staff_id("赵敏")).status_code == 403
    at_desk("赵敏").fill(f"conduct/absences/{absence.pk}/", staff=cast.staff_id("赵敏"))
    assert Deputy.objects.get().deputy_id == cast.staff_id("赵敏")
    li.send(f"conduct/absences/{absence.pk}/cancel/")
    assert not Deputy.objects.exists()


def test_cleaning_is_ticked_once(at_desk, cast):
    wang, section = at_desk("王芳"), cast.sections["SPK"]
    assert "大扫除" in text(wang.open("conduct/cleaning/"))
    for _ in range(2):
        wang.send("conduct/cleaning/tick/", section=section, kind="daily", day="2026-11-23")
    assert Cleaning.objects.count() == 1
    assert wang.send("conduct/cleaning/tick/", section=section, kind="weekly", day="x").status_code == 404
    other = {"section": cast.sections["SHZZ"], "kind": "daily", "day": "2026-11-23"}
    assert wang.send("conduct/cleaning/tick/", **other).status_code == 403


def test_the_register_is_ones_own_and_the_party_offices(at_desk):
    typed = {"from_whom": "张伟", "what": "购物卡一张", "happened_on": "2026-11-23", "disposal": "handed_in"}
    assert at_desk("王芳").fill("conduct/integrity/new/gift/", **typed).status_code == 302
    assert "购物卡一张" in text(at_desk("王芳").open("conduct/integrity/"))
    for stranger in ("李强", "陈局", "蒋廉"):
        assert "购物卡一张" not in text(at_desk(stranger).open("conduct/integrity/"))
    record = IntegrityRecord.objects.get()
    assert at_desk("王芳").send(f"conduct/integrity/{record.pk}/receive/").status_code == 403
    at_desk("彭燕").send(f"conduct/integrity/{record.pk}/receive/")
    record.refresh_from_db()
    assert record.received_at is not None
    at_desk("李强").fill("conduct/interests/new/", ground="relative", with_whom="书法协会")
    assert Declaration.objects.get().case is None


def test_who_declares_an_interest_is_off_the_case_on_every_page(accepted_case, at_desk, cast):
    case_id, li = accepted_case(), at_desk("李强")
    assert "申报回避" in text(li.open(f"cases/{case_id}/"))
    assert li.fill(f"cases/{case_id}/recuse/", ground="relative", with_whom="张伟").status_code == 302
    for page in ("", "decide/", "extension/", "procedure/", "clocks/promised/", "recuse/", "applicant/"):
        answer = li.open(f"cases/{case_id}/{page}")
        assert answer.status_code == 403, page
        assert "回避" in text(answer)
    zhao = at_desk("赵敏")
    assert "李强不再办理这一件" in text(zhao.open(f"cases/{case_id}/"))
    assert "李强" not in text(zhao.open(f"cases/{case_id}/assign/")).split("改派给")[-1].split("暂不办理")[0]
    assert Case.objects.get(pk=case_id).handler_id is None


@pytest.mark.parametrize(
    "path",
    [
        "conduct/duty/?section=999999999999&week=abc",
        "conduct/duty/?week=9999-12-31",
        "conduct/duty/?section=٣",
    ],
)
def test_odd_addresses_show_this_week_of_ones_own_section(at_desk, path):
    assert "社会组织管理科" in text(at_desk("赵敏").open(path))


@pytest.mark.parametrize(
    "path",
    [
        "conduct/duty/1/2026-02-30/0/",
        "conduct/inspections/99/",
        "conduct/findings/99/",
        "conduct/absences/99/",
        "conduct/integrity/new/bribe/",
    ],
)
def test_what_is_not_there_is_never_an_error(at_desk, path):
    assert at_desk("赵敏").open(path).status_code in {403, 404}
