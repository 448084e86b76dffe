"""The ways out of the house."""

import json
import stat
import uuid
from pathlib import Path

import pytest

from banshi.kernel.notifications import outlets
from banshi.kernel.notifications.models import Message

pytestmark = pytest.mark.pure


def message(channel: str = "sms", to: str = "13812345678") -> Message:
    return Message(
        uid=uuid.UUID(int=5),
        channel=channel,
        recipient=to,
        subject="申请已受理",
        body="您好！已受理。",
        language="zh-hans",
    )


def test_the_file_holds_one_line_a_message_for_the_owner_only(settings, tmp_path: Path) -> None:
    settings.BANSHI_DATA = tmp_path
    for _ in range(2):
        outlets.file(message())
    written = tmp_path / "outbox" / "messages.jsonl"
    lines = [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]
    assert [line["to"] for line in lines] == ["13812345678"] * 2
    assert lines[0]["uid"] == uuid.UUID(int=5).hex
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_the_console_shows_the_number_masked(capsys: pytest.CaptureFixture[str]) -> None:
    outlets.console(message())
    assert capsys.readouterr().out == "[sms] 138****5678: 您好！已受理。\n"


def test_a_mail_can_be_told_from_its_repeat(mailoutbox) -> None:
    for _ in range(2):
        outlets.smtp(message("email", "somebody@example.org"))
    assert [mail.to for mail in mailoutbox] == [["somebody@example.org"]] * 2
    assert {mail.extra_headers["Message-ID"] for mail in mailoutbox} == {f"<{uuid.UUID(int=5).hex}@banshi>"}
    assert (mailoutbox[0].subject, mailoutbox[0].body) == ("申请已受理", "您好！已受理。")


@pytest.mark.parametrize("outlet", [outlets.console, outlets.file, outlets.smtp, outlets.put_on_list])
def test_nobody_cannot_be_reached(outlet: outlets.Deliver) -> None:
    with pytest.raises(outlets.NoRecipient):
        outlet(message(to=""))


def test_the_settings_choose_the_outlet(settings) -> None:
    settings.BANSHI_OUTLETS = {"sms": "console"}
    assert outlets.outlet_for("sms") is outlets.console
    assert outlets.outlet_for("email") is outlets.smtp
    assert outlets.outlet_for("call") is outlets.outlet_for("inapp") is outlets.put_on_list
    settings.BANSHI_OUTLETS = {"sms": "nothing"}
    with pytest.raises(LookupError):
        outlets.outlet_for("sms")


def test_a_bureau_adds_its_own_provider_once(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    monkeypatch.setattr(outlets, "_outlets", dict(outlets._outlets))
    outlets.register("vendor", outlets.console)
    settings.BANSHI_OUTLETS = {"sms": "vendor"}
    assert outlets.outlet_for("sms") is outlets.console
    with pytest.raises(ValueError, match="vendor"):
        outlets.register("vendor", outlets.console)
