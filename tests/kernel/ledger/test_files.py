"""Photos and monthly reports are proven like papers; what was erased because its time is over is not missing."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from banshi.config.commands import attachments
from banshi.institutions.conduct.models import Finding, Inspection
from banshi.kernel.cases import uploads
from banshi.kernel.cases.models import Case, Upload
from banshi.kernel.cases.pictures import keep_picture
from banshi.kernel.documents import files
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger import exporting, signing, verifier
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.reports.models import MonthlyReport
from banshi.lib import clock
from banshi.workflows.retaining import erase_due
from banshi.workflows.tick import tick

pytestmark = pytest.mark.django_db


def image():
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    return SimpleUploadedFile("a.png", picture.getvalue())


def faults():
    """What the verifier finds in the export and in the folder of files: kind and name."""
    key = signing.public(next(iter(signing.keys().values())))
    found = verifier.Ledger({key}, files=Path(default_storage.path("")))
    return [(one.kind, one.stream) for one in found.read(list(exporting.export(attachments.witnessed())))]


@pytest.fixture
def photo(cast):
    """What an inspector saw, with a photo."""
    walk = Inspection.objects.create(
        kind="spot",
        section_id=cast.sections["SHZZ"],
        inspector=cast.staff("孙丽"),
        started_at=clock.now(),
    )
    row = Finding(inspection=walk, article="09-03-1", correct_by=clock.today(), rechecked_at=clock.now())
    kept = keep_picture(image(), row.place)
    row.photo_type, row.photo_stored_as = kept.media_type, kept.stored_as
    row.save()
    return row


@pytest.fixture
def report(db):
    digest, name = files.keep(b"%PDF-1.7 report")
    sheet, other = files.keep(b"PK report", ending="xlsx")
    return MonthlyReport.objects.create(
        month=dt.date(2026, 10, 1),
        data={},
        made_at=clock.now(),
        pdf=name,
        pdf_sha256=digest,
        excel=other,
        excel_sha256=sheet,
    )


def test_a_photo_and_the_files_of_a_report_are_witnessed_once(photo, report):
    assert tick()["photos_witnessed"] == 1
    assert [tick()[name] for name in ("photos_witnessed", "reports_witnessed")] == [0, 0]
    assert faults() == []
    assert not list(attachments.damaged())


@pytest.mark.once
def test_a_changed_or_missing_one_is_named(photo, report):
    tick()
    path = Path(default_storage.path(report.pdf))
    path.write_bytes(b"%PDF-1.7 others")
    assert faults() == [("file", f"{report.pk}-pdf")]
    assert list(attachments.damaged()) == [("report_file", f"{report.pk}-pdf")]
    path.write_bytes(b"%PDF-1.7 report")
    MonthlyReport.objects.filter(pk=report.pk).update(excel_sha256="0" * 64)
    assert faults() == [("unwitnessed", f"{report.pk}-xlsx"), ("file", f"{report.pk}-xlsx")]
    MonthlyReport.objects.filter(pk=report.pk).delete()
    Finding.objects.update(photo_stored_as="")
    assert sorted(faults()) == [
        ("file", f"picture:{photo.uid.hex}"),
        ("file", f"report_file:{report.pk}-pdf"),
        ("file", f"report_file:{report.pk}-xlsx"),
    ]


def test_what_was_erased_in_time_is_not_missing(photo, received_case, at, django_capture_on_commit_callbacks):
    case_id = received_case("张伟")
    uploads.keep(file=image(), seq=1, case_id=case_id)
    tick()
    assert {one["kind"] for one in attachments.witnessed()} == {"document", "upload", "picture"}
    Case.objects.filter(pk=case_id).update(state="archived", decided_at=clock.now())
    with at("2057-01-02"), django_capture_on_commit_callbacks(execute=True):
        erase_due(limit=10_000, actor=SYSTEM)
    assert not Upload.objects.exists()
    assert Document.objects.get().state == "erased"
    assert Finding.objects.get().photo_stored_as == ""
    assert not default_storage.exists(photo.photo_stored_as)
    assert faults() == []
    assert not list(attachments.damaged())
