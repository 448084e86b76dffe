"""`banshi ledger verify` finds what was tampered with; `banshi key create` shows a key once."""

from django.db import connection

from banshi.kernel.ledger import guard
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.models import ApiKey
from banshi.kernel.organisation.queries import staff_by_key


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
