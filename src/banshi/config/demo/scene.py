"""What stories are told with: the people who act, office time, and the acts by short names."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from banshi.config.demo.applicants import Applicants, papers
from banshi.config.demo.dice import Dice
from banshi.institutions.refusals.actions import instructing
from banshi.institutions.refusals.queries.standing import instructions
from banshi.institutions.refusals.rules.grounds import Evidence, Grounds, basis_of
from banshi.kernel.cases.models import Case, Outcome
from banshi.kernel.catalogue.queries import version_in_force
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.documents.proof import Proof
from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for, holders
from banshi.kernel.vault.masks import mask_name
from banshi.kernel.workdays.days import DayTable
from banshi.lib import clock
from banshi.workflows import decision, intake
from banshi.workflows.decision import Ruling, Serving
from banshi.workflows.intake import Agency, Application

# The moment at which a story wants to go on.
Story = Iterator[dt.datetime]
ONE_DAY = dt.timedelta(days=1)
LICENSING_LAW = "《中华人民共和国行政许可法》第三十八条"


class OfficeTime:
    """Working days of the calendar; past its end Monday to Friday, for a demo must start on any day."""

    def __init__(self, days: DayTable, dice: Dice) -> None:
        self._days, self._dice = days, dice

    def open_on(self, day: dt.date) -> bool:
        """Whether the bureau works on that day, as far as one can know."""
        known = self._days.get(day)
        return known.kind.works if known else day.weekday() < 5

    def shifted(self, day: dt.date, number: int) -> dt.date:
        """The working day `number` working days after (or before) a day."""
        step = ONE_DAY if number > 0 else -ONE_DAY
        while number:
            day += step
            number -= (1 if number > 0 else -1) if self.open_on(day) else 0
        return day

    def moment(self, day: dt.date) -> dt.datetime:
        """Some minute within office hours."""
        first, last = self._dice.pick(settings.OFFICE_HOURS)
        minutes = (last.hour - first.hour) * 60 + last.minute - first.minute
        opening = dt.datetime.combine(day, first, clock.BEIJING)
        return opening + dt.timedelta(
            minutes=self._dice.between(5, minutes - 20), seconds=self._dice.between(0, 59)
        )

    @property
    def last_published(self) -> dt.date:
        """The last day of the calendar."""
        return self._days.last_day


class Scene:
    """The bureau of the demo, at whatever moment the clock stands."""

    def __init__(self, dice: Dice, days: DayTable, until: dt.datetime) -> None:
        self.dice, self.until = dice, until
        self.office = OfficeTime(days, dice)
        self.applicants = Applicants(dice, until.date())
        self._staff = {one.username: one for one in Staff.objects.order_by("username")}
        self._logins = {one.pk: one.username for one in self._staff.values()}
        self._actors: dict[str, Actor] = {}

    def actor(self, username: str) -> Actor:
        """A colleague as an actor."""
        if username not in self._actors:
            self._actors[username] = actor_for(self._staff[username])
        return self._actors[username]

    @property
    def clerk(self) -> Actor:
        """One of the window clerks."""
        return self.actor(self.dice.pick(("chuangkou", "chuangkou", "chuangkou2", "chuangkou3")))

    def handler(self, case_id: int) -> Actor:
        """The colleague who handles a case."""
        return self.actor(self._logins[Case.objects.values_list("handler_id", flat=True).get(pk=case_id)])

    def days_later(self, number: int) -> dt.datetime:
        """Office time `number` working days after today."""
        return self.office.moment(self.office.shifted(clock.today(), number))

    def minutes_later(self, number: int) -> dt.datetime:
        """A little later on the same day."""
        return clock.now() + dt.timedelta(minutes=number)

    def spec(self, item: str) -> ItemSpec:
        """What the catalogue says of an item today."""
        return version_in_force(item, clock.today()).spec

    def application(
        self,
        item: str,
        *,
        channel: str = "counter",
        missing: tuple[int, ...] = (),
        wrong: tuple[int, ...] = (),
    ) -> Application:
        """An application for an item by somebody whom it is for."""
        spec = self.spec(item)
        return Application(
            item_code=item,
            applicant=self.applicants.for_item(spec),
            channel=channel,
            present=papers(spec, {*missing, *wrong}),
            wrong=dict.fromkeys(wrong, "签名处没有写日期"),
            electronic=channel == "online",
            co_applicants=tuple(self.applicants.another(item) for _ in range(spec.applicants - 1)),
            agency=self._agency(spec) if channel == "counter" and self.dice.percent(12) else None,
        )

    def _agency(self, spec: ItemSpec) -> Agency | None:
        """An agent with a power of attorney that lasts for a while, where agents may act."""
        if not spec.agents:
            return None
        first = clock.today() - ONE_DAY * self.dice.between(0, 6)
        return Agency(
            agent=self.applicants.another(),
            scope="代为提出申请、补交材料、领取文书",
            items=(spec.code,),
            first=first,
            last=first + ONE_DAY * self.dice.between(20, 90),
            evidence=f"{first:%Y-%m-%d} 签名的授权委托书原件（样例）",
        )

    def receive(self, application: Application) -> int:
        """Take an application in."""
        actor = CITIZEN if application.channel == "online" else self.clerk
        return intake.receive(application=application, actor=actor)

    def accept(self, case_id: int) -> None:
        """Accept a case whose papers are complete."""
        intake.accept(case_id=case_id, version=None, actor=self.clerk)

    def grounds(self, case_id: int, ground: str = "NF-1", **more: Any) -> Grounds:
        """A refusal that stands: facts, law to the article, the first paper, and who found it untrue."""
        case = Case.objects.only("item_code", "handler_id").get(pk=case_id)
        lines = [f"《{basis.law}》{basis.article}" for basis in self.spec(case.item_code).legal_basis]
        lawful = [line for line in lines if basis_of(line)] or [LICENSING_LAW]
        facts = "提交的材料与核实的情况不一致，不能证明申请人符合规定的条件。"
        found = "经办人电话向出具单位核实，并作了记录。"
        grounds = Grounds(
            ground, facts, tuple(lawful[:1]), (Evidence("material", 1),), (), case.handler_id, found
        )
        return dataclasses.replace(grounds, **more)

    def head(self, case_id: int) -> Actor:
        """The head of a case's section."""
        section = Case.objects.values_list("section_id", flat=True).get(pk=case_id)
        return self.actor(self._logins[holders("head", section)[0]])

    def decide(
        self, case_id: int, *, granted: bool = True, delay_reason: str = "", again: bool = False
    ) -> None:
        """The handler grants or refuses; beyond the section's power the leader is asked and agrees first.

        `again`: refused on the grounds the leader agreed to before.
        """
        handler, grounds = self.handler(case_id), None
        if again:
            grounds = instructions(case_id)[-1].grounds
        elif not granted:
            grounds = self.grounds(case_id)
            item = Case.objects.values_list("item_code", flat=True).get(pk=case_id)
            if self.spec(item).refusal_authority == "leader":
                self._ask_leader(case_id, grounds)
        ruling = Ruling(granted, grounds, delay_reason)
        decision.decide(case_id=case_id, version=None, ruling=ruling, actor=handler)

    def _ask_leader(self, case_id: int, grounds: Grounds) -> None:
        asked = instructing.request_instructions(
            case_id=case_id,
            version=None,
            grounds=grounds,
            question="拟不予批准，请批示。",
            actor=self.handler(case_id),
        )
        instructing.answer_instructions(
            instruction_id=asked,
            version=None,
            answer="approved",
            opinion="同意。",
            actor=self.actor("juling"),
        )

    def serve(self, case_id: int) -> None:
        """Hand the decision over: online applicants get it electronically, some by post, most at the window."""
        case = Case.objects.select_related("party").get(pk=case_id)
        way, proof = "in_person", Proof(signed_by_masked=mask_name(case.party.name))
        if case.electronic:
            way, proof = "electronic", Proof(consent_reference=case.number)
        elif self.dice.percent(20):
            tracking = f"XX{self.dice.between(10_000_000, 99_999_999)}CN"
            way, proof = "post", Proof(tracking_number=tracking, received_on=clock.today())
        document = Outcome.objects.values_list("document", flat=True).get(case_id=case_id)
        serving = Serving(document, way, clock.now(), proof)
        decision.serve(case_id=case_id, version=None, serving=serving, actor=self.clerk)

    def post(self, case_id: int) -> None:
        """Send the decision by post; the slip has not come back."""
        document = Outcome.objects.values_list("document", flat=True).get(case_id=case_id)
        proof = Proof(tracking_number=f"XX{self.dice.between(10_000_000, 99_999_999)}CN")
        serving = Serving(document, "post", clock.now(), proof)
        decision.serve(case_id=case_id, version=None, serving=serving, actor=self.clerk)

    def archive(self, case_id: int) -> None:
        """Put a finished case into the archive."""
        decision.archive(case_id=case_id, version=None, actor=self.actor("shenpi"))
