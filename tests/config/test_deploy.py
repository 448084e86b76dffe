"""The units and the image are what systemd and a builder accept, and start commands that exist."""

import configparser
import re
import subprocess

import pytest

from banshi.config.cli import COMMANDS
from tests.house.source import ROOT

pytestmark = pytest.mark.pure
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
HARDENED = "NoNewPrivileges ProtectSystem ProtectHome PrivateTmp RestrictNamespaces CapabilityBoundingSet"


def read(path):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


def test_there_is_a_unit_for_the_web_one_for_the_worker_and_one_for_backups():
    names = [path.name for path in UNITS]
    assert names == ["banshi-backup.service", "banshi-web.service", "banshi-worker.service"]


def test_a_backup_is_made_and_proven_every_night():
    folder = ROOT / "deploy" / "systemd"
    done = subprocess.run(
        ["systemd-analyze", "verify", str(folder / "banshi-backup.timer")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not [line for line in done.stderr.splitlines() if "backup.timer" in line]
    lines = (folder / "banshi-backup.service").read_text("utf-8").splitlines()
    starts = [line.split("/banshi ")[1] for line in lines if line.startswith("ExecStart=")]
    assert starts == ["backup", "backup --prove"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_runs_a_command_of_ours_without_powers(path):
    service = read(path)["Service"]
    for line in (service["ExecStart"], service.get("ExecStartPre", service["ExecStart"])):
        assert line.split()[0].endswith("/bin/banshi")
        assert line.split()[1] in COMMANDS
    assert service["User"] == "banshi"
    assert [name for name in HARDENED.split() if name not in service] == []


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_accepts_a_unit(path, tmp_path):
    here = tmp_path / path.name
    here.write_text(path.read_text("utf-8").replace("/opt/banshi/bin/banshi", "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(here)], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if path.name in line]
    assert (done.returncode, ours) == (0, [])


def test_the_proxy_speaks_tls_of_today_and_is_believed_only_in_what_it_writes_itself():
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"ssl_protocols (.+);", text) == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = re.findall(r"ssl_ciphers (\S+);", text)
    assert [
        one for one in ciphers.split(":") if not re.fullmatch(r"ECDHE-\w+-(AES\d+-GCM|CHACHA20)-\w+", one)
    ] == []
    set_anew = dict(re.findall(r"proxy_set_header (\S+) (\S+);", text))
    assert set_anew == {"Host": "$host", "X-Forwarded-Proto": "$scheme", "X-Forwarded-For": "$remote_addr"}
    # Who sends a key in clear is not led on: the key would be sent again without anybody noticing.
    assert "location /api/ { return 403; }" in text
    (logged,) = re.findall(r"log_format quiet '(.+)';", text)
    assert logged.split() == ["$time_iso8601", "$status", "$request_time"]


def test_the_image_installs_the_pinned_packages_and_runs_without_powers():
    text = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    instructions = re.findall(r"^([A-Z]+) ", text, re.MULTILINE)
    assert set(instructions) <= {
        "ARG",
        "FROM",
        "COPY",
        "RUN",
        "ENV",
        "USER",
        "WORKDIR",
        "VOLUME",
        "EXPOSE",
        "HEALTHCHECK",
        "CMD",
    }
    assert "--require-hashes" in text
    assert "USER banshi" in text
    assert "VOLUME /var/lib/banshi" in text
    # What the image is made of: the pinned list and the wheel, no settings and no source.
    assert re.findall(r"^COPY (?!--from)(\S+)", text, re.MULTILINE) == ["requirements/base.txt", "dist/*.whl"]
    assert (ROOT / ".containerignore").read_text("utf-8").split() == [
        "**",
        "!requirements/base.txt",
        "!dist/*.whl",
    ]
    assert not re.search(r"(SECRET|PASSWORD|KEY)", text)
    assert not re.search(r"\b(node|npm)\b", text)
    for source in re.findall(r"^COPY (?!--from)(\S+)", text, re.MULTILINE):
        assert source.startswith("dist/") or (ROOT / source).exists()
