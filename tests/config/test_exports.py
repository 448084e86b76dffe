"""`banshi export cases` writes JSON or CSV to the standard output, and refuses with a sentence."""

import json

FROM = ("export", "cases", "--as", "sunli", "--from", "2026-11-01", "--to", "2026-11-30")


def test_the_cases_of_a_month(banshi, accepted_case):
    accepted_case()
    whole = json.loads(banshi(*FROM).stdout)
    assert whole["standard"] == "GB/T 39046—2020"
    assert len(whole["cases"]) == 1
    assert banshi(*FROM, "--section", "SHZZ", "--csv", "办事申请").stdout.count("\n") == 2


def test_what_cannot_be_is_named(banshi, cast):
    assert banshi(*FROM, "--csv", "别的").exit_code == 2
    assert banshi(*FROM, "--section", "NIX").exit_code == 2
    assert banshi(*FROM[:3], "nobody", *FROM[4:]).exit_code == 2
    refused = banshi(*FROM[:3], "liqiang", *FROM[4:])
    assert (refused.exit_code, "权限" in refused.stderr) == (2, True)
