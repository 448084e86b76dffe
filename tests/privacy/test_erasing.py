"""What is due goes, once, with one entry of numbers; what is held stays; the ledger still verifies."""

import datetime as dt
import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from banshi.institutions.accountability.models import Lead
from banshi.institutions.appointments.models import Booking
from banshi.institutions.complaints.actions import receiving
from banshi.institutions.complaints.actions.receiving import Telling
from banshi.institutions.complaints.models import Complaint
from banshi.kernel.cases import drafts, uploads
from banshi.kernel.cases.models import Case, Draft, Upload
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.worker import render_due
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.kernel.parties.models import Party
from banshi.kernel.privacy import erasing, holding
from banshi.kernel.privacy.due import due, erasable
from banshi.kernel.privacy.models import Round
from banshi.kernel.vault.fields import SealedField
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.retaining import erase_due
from tests.factories.citizens import CITIZENS

pytestmark = pytest.mark.django_db

AFTER_THIRTY_YEARS = "2057-01-02"


@pytest.fixture
def archived(received_case):
    """A case with a file, made, archived in 2026, and yesterday's round."""

    def make(who="张伟", **choices):
        case_id = received_case(who, **choices)
        picture = io.BytesIO()
        Image.new("RGB", (8, 8)).save(picture, "PNG")
        uploads.keep(file=SimpleUploadedFile("a.png", picture.getvalue()), seq=1, case_id=case_id)
        render_due(50)
        Case.objects.filter(pk=case_id).update(state="archived", decided_at=clock.now())
        Round.objects.get_or_create(day=clock.today(), defaults={"done_at": clock.now()})
        return case_id

    return make


def erase_all():
    return erase_due(limit=10_000, actor=SYSTEM)


def test_a_case_is_kept_thirty_years_after_its_year_and_then_tells_of_nobody(archived, at):
    case_id = archived()
    with at("2056-12-31 23:00"):
        erase_all()
        assert Case.objects.get(pk=case_id).phone
    with at(AFTER_THIRTY_YEARS):
        assert erase_all() > 0
        case = Case.objects.get(pk=case_id)
        assert (case.phone, case.query_code, case.query_digest, case.tail_digest) == ("", "", "", "")
        assert case.party_masked == ""
        person = case.party
        assert (person.name, person.number, person.phone, person.address) == ("", "", "", "")
        assert not Upload.objects.filter(case=case).exists()


def test_files_and_papers_go_from_the_disk_and_the_number_stays(
    archived, at, django_capture_on_commit_callbacks
):
    case_id = archived()
    paper = Document.objects.get(stream=f"case:{case_id}")
    names = [paper.stored_as, Upload.objects.get(case_id=case_id).stored_as]
    assert all(default_storage.exists(name) for name in names)
    with at(AFTER_THIRTY_YEARS):
        with django_capture_on_commit_callbacks(execute=True):
            erase_all()
        assert not any(default_storage.exists(name) for name in names)
        with pytest.raises(Refused, match="销毁"):
            documents.pdf(paper.pk)
        found = documents.by_code(paper.verification_code)
    assert (found.number, found.addressee_masked, found.sha256) == (paper.number, "", paper.sha256)


def test_the_ledger_holds_numbers_only_and_still_verifies(archived, at):
    archived()
    with at(AFTER_THIRTY_YEARS):
        erase_all()
    entries = Entry.objects.filter(act="erased").order_by("id")
    assert entries
    for entry in entries:
        assert entry.payload.keys() == {"table", "count", "rows", "before"}
        assert entry.payload["count"] == len(entry.payload["rows"])
    assert verify().sound


def test_nothing_is_erased_twice_and_one_round_a_day_is_enough(archived, at):
    archived()
    with at(AFTER_THIRTY_YEARS):
        assert erase_all() > 0
        assert erase_all() == 0
        Round.objects.all().delete()
        Round.objects.create(day=dt.date(2057, 1, 1), done_at=clock.now())
        assert erase_all() == 0


def test_a_lost_round_is_done_again_from_the_tables(archived, at):
    case_id = archived()
    with at(AFTER_THIRTY_YEARS):
        Round.objects.create(day=clock.today())
        erase_all()
        assert Case.objects.get(pk=case_id).phone == ""


def test_the_round_goes_on_where_a_small_limit_stopped_it(archived, at):
    archived()
    archived("刘桂兰")
    with at(AFTER_THIRTY_YEARS):
        while erase_due(limit=1, actor=SYSTEM):
            pass
        assert not due_now()


def due_now():
    return [one for one in erasing.count_due() if one.count]


def test_a_person_stays_while_another_case_of_theirs_is_kept(archived, received_case, at):
    case_id = archived()
    with at("2040-03-03"):
        other = Case.objects.get(pk=case_id)
        other.pk, other.uid, other.number = (
            None,
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            "210900-20400303-000001",
        )
        other.received_at = other.decided_at = clock.now()
        other.save()
    with at(AFTER_THIRTY_YEARS):
        erase_all()
        assert Party.objects.get(pk=other.party_id).name == CITIZENS["张伟"].name
    with at("2071-01-02"):
        erase_all()
        assert Party.objects.get(pk=other.party_id).name == ""


def test_an_open_case_and_one_that_is_kept_for_ever_are_never_due(archived, at):
    open_one, adoption = archived(), archived("刘桂兰")
    Case.objects.filter(pk=open_one).update(state="review")
    Case.objects.filter(pk=adoption).update(item_code="MZ-QR-05")
    with at("2126-01-02"):
        erase_all()
        assert all(Case.objects.get(pk=one).phone for one in (open_one, adoption))
        assert Document.objects.filter(state="erased").count() == 0


def test_a_hold_stops_it_until_it_is_lifted(archived, cast, at):
    case_id = archived()
    office = cast.actor("沈远")
    with pytest.raises(NotPermitted):
        holding.hold(
            stream=f"case:{case_id}", ground="litigation", reason="行政诉讼", actor=cast.actor("王芳")
        )
    hold = holding.hold(stream=f"case:{case_id}", ground="litigation", reason="行政诉讼一审", actor=office)
    with at(AFTER_THIRTY_YEARS):
        erase_all()
        assert Case.objects.get(pk=case_id).phone
        assert Upload.objects.filter(case_id=case_id).exists()
        holding.lift(hold_id=hold, reason="判决已经生效", actor=office)
    with at("2057-01-03"):
        erase_all()
        assert Case.objects.get(pk=case_id).phone == ""


def test_the_same_hold_is_not_placed_twice_and_says_why(archived, cast):
    case_id, office = archived(), cast.actor("沈远")
    with pytest.raises(Refused, match="理由"):
        holding.hold(stream=f"case:{case_id}", ground="other", reason="无", actor=office)
    holding.hold(stream=f"case:{case_id}", ground="other", reason="纪检调阅", actor=office)
    with pytest.raises(Refused, match="已经"):
        holding.hold(stream=f"case:{case_id}", ground="other", reason="纪检调阅", actor=office)


def test_an_unfinished_complaint_holds_the_case_it_names(archived, cast, at):
    case_id = archived()
    number = Case.objects.get(pk=case_id).number
    telling = Telling(
        channel="transferred", category="integrity", content="办得太慢", case_number=number, source="市长热线"
    )
    receiving.register(telling=telling, code="K" * 20, actor=cast.actor("彭燕"))
    with at(AFTER_THIRTY_YEARS):
        erase_all()
        assert Case.objects.get(pk=case_id).phone
        Complaint.objects.update(archived_at=clock.now(), state="archived", volume="卷1")
    with at("2057-01-03"):
        erase_all()
        assert Case.objects.get(pk=case_id).phone == ""


def test_a_lead_that_waits_holds_the_case_that_proves_it(archived, cast, at):
    case_id = archived()
    lead = Lead.objects.create(
        source="x", origin="clock", kind="超期", on=clock.today(), stream=f"case:{case_id}", seq=1,
        raised_at=clock.now(),
    )  # fmt: skip
    with at(AFTER_THIRTY_YEARS):
        erase_all()
        assert Case.objects.get(pk=case_id).phone
        lead.dismissed_at, lead.dismissed_by_id = clock.now(), cast.staff_id("彭燕")
        lead.save()
    with at("2057-01-03"):
        erase_all()
        assert Case.objects.get(pk=case_id).phone == ""


def test_a_booking_is_emptied_after_six_months_and_still_counts(cast, at):
    row = Booking(
        number="Y1", section_id=cast.sections["SPK"], item_code="X", item_name="事", purpose="accept",
        reason="YY-1", note="腿脚不便", channel="counter", taken_by="staff", name="张伟", name_masked="张*",
        phone="13900000000", phone_digest="x", tail_digest="y", day=clock.today(), starts_at=clock.now(),
        ends_at=clock.now() + dt.timedelta(minutes=20), state="kept", made_at=clock.now(), ended_at=clock.now(),
    )  # fmt: skip
    row.save()
    Round.objects.create(day=clock.today(), done_at=clock.now())
    with at("2027-06-01"):
        erase_all()
        row = Booking.objects.get()
        assert (row.name, row.phone, row.note, row.name_masked, row.tail_digest) == ("", "", "", "", "")


def test_a_draft_goes_with_its_files_within_a_day_after_its_day(cast, at, django_capture_on_commit_callbacks):
    handle = drafts.begin(Case._meta.get_field("item_version").related_model.objects.order_by("pk")[0].pk)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    uploads.keep(file=SimpleUploadedFile("a.png", picture.getvalue()), seq=1, draft_id=drafts.find(handle).id)
    name = Upload.objects.get().stored_as
    Round.objects.create(day=clock.today(), done_at=clock.now())
    with at("2026-11-24 11:00"), django_capture_on_commit_callbacks(execute=True):
        erase_all()
    assert not Draft.objects.exists()
    assert not default_storage.exists(name)


def test_messages_lose_number_and_words_after_six_months(archived, at):
    archived()
    assert Message.objects.exists()
    Message.objects.update(state="sent")
    with at("2027-06-01"):
        erase_all()
        for message in Message.objects.order_by("id"):
            assert (message.recipient, message.subject, message.body) == ("", "＊", "")


@pytest.mark.parametrize("table", list(erasable()), ids=lambda table: table.label)
def test_each_rule_can_be_asked_and_carried_out(table):
    assert list(due(table, clock.now())) == []
    sealed = [f for f in table.model._meta.get_fields() if isinstance(f, SealedField)]
    assert table.erase == "rows" or {f.name for f in sealed} <= set(table.emptied)


def test_the_first_round_of_an_empty_installation_begins_the_day_after(at):
    assert erase_all() == 0
    assert Round.objects.get().done_at
    with at("2026-11-24"):
        erase_all()
        assert Round.objects.get().day == clock.today()
