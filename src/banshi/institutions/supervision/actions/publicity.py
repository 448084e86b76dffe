"""Inspection procedures entered and published (11-03-3); changes of law that documents must follow (11-03-2)."""

import datetime as dt
from collections.abc import Mapping

from banshi.institutions.supervision.models.procedures import LawChange, Procedure, Unaffected
from banshi.institutions.supervision.queries.procedures import PARTS
from banshi.institutions.supervision.rules import keeping
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.models import Section
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

UNKNOWN = gettext_noop("没有这一项，或者已经撤下。")
TAKEN = gettext_noop("已经有同名的涉企检查，请直接修改那一项。")


@act("keep_procedure", "11-03-3")
def keep_procedure(
    *,
    procedure_id: int | None,
    section_id: int | None,
    words: Mapping[str, str],
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Enter an inspection, or write one anew; what was public waits to be published again. Returns its id."""
    permit(actor, "keep_procedures", Relation(section_id))
    if not words["title"].strip():
        raise Refused(Reason(gettext_noop("请写明检查的名称。"), ("11-03-3",), "title"))
    if not Section.objects.filter(pk=section_id or 0).exists():
        raise Refused(Reason(gettext_noop("请选择由哪个科室检查。"), ("11-03-3",), "section"))
    twin = Procedure.objects.filter(title=words["title"].strip(), retired_at=None).exclude(
        pk=procedure_id or 0
    )
    if twin.exists():
        raise Refused(Reason(TAKEN, ("11-03-3",), "title"))
    row = _locked(procedure_id, actor) if procedure_id else Procedure()
    for name in PARTS:
        setattr(row, name, words[name].strip())
    row.section_id = section_id or 0
    row.entered_by_id, row.entered_at = actor.officer, clock.now()
    row.published_by, row.published_at = None, None
    row.save()
    append([NewEntry(row.stream, "procedure_kept", cites, {"section": section_id})], actor=actor)
    return row.pk


@act("publish_procedure", "11-03-3")
def publish_procedure(*, procedure_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The procedure of an inspection becomes public, complete. Returns its id."""
    row = _locked(procedure_id, actor)
    words = {name: getattr(row, name) for name in PARTS}
    require(keeping.publishing(words=words, published=row.published_at is not None))
    row.published_by_id, row.published_at = actor.officer, clock.now()
    row.save(update_fields=["published_by", "published_at"])
    append([NewEntry(row.stream, "procedure_published", cites, {})], actor=actor)
    return row.pk


@act("retire_procedure", "11-03-3")
def retire_procedure(*, procedure_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """An inspection is not made any more: it leaves the register and the public page. Returns its id."""
    row = _locked(procedure_id, actor)
    row.retired_at = clock.now()
    row.save(update_fields=["retired_at"])
    append([NewEntry(row.stream, "procedure_retired", cites, {})], actor=actor)
    return row.pk


@act("note_law_change", "11-03-2")
def note_law_change(
    *, law: str, changed_on: dt.date | None, note: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """A law changed: documents that name it are to be updated within 20 working days. Returns its id."""
    permit(actor, "keep_law_changes")
    known = set(LawChange.objects.filter(law=law.strip()).order_by("id").values_list("law", "changed_on"))
    require(keeping.changing(law=law, changed_on=changed_on, today=clock.today(), known=known))
    assert changed_on is not None
    row = LawChange.objects.create(
        law=law.strip(),
        changed_on=changed_on,
        note=note.strip(),
        entered_by_id=actor.officer,
        entered_at=clock.now(),
    )
    payload = {"law": row.law, "on": changed_on.isoformat()}
    append([NewEntry(row.stream, "law_changed", cites, payload)], actor=actor, begins=True)
    return row.pk


@act("confirm_unaffected", "11-03-2")
def confirm_unaffected(
    *, change_id: int, policy: int, reason: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Somebody read a document after a change of law: it needs no change, and why. Returns the change's id."""
    permit(actor, "keep_law_changes")
    row = LawChange.objects.select_for_update().filter(pk=change_id).first()
    if row is None:
        raise Refused(Reason(UNKNOWN, ("11-03-2",)))
    if not reason.strip():
        raise Refused(Reason(gettext_noop("请写明为什么不用修改。"), ("11-03-2",), "reason"))
    Unaffected.objects.get_or_create(
        change=row,
        policy=policy,
        defaults={"reason": reason.strip(), "by_id": actor.officer, "at": clock.now()},
    )
    append([NewEntry(row.stream, "document_unaffected", cites, {"policy": policy})], actor=actor)
    return row.pk


def _locked(procedure_id: int, actor: Actor) -> Procedure:
    row = Procedure.objects.select_for_update().filter(pk=procedure_id, retired_at=None).first()
    if row is None:
        raise Refused(Reason(UNKNOWN, ("11-03-3",)))
    permit(actor, "keep_procedures", Relation(row.section_id))
    return row
