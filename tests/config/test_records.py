"""`banshi ledger verify` finds what was tampered with; `banshi key create` shows a key once."""

import subprocess
import sys

from django.db import connection

from banshi.kernel.ledger import guard, watching
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.models import ApiKey
from banshi.kernel.organisation.queries import staff_by_key
from banshi.workflows.tick import tick


def test_a_sound_ledger_passes(banshi, accepted_case):
    accepted_case()
    done = banshi("ledger", "verify")
    assert done.exit_code == 0
    assert "1 条链 (streams)，2 条记录 (entries)，0 个问题" in done.stdout


def test_an_altered_entry_is_named(banshi, accepted_case):
    case_id = accepted_case()
    guard.remove(connection)
    Entry.objects.filter(stream=f"case:{case_id}", seq=1).update(act="withdrawn")
    done = banshi("ledger", "verify")
    assert done.exit_code == 1
    assert [line.split()[:2] for line in done.stdout.splitlines()[1:2]] == [[f"case:{case_id}", "1"]]
    assert "内容被改" in done.stdout


def test_a_key_works_and_only_its_digest_is_kept(banshi, cast):
    secret = banshi("key", "create", "--staff", "wangfang", "--name", "省平台").stdout.strip()
    assert staff_by_key(secret) == cast.staff("王芳")
    assert secret not in ApiKey.objects.get().digest


def test_a_key_for_nobody_is_refused(banshi, cast):
    done = banshi("key", "create", "--staff", "nobody", "--name", "省平台")
    assert (done.exit_code, ApiKey.objects.count()) == (2, 0)
    assert banshi("key", "create", "--staff", "wangfang", "--name", "长" * 61).exit_code == 2


def test_a_revoked_key_opens_nothing_more_and_the_list_says_so(banshi, cast):
    secret = banshi("key", "create", "--staff", "wangfang", "--name", "省平台").stdout.strip()
    number = str(ApiKey.objects.get().pk)
    assert banshi("key", "revoke", number).exit_code == 0
    assert staff_by_key(secret) is None
    assert Entry.objects.get(act="api_key_revoked").payload == {"key": int(number)}
    assert [line.split()[:3] for line in banshi("key", "list").stdout.splitlines()[1:]] == [
        [number, "省平台", "wangfang"]
    ]
    assert banshi("key", "revoke", number).exit_code == 2


def test_the_ledger_is_written_out_and_checked_by_the_verifier_that_comes_along(
    banshi, accepted_case, tmp_path, settings
):
    settings.LEDGER_OUTSIDE = str(tmp_path / "outside")
    accepted_case()
    tick()
    assert banshi("ledger", "status").exit_code == 0
    assert banshi("ledger", "verify", "--files").exit_code == 0
    export, program = tmp_path / "ledger.jsonl", tmp_path / "verify_ledger.py"
    assert banshi("ledger", "export", str(export)).exit_code == 0
    assert banshi("ledger", "export", str(export)).exit_code == 2
    assert banshi("ledger", "export", str(tmp_path / "x"), "--since", "9").exit_code == 2
    assert banshi("ledger", "verifier", str(program)).exit_code == 0
    key = banshi("ledger", "keys").stdout.split()[1]
    command = [
        sys.executable,
        "-I",
        str(program),
        str(export),
        "--key",
        key,
        "--outside",
        settings.LEDGER_OUTSIDE,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "没有发现问题" in done.stdout


def test_a_trouble_is_shown_until_somebody_looked_into_it(banshi, db):
    watching.note("altered", "7")
    shown = banshi("ledger", "status")
    assert (shown.exit_code, "封存点 7 里的记录被人改过" in shown.stdout) == (1, True)
    assert banshi("ledger", "settle", "--report", "").exit_code == 2
    assert banshi("ledger", "settle", "--report", "阜民信〔2026〕3号").exit_code == 0
    assert banshi("ledger", "status").exit_code == 0


def test_a_secret_is_divided_and_put_together(banshi, tmp_path, db):
    secret = tmp_path / "banshi.env"
    secret.write_text('BANSHI_VAULT_KEYS="密"')
    assert banshi("keys", "split", str(secret), "--into", str(tmp_path / "x"), "--people", "3").exit_code == 0
    one, _, three = (str(tmp_path / "x" / f"share-{n}.txt") for n in (1, 2, 3))
    assert banshi("keys", "join", one, "--to", str(tmp_path / "back")).exit_code == 2
    assert banshi("keys", "join", one, three, "--to", str(tmp_path / "back")).exit_code == 0
    assert (tmp_path / "back").read_text() == secret.read_text()
    assert banshi("keys", "join", one, three, "--to", str(tmp_path / "back")).exit_code == 2
    assert banshi("keys", "split", str(secret), "--into", str(tmp_path / "y"), "--people", "1").exit_code == 2
    assert "r1" in banshi("keys", "status").stdout
