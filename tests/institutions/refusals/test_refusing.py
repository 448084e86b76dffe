"""Refusals from the ground to the file: registered in the act, asked for, archived, filed, returned."""

import dataclasses
import datetime as dt
import json

import pytest
from django.db import IntegrityError, connection, transaction

from banshi.config.demo.people import Colleague, hire
from banshi.institutions.one_time_notice.actions.completing import ask_supplement, check_materials, supply
from banshi.institutions.refusals.actions.filing import (
    archive_refusal,
    file_refusals,
    note_filed,
    record_filing_receipt,
    warn_unfiled,
)
from banshi.institutions.refusals.actions.instructing import answer_instructions, request_instructions
from banshi.institutions.refusals.models import Filing, Instruction, Refusal
from banshi.institutions.refusals.queries.register import filing, register, unarchived, unfiled
from banshi.institutions.refusals.queries.standing import waiting_instructions
from banshi.institutions.refusals.rules.refusing import Elsewhere
from banshi.institutions.time_limits.models import Breach
from banshi.kernel.cases.models import Case, Outcome, PaperReturn
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.clocks.fold import standings
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.proof import Proof
from banshi.kernel.ledger.acts import CITIZEN, SYSTEM
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.decision import Ruling, Serving, decide, serve
from banshi.workflows.refusing import refuse_intake, turn_away
from banshi.workflows.returns import HandBack, request_return, return_materials
from banshi.workflows.tick import tick
from tests.factories.cases import grounds
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
UNTIL = dt.date(2026, 12, 14)
NOT_BY_LAW = "MZ-QR-08"


@pytest.fixture
def gaps(cast, received_case):
    """张伟's case, with the one notice that papers 2 and 3 are missing or wrong."""
    case_id = received_case("张伟", missing=(2,), wrong={3: "没有盖章"})
    ask_supplement(case_id=case_id, version=None, until=UNTIL, actor=cast.actor("王芳"))
    return case_id


def missing(**changed):
    return grounds("到期没有补齐", ground="NF-1", evidence=(), missing=(2, 3), **changed)


def kinds(case_id):
    return [event.fact.kind for event in timeline(case_id)]


def refuse(cast, case_id, why=None, who="李强"):
    return refuse_intake(case_id=case_id, version=None, grounds=why or grounds(), actor=cast.actor(who))


def deny(cast, case_id, why=None, who="李强"):
    ruling = Ruling(False, why or grounds())
    return decide(case_id=case_id, version=None, ruling=ruling, actor=cast.actor(who))


class TestGroundOne:
    def test_it_is_locked_on_the_due_day_and_open_the_day_after(self, cast, gaps, at):
        with at("2026-12-14 23:59"), pytest.raises(Refused, match="当天交来也算按时"):
            refuse(cast, gaps, missing())
        with at("2026-12-15 00:00"):
            paper = Document.objects.get(pk=refuse(cast, gaps, missing()))
        assert (paper.kind, card(gaps).state) == ("W06", "not_accepted")
        assert paper.data["decision"]["reasons"] == [
            "缺少或者需要更正：业务主管单位批准文件。",
            "缺少或者需要更正：验资报告。",
        ]

    def test_without_the_notice_it_stays_locked(self, cast, received_case):
        with pytest.raises(Refused, match="还没有一次告知"):
            refuse(cast, received_case(missing=(2,)), grounds("缺", ground="NF-1", evidence=(), missing=(2,)))

    def test_papers_supplied_in_time_are_looked_at_first(self, cast, gaps, at):
        with at("2026-12-14 22:00"):
            supply(case_id=gaps, version=None, materials=[2], channel="online", actor=CITIZEN)
        with at("2026-12-15"):
            with pytest.raises(Refused, match="请先核对"):
                refuse(cast, gaps, missing())
            check_materials(case_id=gaps, version=None, present=[2], wrong={}, actor=cast.actor("王芳"))
            only_three = dataclasses.replace(missing(), missing=(3,))
            refuse(cast, gaps, only_three)
        row = Refusal.objects.get(case_id=gaps)
        assert (row.notice.kind, row.notice_until) == ("W04", UNTIL)

    def test_what_is_proved_untrue_needs_no_notice(self, cast, received_case):
        why = grounds(
            "验资报告不实", ground="NF-1", verified_by=cast.staff_id("李强"), verification="向银行核实"
        )
        refuse(cast, received_case(), why)


class TestRegister:
    def test_refusing_registers_in_the_same_act_with_the_form(self, cast, accepted_case):
        case_id = accepted_case()
        paper = deny(cast, case_id)
        row = Refusal.objects.get(case_id=case_id)
        assert (row.number, row.serial, row.stage) == ("阜民否登SHZZ〔2026〕1号", 1, "decision")
        assert (row.decision_id, row.form.kind, row.form.number) == (paper, "W15", row.number)
        assert kinds(case_id)[-1] == "decided"
        assert Outcome.objects.get(case_id=case_id).kind == "refused"
        assert [m.template_key for m in Message.objects.filter(recipient_staff_id=cast.staff_id("孙丽"))] == [
            "refusal_registered"
        ]

    def test_a_refusal_that_is_rolled_back_gives_its_number_back(self, cast, accepted_case):
        first, second = accepted_case(), accepted_case()
        with transaction.atomic():
            deny(cast, first)
            transaction.set_rollback(True)
        deny(cast, second)
        assert Refusal.objects.get().serial == 1

    def test_each_section_and_each_year_counts_for_itself(self, cast, accepted_case, at):
        with at("2025-11-24"):
            old = accepted_case()
            deny(cast, old)
        deny(cast, accepted_case())
        numbers = [line.number for line in register(section_ids=None)]
        assert numbers == ["阜民否登SHZZ〔2026〕1号", "阜民否登SHZZ〔2025〕1号"]
        assert register(section_ids=[cast.sections["SHJZ"]]) == ()

    def test_nothing_is_written_when_a_rule_says_no(self, cast, accepted_case):
        case_id = accepted_case()
        with pytest.raises(Refused, match="只有文字说明不能否定"):
            deny(cast, case_id, grounds(evidence=()))
        assert not Refusal.objects.exists()
        assert not Document.objects.filter(kind__in=["W15", "W18"]).exists()
        assert card(case_id).state == "review"

    def test_the_facts_lie_sealed(self, cast, accepted_case):
        deny(cast, accepted_case(), grounds("张伟的理由不外传"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT grounds FROM refusals_refusal")
            assert "不外传" not in cursor.fetchone()[0]


class TestAuthority:
    LEADERS = "MZ-XK-07"

    def other(self):
        return grounds("不符合公共利益", ground="NF-4")

    def ask(self, cast, case_id, why, who="李强"):
        return request_instructions(
            case_id=case_id, version=None, grounds=why, question="可否不予许可？", actor=cast.actor(who)
        )

    def say(self, cast, asked, answer, opinion="", who="陈局"):
        return answer_instructions(
            instruction_id=asked, version=None, answer=answer, opinion=opinion, actor=cast.actor(who)
        )

    def test_the_catch_all_needs_a_leader_who_says_yes(self, cast, accepted_case):
        case_id = accepted_case()
        with pytest.raises(Refused, match="超出科室的权限"):
            deny(cast, case_id, self.other())
        asked = self.ask(cast, case_id, self.other())
        assert [one.case_id for one in waiting_instructions()] == [case_id]
        with pytest.raises(Refused, match="请等批示"):
            deny(cast, case_id, self.other())
        self.say(cast, asked, "approved")
        with pytest.raises(Refused, match="要重新请示"):
            deny(cast, case_id, grounds("换了说法", ground="NF-4"))
        deny(cast, case_id, self.other())
        assert Refusal.objects.get(case_id=case_id).instruction_id == asked
        assert kinds(case_id)[-3:] == ["instructions_requested", "instructions_answered", "decided"]

    def test_sent_back_the_section_goes_on_by_the_opinion(self, cast, accepted_case):
        case_id = accepted_case()
        asked = self.ask(cast, case_id, self.other())
        with pytest.raises(Refused, match="请写明意见"):
            self.say(cast, asked, "sent_back")
        self.say(cast, asked, "sent_back", "请再核实")
        with pytest.raises(Refused, match="超出科室的权限"):
            deny(cast, case_id, self.other())
        assert self.ask(cast, case_id, self.other()) != asked
        with pytest.raises(Refused, match="请等批示"):
            self.ask(cast, case_id, self.other())

    def test_taken_over_it_is_the_leaders_alone(self, cast, accepted_case):
        case_id = accepted_case()
        with pytest.raises(Refused, match="不代为决定"):
            deny(cast, case_id, who="陈局")
        self.say(cast, self.ask(cast, case_id, self.other()), "taken_over")
        for ruling in (Ruling(True), Ruling(False, self.other())):
            with pytest.raises(Refused, match="局领导直接决定"):
                decide(case_id=case_id, version=None, ruling=ruling, actor=cast.actor("李强"))
        deny(cast, case_id, self.other(), who="陈局")
        assert Refusal.objects.get(case_id=case_id).refused_by_id == cast.staff_id("陈局")

    def test_nobody_answers_their_own_request_and_the_database_agrees(self, cast, accepted_case):
        asked = self.ask(cast, accepted_case(), self.other())
        with pytest.raises(NotPermitted):
            self.say(cast, asked, "approved", who="赵敏")
        row = Instruction.objects.get(pk=asked)
        row.answer, row.answered_by_id, row.answered_at = "approved", row.asked_by_id, clock.now()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()

    def test_an_item_of_the_leaders_cannot_be_refused_by_the_section(self, cast, received_case):
        case_id = received_case("刘桂兰", item=self.LEADERS)
        section = Case.objects.get(pk=case_id).section_id
        assert section == cast.sections["CSCJ"]
        with pytest.raises(NotPermitted):
            refuse(cast, case_id)


class TestElsewhere:
    def test_the_right_authority_is_named_and_the_hand_over_kept(self, cast, received_case):
        case_id = received_case()
        paper = turn_away(
            case_id=case_id,
            version=None,
            elsewhere=Elsewhere("not_ours", "民办学校由教育部门审批", "市教育局", "当面转交教育局窗口"),
            actor=cast.actor("王芳"),
        )
        document = Document.objects.get(pk=paper)
        assert (document.kind, document.data["decision"]["authority"]) == ("W06", "市教育局")
        assert document.data["remedies"]["reconsideration_days"] == 60
        assert not Refusal.objects.exists()
        assert card(case_id).state == "not_accepted"
        assert Case.objects.get(pk=case_id).transfer.handed_over == "当面转交教育局窗口"

    def test_a_window_clerk_does_not_refuse_on_the_grounds(self, cast, received_case):
        with pytest.raises(NotPermitted):
            refuse(cast, received_case(), who="王芳")


class TestTelling:
    def serve(self, cast, case_id, paper):
        serving = Serving(paper, "in_person", clock.now(), Proof(signed_by_masked="张*"))
        serve(case_id=case_id, version=None, serving=serving, actor=cast.actor("王芳"))

    @pytest.mark.at("2026-11-20")
    def test_three_working_days_run_from_a_refusal_of_intake_too(self, cast, received_case, at):
        case_id = received_case()
        paper = refuse(cast, case_id)
        found = standings(timeline(case_id), table(), parameter)
        assert found["tell_refusal"].reckoned.date == dt.date(2026, 11, 25)
        assert not found["intake"].running
        with at("2026-11-25 16:59"):
            tick()
            assert not Breach.objects.exists()
            self.serve(cast, case_id, paper)
        with at("2026-11-27"):
            tick()
        assert not Breach.objects.exists()
        assert card(case_id).state == "served"

    @pytest.mark.at("2026-11-20")
    def test_served_late_is_a_breach_by_itself_once(self, cast, received_case, at):
        case_id = received_case()
        paper = refuse(cast, case_id)
        with at("2026-11-25 17:00"):
            tick()
            tick()
            assert list(Breach.objects.values_list("clock", flat=True)) == ["tell_refusal"]
            self.serve(cast, case_id, paper)
        with at("2026-11-30"):
            tick()
        assert Breach.objects.count() == 1

    def test_the_supply_clock_stops(self, cast, gaps, at):
        with at("2026-12-15"):
            refuse(cast, gaps, missing())
            found = standings(timeline(gaps), table(), parameter)
        assert not found["supply"].running
        assert not found["intake"].running


class TestFiling:
    @pytest.fixture
    def archived(self, cast, accepted_case):
        def make(**choices):
            case_id = accepted_case(**choices)
            deny(cast, case_id)
            row = Refusal.objects.get(case_id=case_id)
            archive_refusal(refusal_id=row.pk, actor=cast.actor("孙丽"))
            return row.pk

        return make

    def file(self, cast, *ids, outlet="download"):
        return file_refusals(refusal_ids=ids, outlet=outlet, actor=cast.actor("孙丽"))

    def test_only_the_approvals_section_archives_and_only_once(self, cast, accepted_case):
        deny(cast, accepted_case())
        (line,) = unarchived()
        with pytest.raises(NotPermitted):
            archive_refusal(refusal_id=line.id, actor=cast.actor("李强"))
        number = archive_refusal(refusal_id=line.id, actor=cast.actor("孙丽"))
        assert number == "阜民否档〔2026〕1号"
        with pytest.raises(Refused, match="已经归档"):
            archive_refusal(refusal_id=line.id, actor=cast.actor("孙丽"))
        assert unarchived() == ()
        assert [one.archive_number for one in unfiled()] == [number]

    def test_one_filing_holds_several_and_none_is_filed_twice(self, cast, archived):
        one, two = archived(), archived(who="刘桂兰")
        filing_id = self.file(cast, one, two)
        row = Filing.objects.get(pk=filing_id)
        package = json.loads(row.package)
        assert package["schema"] == "refusal-filing/1"
        assert package["filing"] == str(row.uid)
        assert [each["register_number"] for each in package["refusals"]] == [
            "阜民否登SHZZ〔2026〕1号",
            "阜民否登SHZZ〔2026〕2号",
        ]
        assert package["refusals"][0]["ground"] == "NF-2"
        assert "张伟" not in row.package
        with pytest.raises(Refused, match="不能重复报送"):
            self.file(cast, two)

    def test_handed_over_then_receipted_by_hand(self, cast, archived):
        refusal = archived()
        filing_id, sun = self.file(cast, refusal), cast.actor("孙丽")
        with pytest.raises(Refused, match="还没有送出"):
            record_filing_receipt(filing_id=filing_id, number="回1", on=clock.today(), actor=sun)
        note_filed(filing_id=filing_id, actor=sun)
        with pytest.raises(Refused, match="已经送出"):
            note_filed(filing_id=filing_id, actor=sun)
        record_filing_receipt(filing_id=filing_id, number="营商备〔2026〕7号", on=clock.today(), actor=sun)
        assert filing(filing_id).state == "receipted"
        case_id = Refusal.objects.get(pk=refusal).case_id
        assert kinds(case_id)[-3:] == ["refusal_archived", "refusal_filed", "refusal_receipted"]
        assert verify().sound

    def test_what_no_law_authorises_is_registered_and_archived_but_not_filed(self, cast, accepted_case):
        case_id = accepted_case("刘桂兰", item=NOT_BY_LAW)
        (head,) = hire(
            [Colleague("luhua", "陆华", "Lu Hua", "ETFL", (("head", "ETFL"),))], password=PASSWORD
        ).values()
        ruling = Ruling(False, grounds())
        decide(case_id=case_id, version=None, ruling=ruling, actor=actor_for(head))
        row = Refusal.objects.get(case_id=case_id)
        assert not row.to_be_filed
        assert row.look_at is None
        archive_refusal(refusal_id=row.pk, actor=cast.actor("孙丽"))
        with pytest.raises(Refused, match="不报备案"):
            self.file(cast, row.pk)

    def test_unarchived_ones_are_not_filed(self, cast, accepted_case):
        deny(cast, accepted_case())
        with pytest.raises(Refused, match="还没有归档"):
            self.file(cast, unarchived()[0].id)

    def test_unfiled_ones_turn_amber_and_red_and_the_approvals_section_hears_of_each_once(
        self, cast, archived, at
    ):
        refusal = archived()
        told = Message.objects.filter(
            recipient_staff_id=cast.staff_id("孙丽"), template_key__startswith="unfiled"
        )
        colours = {}
        for day in (
            "2026-11-25 23:59",
            "2026-11-26 00:00",
            "2026-11-27 12:00",
            "2026-11-30 00:00",
            "2026-12-03",
        ):
            with at(day):
                tick()
                tick()
                colours[day] = (unfiled()[0].lamp.lamp.value, told.count())
        assert list(colours.values()) == [("green", 0), ("amber", 1), ("amber", 1), ("red", 2), ("red", 2)]
        case_id = Refusal.objects.get(pk=refusal).case_id
        assert [f.fact.rung for f in timeline(case_id) if f.fact.kind == "refusal_unfiled"] == [
            "amber",
            "red",
        ]

    def test_what_is_filed_in_time_is_never_warned_of(self, cast, archived, at):
        filing_id = self.file(cast, archived())
        note_filed(filing_id=filing_id, actor=cast.actor("孙丽"))
        with at("2026-12-03"):
            assert warn_unfiled(limit=10, actor=SYSTEM) == 0

    @pytest.mark.at("2026-12-30")
    def test_past_the_calendar_no_colour_is_guessed(self, cast, archived, at):
        archived()
        with at("2027-01-20"):
            assert warn_unfiled(limit=10, actor=SYSTEM) == 1
            assert warn_unfiled(limit=10, actor=SYSTEM) == 0
            assert unfiled()[0].lamp.lamp.value == "hollow"


class TestReturn:
    def test_the_papers_go_back_against_the_signed_list_once(self, cast, received_case):
        case_id = received_case(missing=(2,))
        with pytest.raises(Refused, match="不能再做这一步"):
            request_return(case_id=case_id, version=None, papers=[1], channel="online", actor=CITIZEN)
        refuse(cast, case_id)
        with pytest.raises(Refused, match="只能选已经交来的"):
            request_return(case_id=case_id, version=None, papers=[2], channel="online", actor=CITIZEN)
        paper = request_return(case_id=case_id, version=None, papers=[3, 1], channel="online", actor=CITIZEN)
        document = Document.objects.get(pk=paper)
        assert (document.kind, document.data["papers"]) == ("W25", ["社会团体成立登记申请书", "验资报告"])
        with pytest.raises(Refused, match="已经登记过"):
            request_return(
                case_id=case_id, version=None, papers=[1], channel="post", actor=cast.actor("王芳")
            )
        with pytest.raises(Refused, match="签名的人"):
            return_materials(
                case_id=case_id, version=None, hand_back=HandBack("in_person"), actor=cast.actor("王芳")
            )
        back = HandBack("in_person", signed_by="张伟")
        return_materials(case_id=case_id, version=None, hand_back=back, actor=cast.actor("王芳"))
        assert PaperReturn.objects.get(case_id=case_id).signed_by_masked == "张*"
        with pytest.raises(Refused, match="已经退还"):
            return_materials(case_id=case_id, version=None, hand_back=back, actor=cast.actor("王芳"))
        assert kinds(case_id)[-2:] == ["return_requested", "materials_returned"]

    def test_granted_papers_stay(self, cast, accepted_case):
        case_id = accepted_case()
        decide(case_id=case_id, version=None, ruling=Ruling(True), actor=cast.actor("李强"))
        with pytest.raises(Refused, match="不退还"):
            request_return(
                case_id=case_id, version=None, papers=[1], channel="post", actor=cast.actor("王芳")
            )

    def test_by_post_the_number_is_the_proof(self, cast, received_case):
        case_id = received_case()
        refuse(cast, case_id)
        clerk = cast.actor("王芳")
        request_return(case_id=case_id, version=None, papers=[1], channel="post", actor=clerk)
        with pytest.raises(Refused, match="邮件号码"):
            return_materials(case_id=case_id, version=None, hand_back=HandBack("post"), actor=clerk)
        return_materials(case_id=case_id, version=None, hand_back=HandBack("post", "", "EMS1"), actor=clerk)
        assert PaperReturn.objects.get(case_id=case_id).tracking_number == "EMS1"
