"""The sample bureau: ninety days of work in every state, made by the real acts only."""

import datetime as dt
import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from banshi.config.demo.dice import Dice
from banshi.config.demo.grievances import CODE
from banshi.config.demo.identities import citizen_number, credit_code, mobile
from banshi.config.demo.load import PASSWORD, NotARehearsal, load, loaded
from banshi.institutions.appointments.models import Booking, Lateness
from banshi.institutions.appointments.rules.life import State as Booked
from banshi.institutions.complaints.models import Complaint
from banshi.institutions.complaints.queries.follow import followed
from banshi.institutions.complaints.rules.steps import State as Stage
from banshi.institutions.refusals.models import Filing, Instruction, Refusal
from banshi.institutions.time_limits.models import Breach, Extension
from banshi.kernel.cases.life import State, state_of
from banshi.kernel.cases.models import Case, PaperReturn
from banshi.kernel.cases.queries import timeline
from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents.models import Document
from banshi.kernel.exchange.rows import Period, records
from banshi.kernel.exchange.writing import fault
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.kernel.organisation.models import Role, Staff
from banshi.kernel.organisation.queries import staff_by_key
from banshi.kernel.parties.numbers import parse_citizen_id, parse_credit_code, parse_phone
from banshi.kernel.ui.articles import article_address
from banshi.lib import clock
from tests.entrypoints.workbench import sampled_numbers
from tests.house import swapped
from tests.people import empty
from tests.workflows import sampled_figures

MOMENT = "2026-11-23T10:00"
VERIFY_AND_CLEAR = """
import django
django.setup()
from banshi.config.commands import rehearsal
from banshi.kernel.ledger.verify import verify
assert verify().sound
rehearsal._clear()
"""
DAYTIME = (dt.time(8, 30), dt.time(17, 5))


class TestSample(TestCase):
    """A small load of the sample bureau, made once for all these questions."""

    @classmethod
    def setUpTestData(cls):
        empty()
        with clock.frozen(MOMENT):
            cls.demo = load(cases=25)

    def test_every_state_is_there_and_the_ledger_is_sound(self):
        assert self.demo.broken_off == 0
        assert set(Case.objects.values_list("state", flat=True)) == {state.value for state in State}
        assert set(Breach.objects.values_list("clock", flat=True)) >= {"intake", "promised"}
        assert set(Extension.objects.values_list("granted", flat=True)) == {True, False, None}
        assert Clock.objects.filter(provisional=True, stopped_at=None).exists()
        running = Clock.objects.filter(stopped_at=None, kind="promised").values_list("pauses", flat=True)
        today = clock.today().isoformat()
        assert any(first <= today <= last for pauses in running for first, last, _label in pauses)
        assert set(Instruction.objects.values_list("answer", flat=True)) >= {"", "approved", "sent_back"}
        assert set(Filing.objects.values_list("state", flat=True)) == {"sent", "receipted"}
        assert {one.filing_id is None for one in Refusal.objects.order_by("id")} == {True, False}
        assert Refusal.objects.filter(archived_at=None).exists()
        assert {one.returned_at is None for one in PaperReturn.objects.order_by("id")} == {True, False}
        # Serving lasts minutes: whether somebody is being served now depends on the hour of the load.
        booked = set(Booking.objects.values_list("state", flat=True))
        assert booked >= {state.value for state in Booked} - {"arrived", "serving"}
        assert Lateness.objects.exists()
        assert verify().sound
        assert loaded()

    @pytest.mark.once
    def test_facts_and_rows_tell_the_same_story_in_the_order_of_time_and_in_office_hours(self):
        for case in Case.objects.order_by("id"):
            events = timeline(case.pk)
            assert state_of(event.fact for event in events) == case.state
        moments = [
            at.astimezone(clock.BEIJING) for at in Entry.objects.order_by("id").values_list("at", flat=True)
        ]
        assert all(a <= b for a, b in pairwise(moments))
        assert moments[-1] <= clock.now()
        acts = [m for m in moments[5:-1] if m != clock.now()]
        assert all(DAYTIME[0] <= moment.time() <= DAYTIME[1] for moment in acts)

    @pytest.mark.once
    @override_settings(ROOT_URLCONF="banshi.config.urls")
    def test_from_an_event_of_every_kind_one_click_leads_to_its_article_and_one_back(self):
        desk, kinds = Client(), {}
        desk.force_login(Staff.objects.get(username="shenpi"))
        for entry in Entry.objects.filter(stream__startswith="case:").order_by("id"):
            kinds.setdefault((entry.act, tuple(entry.articles)), int(entry.stream.partition(":")[2]))
        assert len({act for act, _articles in kinds}) >= 20
        pages = {case_id: reverse("workbench:case", args=(case_id,)) for case_id in kinds.values()}
        read = {case_id: desk.get(page).content.decode() for case_id, page in pages.items()}
        for (act, articles), case_id in kinds.items():
            assert articles, act
            for article in articles:
                assert f'href="{article_address(article)}"' in read[case_id], (act, article)
        for article, case_id in {one: case for (_act, those), case in kinds.items() for one in those}.items():
            page = pages[case_id]
            there = desk.get(article_address(article), headers={"referer": f"http://testserver{page}"})
            assert f'href="{page}">← 回到这件办件' in there.content.decode()

    def test_figures_add_up_and_agree_with_what_stands_behind_them(self):
        sampled_figures.figures_add_up()

    def test_every_number_of_the_dashboard_is_the_length_of_its_list(self):
        sampled_numbers.through_the_lamps()

    @pytest.mark.once
    def test_every_number_of_a_page_is_the_length_of_its_list(self):
        sampled_numbers.through_the_dashboard(Client())
        sampled_numbers.through_the_reports(Client())

    @pytest.mark.once
    def test_complaints_are_there_in_every_state(self):
        states = set(Complaint.objects.order_by("uid").values_list("state", flat=True))
        assert states == {state.value for state in Stage}
        assert followed(CODE).may_answer

    @pytest.mark.once
    def test_somebody_holds_every_role_and_can_log_in(self):
        assert set(Staff.objects.values_list("posts__role", flat=True)) >= set(Role.values)
        assert Staff.objects.get(username="jingban").check_password(PASSWORD)
        assert staff_by_key("banshi-demo-key-known-to-everybody").username == "chuangkou"

    @pytest.mark.once
    def test_all_letters_wait_for_the_worker_because_the_server_is_forked_from_this_process(self):
        assert set(Document.objects.order_by("id").values_list("state", flat=True)) == {"queued"}

    @pytest.mark.once
    def test_every_case_of_the_sample_fits_gb_t_39046(self):
        today = clock.today()
        whole = Period(today - dt.timedelta(days=400), today)
        found = list(records(whole))
        assert len(found) == Case.objects.count()
        assert {fault(record) for record in found} == {""}
        assert {step["特别程序种类代码"] for record in found for step in record["事项办理"]} >= {
            "1",
            "2",
            None,
        }

    @pytest.mark.once
    @override_settings(ROOT_URLCONF="banshi.config.urls")
    def test_a_swapped_id_gets_the_answer_for_what_does_not_exist_and_leaves_no_trace(self):
        told = [one for one in swapped.round_of(swapped.a_few) if one != 1]
        assert told == []

    @pytest.mark.once
    @override_settings(ROOT_URLCONF="banshi.config.urls")
    def test_a_stranger_and_the_owner_of_another_case_learn_nothing_of_this_one(self):
        told = [one for one in swapped.strangers() if one != 1]
        assert told == []


@pytest.mark.once
@pytest.mark.parametrize("moment", ["2026-10-04 11:00", "2026-02-18 03:15"])
def test_it_can_be_rehearsed_on_any_day(empty_bureau, moment, at):
    with at(moment):
        assert load(cases=1).broken_off == 0
    assert verify().sound


def test_demo_data_are_refused_in_earnest(empty_bureau):
    with override_settings(BANSHI_REHEARSAL=False), pytest.raises(NotARehearsal):
        load(cases=1)
    assert not Staff.objects.exists()


def test_an_interrupted_load_leaves_nothing_behind(empty_bureau):
    def pull_the_plug(day):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(cases=1, progress=pull_the_plug)
    assert not loaded()
    assert not Entry.objects.exists()
    assert not Staff.objects.exists()


@pytest.mark.pure
def test_from_an_empty_folder_to_a_loaded_bureau_and_again_in_no_time(tmp_path):
    """On a day of a year whose calendar is not published yet."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"BANSHI_ENV": "demo", "BANSHI_DATA": str(tmp_path), "BANSHI_NOW": "2027-03-01T16:55"}

    def run(*arguments, start=("-m", "banshi.config.cli")):
        command = [sys.executable, *start, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    first = run("demo", "--load-only", "--cases", "1", "--reset")
    assert first.returncode == 0, first.stderr
    assert re.search("装好了 [1-9][0-9]+ 件，中断 0 件", first.stdout)
    assert "已经装好" in run("demo", "--load-only").stdout
    assert (tmp_path / "banshi.sqlite3").exists()
    # Of a ledger that is gone nothing may stay: the next one would not fit it.
    (tmp_path / "checkpoints").mkdir(exist_ok=True)
    # What `--reset` does before it loads, without loading once more.
    cleared = run(start=("-c", VERIFY_AND_CLEAR))
    assert cleared.returncode == 0, cleared.stderr
    assert not (tmp_path / "banshi.sqlite3").exists()
    assert not (tmp_path / "files").exists()
    assert not (tmp_path / "checkpoints").exists()


@pytest.mark.pure
@given(st.dates(dt.date(1926, 1, 1), dt.date(2026, 1, 1)), st.integers(1, 999), st.integers(1, 9999))
def test_invented_numbers_pass_every_check(birth, serial, number):
    assert parse_citizen_id(citizen_number(birth, serial)).birth == birth
    assert parse_credit_code(credit_code(number)).startswith("51210900XXXX")
    assert parse_phone(mobile(number)) == f"1380000{number:04d}"


@pytest.mark.pure
def test_chance_falls_the_same_way_every_time():
    first, second = Dice("a"), Dice("a")
    assert [first.between(1, 6) for _ in range(50)] == [second.between(1, 6) for _ in range(50)]
    assert {Dice("b").between(1, 6) for _ in range(1)} <= set(range(1, 7))
