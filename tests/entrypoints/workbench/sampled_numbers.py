"""Every number of 总览 and 统计报表 is the length of the list behind it: through the sample bureau, by `TestSample`."""

import re
from collections import Counter
from html import unescape

import pytest

from banshi.entrypoints.workbench.dashboard_numbers import LAMPS
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from banshi.workflows import dated
from tests.entrypoints.workbench.conftest import text

REPORTS = "/desk/reports/"
ON_DASHBOARD = re.compile(r'<a class="num" href="(/desk/dashboard/[^"]+)">(\d+)</a>')
IN_REPORTS = re.compile(r'<a class="num" href="(/desk/reports/list/[^"]+)">([\d.]+)</a>')
HEADING = re.compile(r"<h1>.*?(\d+) (?:件|item|case)", re.S)


def numbers(page):
    """Every number of the dashboard with the address behind it."""
    return [(unescape(url), int(number)) for url, number in ON_DASHBOARD.findall(page.content.decode())]


def behind_charts(page):
    """The figures of the charts that count cases, with the addresses of their lists."""
    counting = [chart for chart in page.context["charts"] if chart.name in {"received", "decided"}]
    found = [number for chart in counting for row in chart.rows for number in row.numbers]
    return [(number.url, int(number.value)) for number in found if number.url]


def links(page):
    """Every number of the reports with the address behind it."""
    return [(unescape(url), number) for url, number in IN_REPORTS.findall(page.content.decode())]


def through_the_lamps():
    """Through every kind, section and lamp."""
    actor = actor_for(Staff.objects.get(username="juling"))
    found = dated.counts(actor)
    assert {one.lamp for one in found} == {str(lamp) for lamp in LAMPS}
    assert len({one.kind for one in found}) >= 14
    counted = {(one.kind, one.section_id, one.lamp): one.number for one in found}
    assert len(counted) == len(found)
    for kind in dated.KINDS:
        whole = dated.lines(actor, kind, limit=1000)
        listed = Counter((kind, line.section_id, line.lamp) for line in whole)
        assert listed == {key: number for key, number in counted.items() if key[0] == kind}, kind
        for key, number in listed.items():
            behind = dated.lines(actor, kind, lamp=key[2], sections=[key[1]], limit=1000)
            assert len({line.stream for line in behind}) == len(behind) == number, key


def through_the_dashboard(client):
    """Through every link of the page."""
    client.force_login(Staff.objects.get(username="juling"))
    page = client.get("/desk/dashboard/")
    assert "要我办的" in text(page)
    links = numbers(page)
    for url, number in links:
        if "/past/" not in url:
            answer = client.get(url)
            assert answer.status_code == 200, url
            assert int(HEADING.search(answer.content.decode())[1]) == number, url
    for url, number in behind_charts(page):
        listed = client.get(url).content.decode().count("data-row")
        assert (url, listed) == (url, min(number, 50))
    lines = {url for url, _number in links if "kind=" in url and "lamp=" not in url}
    opened = {
        href
        for url in lines
        for href in re.findall(r'<a class="nowrap num" href="([^"]+)"', client.get(url).content.decode())
    }
    assert opened
    assert [url for url in opened if client.get(url).status_code != 200] == []
    assert client.get("/desk/dashboard/?span=months").status_code == 200


def through_the_reports(client):
    """Through all kinds of arrivals, for a leader, a head and a handler."""
    for user in ("juling", "kezhang", "jingban"):
        client.force_login(Staff.objects.get(username=user))
        seen = 0
        for kind in ("window", "online", "tickets", "bookings"):
            page = client.get(REPORTS, {"period": "2026", "arrivals": kind})
            counted = [(url, n) for url, n in links(page) if "/time/" not in url and "/procedure/" not in url]
            if kind != "window":
                counted = [(url, n) for url, n in counted if "/arrival/" in url]
            # A share and a median open the list of the number they belong to, which stands before them.
            for url, number in dict(reversed(counted)).items():
                answer = client.get(url)
                assert (url, int(HEADING.search(answer.content.decode())[1])) == (url, int(number))
                seen += 1
        assert seen
    client.force_login(Staff.objects.get(username="juling"))
    times = next(
        f for f in client.get(REPORTS, {"period": "2026"}).context["paper"].figures if f.name == "times"
    )
    for row in times.rows:
        listed = client.get(row.numbers[0].url).context
        assert listed["number"] == row.numbers[0].value
        totals = sorted(shown.split.total for shown in listed["rows"])
        assert row.numbers[1].value == totals[(len(totals) - 1) // 2]
        assert row.numbers[1].value == pytest.approx(sum(n.value for n in row.numbers[2:5]))
