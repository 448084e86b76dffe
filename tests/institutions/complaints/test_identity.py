"""Who complained: opened for a reason, by two where the bureau wants two, and made known only by consent (10-05)."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from banshi.institutions.complaints.actions import talking
from banshi.institutions.complaints.models import Complaint, Identity, Opening
from banshi.institutions.complaints.queries import identity
from banshi.lib.results import NotPermitted, Refused
from tests.institutions.complaints.lives import WHO, Life

pytestmark = pytest.mark.django_db


def look(life, name, reason="核对回访电话"):
    actor = life.cast.actor(name)
    opening = UUID(talking.open_identity(uid=life.uid, reason=reason, actor=actor))
    return opening, identity.opened(opening, actor)


@pytest.fixture
def life(cast):
    return Life(cast).accepted()


def test_a_look_needs_a_reason_and_is_on_record_in_the_same_transaction(cast, life):
    with pytest.raises(Refused, match="要写明"):
        look(life, "何静", " ")
    assert not Opening.objects.exists()
    _, person = look(life, "何静")
    assert (person.name, person.phone) == (WHO.name, WHO.phone)
    row = Opening.objects.get()
    assert (row.by.name_zh, row.part, row.reason) == ("何静", "investigator", "核对回访电话")


def test_what_one_has_opened_nobody_else_reads_and_not_later(cast, life, at):
    opening, person = look(life, "何静")
    assert person is not None
    assert identity.opened(opening, cast.actor("彭燕")) is None
    with at("2026-11-23 10:02"):
        assert identity.opened(opening, cast.actor("何静")) is None


def test_a_leader_and_a_reviewer_direct_without_knowing_who_it_is(cast):
    life = Life(cast).named("李强").graded("urgent").taken_up()
    with pytest.raises(NotPermitted):
        look(life, "陈局")


def test_where_two_are_needed_one_alone_sees_nothing(cast, life, settings):
    settings.IDENTITY_NEEDS_TWO = True
    opening, person = look(life, "何静")
    assert person is None
    with pytest.raises(NotPermitted):
        talking.confirm(uid=life.uid, opening=opening, actor=cast.actor("何静"))
    with pytest.raises(Complaint.DoesNotExist):
        talking.confirm(uid=life.uid, opening=opening, actor=cast.actor("赵敏"))
    talking.confirm(uid=life.uid, opening=opening, actor=cast.actor("彭燕"))
    _, person = look(life, "何静")
    assert person.name == WHO.name
    row = Opening.objects.get()
    assert row.second.name_zh == "彭燕"
    _, again = look(life, "何静", "再看一次")
    assert again is None


def test_nobody_agrees_to_their_own_look(cast, life, settings):
    settings.IDENTITY_NEEDS_TWO = True
    opening, _ = look(life, "彭燕")
    with pytest.raises(Refused, match="另一位同事"):
        talking.confirm(uid=life.uid, opening=opening, actor=cast.actor("彭燕"))


def test_an_agreed_look_lapses_after_eight_hours(cast, life, settings, at):
    settings.IDENTITY_NEEDS_TWO = True
    opening, _ = look(life, "何静")
    talking.confirm(uid=life.uid, opening=opening, actor=cast.actor("彭燕"))
    with at("2026-11-23 18:00:01"):
        _, person = look(life, "何静")
    assert person is None


def test_consent_to_be_named_holds_at_once_and_so_does_its_withdrawal(cast, life):
    shown = []
    for allowed in (True, False, True):
        talking.disclosure(code=life.code, allowed=allowed)
        shown.append(look(life, "何静")[1].may_disclose)
    assert shown == [True, False, True]


def test_an_anonymous_complaint_has_no_identity_to_open_or_to_make_known(cast):
    life = Life(cast, who=None).accepted()
    assert not Identity.objects.exists()
    with pytest.raises(Refused, match="匿名"):
        look(life, "何静")
    with pytest.raises(Refused, match="匿名"):
        talking.disclosure(code=life.code, allowed=True)


def test_the_column_holds_nothing_but_ciphertext_under_the_other_key(cast, life):
    row = Identity.objects.values("name", "phone").get()
    assert str(row["name"]) == "(sealed)"
    assert row["name"].token.startswith("v1.i1.")


def test_a_second_person_agrees_on_the_page(cast, life, settings):
    settings.IDENTITY_NEEDS_TWO = True
    opening, _ = look(life, "何静")
    desk = Client()
    desk.force_login(cast.staff("彭燕"))
    page = desk.get(reverse("workbench:complaint", args=[life.uid])).content.decode()
    assert f"confirm/?opening={opening}" in page
    url = reverse("workbench:complaint_act", args=[life.uid, "confirm"])
    shown = desk.get(url, {"opening": str(opening)}).content.decode()
    assert str(opening) in shown
    assert desk.post(url, {"opening": str(opening), "once": "t" * 43}).status_code == 302
    assert Opening.objects.get().second.name_zh == "彭燕"
