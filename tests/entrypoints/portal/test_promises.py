"""容缺受理 from home: the offer, the five points, the signature, and the papers that come later (annex 4)."""

import pytest

from banshi.institutions.provisional_acceptance.actions.committing import accept_provisionally
from banshi.institutions.provisional_acceptance.models import Commitment, Piece
from banshi.institutions.provisional_acceptance.queries import promises
from banshi.kernel.cases.models import Case, Representation, Upload
from banshi.kernel.documents.models import Document
from tests.entrypoints.portal.conftest import words
from tests.entrypoints.portal.files import pdf, upload
from tests.entrypoints.workbench.conftest import hidden
from tests.factories import cases

TAIL = "1234"
LIST = 8


@pytest.fixture
def case(received_case):
    """张伟's application without the list of members."""
    return Case.objects.get(pk=received_case(missing=(LIST,), channel="online"))


@pytest.fixture
def own(citizen, case):
    """张伟's browser, after asking for the case."""
    citizen.send("/progress/", number=case.number, secret=TAIL)
    return citizen


def sign(citizen, case, name="张伟", **more):
    url = f"/progress/{case.number}/promise/"
    citizen.send(f"{url}date/", until="2026-12-04")
    for number in range(1, 6):
        citizen.send(f"{url}points/{number}/", agreed="on")
    citizen.send(f"{url}identity/", file=upload("证件.pdf", pdf()))
    page = citizen.open(f"{url}sign/")
    return citizen.send(f"{url}sign/", signed_as=name, **(hidden(page) | more))


def test_an_open_offer_is_made_on_the_progress_page(own, case):
    page = words(own.open(f"/progress/{case.number}/"))
    assert "缺的材料可以后补，先受理" in page
    page = words(own.open(f"/progress/{case.number}/promise/"))
    assert "会员名册" in page
    assert "办理会终止" in page
    assert "不愿意承诺的，也没有关系" in page


def test_signed_at_home_it_waits_for_the_clerk_who_accepts_in_one_click(own, case, cast):
    page = words(sign(own, case))
    assert "承诺书已经签好" in page
    row = Commitment.objects.get(case=case)
    assert (row.signature, row.signed_as, row.network) == ("typed", "张伟", "127.0.0.1")
    assert row.id_copy
    accept_provisionally(case_id=case.pk, version=None, actor=cast.actor("王芳"))
    page = words(own.open(f"/progress/{case.number}/"))
    assert "容缺受理，待补齐" in page
    assert "会员名册" in page


def test_a_drawn_signature_is_kept_as_drawn(own, case):
    sign(own, case, drawing="1,2 3,4;")
    row = Commitment.objects.get(case=case)
    assert (row.signature, row.drawing) == ("drawn", "1,2 3,4;")


def test_only_the_applicant_signs_and_what_was_answered_is_kept(own, case):
    answer = sign(own, case, name="王二")
    assert answer.status_code == 422
    assert "请输入与申请人一致的姓名" in words(answer)
    assert not Commitment.objects.exists()


def test_a_wrong_photo_of_the_identity_document_can_be_taken_away(own, case):
    url = f"/progress/{case.number}/promise/identity/"
    own.send(url, file=upload("错的.pdf", pdf()))
    assert "错的.pdf" in words(own.open(url))
    own.send(url, remove=Upload.objects.get(case=case).pk)
    assert "错的.pdf" not in words(own.open(url))
    sign(own, case)
    own.send(url, remove=Upload.objects.get(case=case).pk)
    assert Upload.objects.filter(case=case).exists()


@pytest.mark.parametrize("until", ["2026-11-23", "2026-11-28", "2026-12-31", "nonsense", ""])
def test_a_date_that_is_not_lawful_is_refused_at_its_field(own, case, until):
    answer = own.send(f"/progress/{case.number}/promise/date/", until=until)
    assert answer.status_code == 422


def test_nobody_gets_to_the_signature_without_the_five_points(own, case):
    own.open(f"/progress/{case.number}/promise/sign/")
    assert own.here == f"/progress/{case.number}/promise/"


def test_who_does_not_want_it_says_so_and_is_not_asked_for_a_promise(own, case):
    page = own.open(f"/progress/{case.number}/promise/decline/")
    own.send(f"/progress/{case.number}/promise/decline/", **hidden(page))
    assert promises.open_request(case.pk) is None


def test_nothing_is_offered_where_principal_papers_are_missing(citizen, received_case):
    case = Case.objects.get(pk=received_case(missing=(1, LIST), channel="online"))
    citizen.send("/progress/", number=case.number, secret=TAIL)
    assert citizen.open(f"/progress/{case.number}/promise/").status_code == 404


@pytest.fixture
def promised(own, case, cast):
    """Accepted on the commitment."""
    sign(own, case)
    accept_provisionally(case_id=case.pk, version=None, actor=cast.actor("王芳"))
    return Case.objects.get(pk=case.pk)


def test_papers_are_supplied_from_home_with_a_receipt(own, promised, at):
    number = promised.number
    with at("2026-11-23T10:05"):
        own.send(f"/progress/{number}/supply/{LIST}/", file=upload("名册.pdf", pdf()))
        page = own.open(f"/progress/{number}/supply/")
        shown = words(own.send(f"/progress/{number}/supply/", **hidden(page)))
    assert "材料都收到了，我们马上核对" in shown
    piece = Piece.objects.get()
    assert (piece.seq, piece.channel, piece.status) == (LIST, "online", "waiting")
    assert Document.objects.filter(kind="W11").count() == 1
    assert Upload.objects.filter(case=promised, seq=LIST).count() == 1


@pytest.fixture
def power(received_case, citizen):
    """刘桂兰's power for 张伟's application, and a browser that asked for it."""
    agency = cases.agency("刘桂兰", first="2026-11-20", last="2026-11-24")
    found = Case.objects.get(pk=received_case(missing=(LIST,), channel="online", agency=agency))
    citizen.send("/progress/", number=found.number, secret=TAIL)
    return Representation.objects.select_related("case").get(case=found)


def test_an_agent_signs_under_the_agents_own_name(citizen, power):
    refused = sign(citizen, power.case, by=power.pk)
    assert "请输入与授权委托书一致的姓名" in words(refused)
    sign(citizen, power.case, name="刘桂兰", by=power.pk)
    row = Commitment.objects.get(case=power.case)
    assert (row.by_agent, row.authority, row.signed_as) == (True, power.power, "刘桂兰")


@pytest.mark.parametrize(("moment", "pieces"), [("2026-11-24T23:59:59", 1), ("2026-11-25T00:00", 0)])
def test_an_agent_supplies_on_the_last_day_of_the_power_but_not_after(
    citizen, power, cast, at, moment, pieces
):
    sign(citizen, power.case, name="刘桂兰", by=power.pk)
    accept_provisionally(case_id=power.case_id, version=None, actor=cast.actor("王芳"))
    url = f"/progress/{power.case.number}"
    with at(moment):
        citizen.send("/progress/", number=power.case.number, secret=TAIL)
        citizen.send(f"{url}/supply/{LIST}/", file=upload("名册.pdf", pdf()))
        page = citizen.open(f"{url}/supply/")
        shown = words(citizen.send(f"{url}/supply/", by=power.pk, **hidden(page)))
    assert Piece.objects.count() == pieces
    assert ("授权委托到 2026-11-24" in shown) == (not pieces)
    assert ("请申请人本人来办" in shown) == (not pieces)


@pytest.mark.parametrize(("moment", "pieces"), [("2026-11-24T23:59:59", 1), ("2026-11-25T00:00", 0)])
def test_an_agent_sends_on_the_last_day_of_the_power_but_not_after(citizen, power, cast, at, moment, pieces):
    sign(citizen, power.case, name="刘桂兰", by=power.pk)
    accept_provisionally(case_id=power.case_id, version=None, actor=cast.actor("王芳"))
    url = f"/progress/{power.case.number}/sent/"
    with at(moment):
        citizen.send("/progress/", number=power.case.number, secret=TAIL)
        page = citizen.open(url)
        sent = {"materials": [LIST], "channel": "post", "tracking": "XA1", "by": power.pk}
        citizen.send(url, **sent, **hidden(page))
    assert Piece.objects.count() == pieces


def test_what_was_posted_is_announced_with_its_number(own, promised):
    url = f"/progress/{promised.number}/sent/"
    page = own.open(url)
    refused = own.send(url, materials=[LIST], channel="post", tracking="", **hidden(page))
    assert "请填写邮件号码" in words(refused)
    page = own.open(url)
    own.send(url, materials=[LIST], channel="post", tracking="XA1", **hidden(page))
    shown = words(own.open(f"/progress/{promised.number}/"))
    assert "在路上" in shown
    assert "XA1" in shown


def test_nobody_else_can_ask_sign_or_supply(citizen, case):
    for path in ("promise/", "promise/date/", "promise/sign/", "sent/"):
        citizen.open(f"/progress/{case.number}/{path}")
        assert citizen.here == "/progress/"
