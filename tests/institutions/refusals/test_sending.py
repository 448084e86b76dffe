"""A filing leaves the house once: signed, with its key, again and again until it is taken over."""

import base64
import datetime as dt
import hashlib
import hmac
import io
import json
import threading
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st

from banshi.institutions.refusals.actions.filing import archive_refusal, file_refusals, note_filed, send_again
from banshi.institutions.refusals.models import Filing, Refusal
from banshi.institutions.refusals.queries import package
from banshi.institutions.refusals.tasks import outlets
from banshi.institutions.refusals.tasks.sending import send_due
from banshi.kernel.cases.queries import timeline
from banshi.kernel.documents import leasing
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows.decision import Ruling, decide
from tests.factories.cases import grounds

pytestmark = pytest.mark.django_db
SECRET = "shared"


class Office(HTTPServer):
    """The business-environment bureau: takes what is posted, answers as it is told to."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Counter)
        self.answers, self.taken = [], []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/filings"


class Counter(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), body))
        status, headers, content = self.server.answers.pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@contextmanager
def open_office():
    office = Office()
    thread = threading.Thread(target=office.serve_forever)
    thread.start()
    try:
        yield office
    finally:
        office.shutdown()
        thread.join()
        office.server_close()


@pytest.fixture
def office():
    with open_office() as found:
        yield found


@pytest.fixture
def own(settings, office):
    settings.FILING = settings.FILING | {"http": office.url, "email": "ys@example.gov.cn", "secret": SECRET}
    return settings


@pytest.fixture
def filed(cast, accepted_case, own):
    """A filing of one refusal, on its way by an outlet."""

    def make(outlet):
        case_id = accepted_case()
        decide(case_id=case_id, version=None, ruling=Ruling(False, grounds()), actor=cast.actor("李强"))
        row = Refusal.objects.get(case_id=case_id)
        archive_refusal(refusal_id=row.pk, actor=cast.actor("孙丽"))
        filing = file_refusals(refusal_ids=[row.pk], outlet=outlet, actor=cast.actor("孙丽"))
        return Filing.objects.get(pk=filing)

    return make


def ok(**answer):
    return (200, {"Content-Type": "application/json"}, json.dumps(answer).encode())


def test_over_http_it_goes_signed_with_its_key_and_the_receipt_comes_back(filed, office):
    office.answers = [ok(receipt_number="营商备〔2026〕7号", receipt_date="2026-11-23")]
    filing = filed("http")
    assert send_due() == 1
    (headers, body), filing = office.taken[0], Filing.objects.get()
    assert headers["Idempotency-Key"] == str(filing.uid)
    signed = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Banshi-Signature"] == f"sha256={signed}"
    told = json.loads(body)
    assert hashlib.sha256(told["package"].encode()).hexdigest() == told["sha256"] == filing.sha256
    assert json.loads(told["package"])["filing"] == str(filing.uid)
    assert len(told["files"]) == 3
    for file in told["files"]:
        content = base64.b64decode(file["base64"])
        assert content.startswith(b"%PDF")
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
    assert (filing.state, filing.receipt_number) == ("receipted", "营商备〔2026〕7号")
    case_id = filing.refusals.get().case_id
    assert [e.fact.kind for e in timeline(case_id)][-2:] == ["refusal_filed", "refusal_receipted"]
    assert timeline(case_id)[-1].actor == "system"
    assert verify().sound


def test_while_the_other_side_is_away_it_is_tried_again_under_the_same_key(filed, office, at):
    office.answers = [(503, {}, b""), (500, {}, b""), ok()]
    filed("http")
    assert send_due() == 0
    assert send_due() == 0, "not before the pause is over"
    row = Filing.objects.get()
    assert (row.state, row.attempts, row.error_code) == ("queued", 1, "HTTPError")
    with at("2026-11-23 10:00:31"):
        assert send_due() == 0
    with at("2026-11-23 10:05"):
        assert send_due() == 1
        assert send_due() == 0
    assert {headers["Idempotency-Key"] for headers, _ in office.taken} == {str(row.uid)}
    assert len(office.taken) == 3
    assert Filing.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((400, {}, b"bad"), "http_400"),
        ((403, {}, b""), "http_403"),
        ((302, {"Location": "http://127.0.0.1:9/"}, b""), "http_302"),
    ],
)
def test_what_the_other_side_will_not_take_is_shown_to_the_approvals_section(
    filed, office, cast, answer, code
):
    office.answers = [answer]
    filing = filed("http")
    assert send_due() == 0
    row = Filing.objects.get()
    assert (row.state, row.error_code) == ("failed", code)
    keys = Message.objects.filter(recipient_staff_id=cast.staff_id("孙丽"))
    assert "filing_failed" in set(keys.values_list("template_key", flat=True))
    assert send_due() == 0
    with pytest.raises(Refused, match="已经送出"):
        note_filed(filing_id=filing.pk, actor=cast.actor("孙丽"))
    send_again(filing_id=filing.pk, outlet="download", actor=cast.actor("孙丽"))
    note_filed(filing_id=filing.pk, actor=cast.actor("孙丽"))
    assert Filing.objects.get().state == "sent"
    with pytest.raises(Refused, match="不用再发"):
        send_again(filing_id=filing.pk, outlet="http", actor=cast.actor("孙丽"))


def test_in_earnest_nothing_goes_in_the_open_and_nothing_unsigned(filed, own):
    filing = filed("http")
    own.BANSHI_REHEARSAL = False
    assert send_due() == 0
    assert Filing.objects.get().error_code == "not_https"
    Filing.objects.filter(pk=filing.pk).update(state="queued", lease_until=None)
    own.FILING = own.FILING | {"http": "https://ys.example.gov.cn/", "secret": ""}
    assert send_due() == 0
    assert Filing.objects.get().error_code == "no_secret"


def test_by_mail_it_is_attached_and_the_receipt_is_entered_by_hand(filed):
    filing = filed("email")
    assert send_due() == 1
    (letter,) = mail.outbox
    assert letter.to == ["ys@example.gov.cn"]
    assert filing.uid.hex in letter.extra_headers["Message-ID"]
    first, *papers = [name for name, _content, _type in letter.attachments]
    assert (first, len(papers)) == ("package.json", 3)
    assert Filing.objects.get().state == "sent"


def test_a_way_that_is_not_set_up_is_refused(filed, own):
    own.FILING = own.FILING | {"email": ""}
    with pytest.raises(Refused, match="没有设置这种报送方式"):
        filed("email")


def test_the_download_is_the_same_file_every_time(filed):
    filing = filed("download")
    first = package.archive(filing.pk)
    assert first == package.archive(filing.pk)
    with zipfile.ZipFile(io.BytesIO(first)) as bundle:
        names = bundle.namelist()
        assert json.loads(bundle.read("package.json"))["schema"] == "refusal-filing/1"
    assert len(names) == len(set(names)) == 4


@pytest.mark.parametrize(
    ("content", "number", "on"),
    [
        (b'{"receipt_number": " A1 ", "receipt_date": "2026-11-20"}', "A1", dt.date(2026, 11, 20)),
        (b'{"receipt_number": "A1"}', "A1", dt.date(2026, 11, 23)),
        (b'{"receipt_number": "A1", "receipt_date": "yesterday"}', "", None),
        (b'{"receipt_number": 7}', "", None),
        (b'{"receipt_number": ""}', "", None),
        (b"[]", "", None),
        (b"<html>", "", None),
        (b"\xff", "", None),
        (b"", "", None),
        (json.dumps({"receipt_number": "A" * 81}).encode(), "", None),
    ],
)
def test_a_receipt_is_read_only_where_it_is_one(content, number, on):
    assert outlets.read(content) == outlets.Answer(number, on)


@pytest.mark.pure
@given(st.binary(max_size=200))
def test_whatever_comes_back_is_no_error_of_ours(content):
    assert isinstance(outlets.read(content), outlets.Answer)


def test_a_filing_lives_through_any_weather_and_is_recorded_as_sent_once(filed, monkeypatch, at):
    """Every sequence of outages, refusals and killed workers ends sent once or visibly failed."""
    filing = filed("http")

    @settings(deadline=None, max_examples=60)
    @given(st.lists(st.sampled_from(["ok", "away", "killed", "no"]), min_size=1, max_size=20))
    def weather(days):
        Filing.objects.filter(pk=filing.pk).update(
            state="queued", sent_at=None, attempts=0, lease_until=None, next_attempt_at=clock.now()
        )
        moment, sent = clock.now(), 0
        for day in days:
            moment += dt.timedelta(hours=7)
            with at(moment):
                monkeypatch.setitem(outlets.OUTLETS, "http", lambda _filing, day=day: answer(day))
                sent += attempt(day)
        row = Filing.objects.get()
        first = next((day for day in days[: Filing.MAX_ATTEMPTS] if day in {"ok", "no"}), "")
        given_up = len(days) > Filing.MAX_ATTEMPTS or (
            len(days) == Filing.MAX_ATTEMPTS and days[-1] == "away"
        )
        expected = {"ok": "sent", "no": "failed", "": "failed" if given_up else "queued"}
        assert row.state == expected[first]
        assert sent == (row.state == "sent")

    def attempt(day):
        if day == "killed":
            leasing.claim(Filing, limit=10)
            return 0
        return send_due()

    def answer(day):
        if day == "away":
            raise OSError
        if day == "no":
            raise outlets.Unacceptable("http_400")
        return outlets.Answer()

    weather()
