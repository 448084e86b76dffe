"""/api/v1/items: the service catalogue as the public reads it (06-03-1)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import PUBLIC, Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Record, Shape, Text, Whole
from banshi.kernel.catalogue import schema
from banshi.kernel.catalogue.queries import ItemVersionCard, NotInForce, published, version_in_force
from banshi.kernel.catalogue.schema import to_dict
from banshi.kernel.catalogue.search import search
from banshi.kernel.ui.wording import say
from banshi.lib import clock

ON = Day(default=None, about="As in force on this day; today when left out.")
QUESTION = Record(
    name="ItemQuestion",
    fields={
        "q": Text(
            default="", longest=60, about="Words, pinyin in full or by initials, or a code.", example="shtt"
        ),
        "section": Text(default="", longest=16, about="A section's code."),
        "on": ON,
    },
)
DATE = Record(name="ItemDate", fields={"on": ON})
ITEM = Record(
    name="ItemLine",
    fields={
        "code": Text(example="MZ-XK-01"),
        "name": Text(about="In the reader's language."),
        "name_zh": Text(),
        "name_en": Text(),
        "service_type": Text(),
        "section": Text(),
        "version": Whole(),
        "effective_from": Day(),
        "why": Text(about="Why it was found; empty in a plain list."),
    },
)
ITEMS = Record(name="ItemList", fields={"on": Day(), "items": Many(of=ITEM)})


def _named(component: str, /, **fields: Shape) -> Record:
    return Record(name=component, fields=fields)


def _word(name: str, options: Mapping[str, str]) -> Choice:
    return Choice(name=name, options=options)


TEXTS = Many(of=Text())
LIMIT = _named(
    "ItemLimit",
    value=Whole(low=0, nullable=True),
    unit=_word("LimitUnit", schema.UNITS),
    start=_word("LimitStart", schema.STARTS),
    note=Text(),
)
DETAIL = _named(
    "Item",
    **{name: shape for name, shape in ITEM.fields.items() if name != "why"},
    service_type_code=Text(),
    handling_type=Text(),
    handling_type_code=Text(),
    level_code=Whole(),
    competence=_word("Competence", schema.COMPETENCES),
    service_objects=TEXTS,
    co_sections=TEXTS,
    legal_basis=Many(of=_named("ItemBasis", law=Text(), article=Text(), rank=Text())),
    conditions=TEXTS,
    statutory_limit=LIMIT,
    promised_limit=LIMIT,
    waiting_periods=Many(
        of=_named(
            "ItemWait", name=Text(), value=Whole(), unit=Text(), start=Text(), nature=Text(), effect=Text()
        )
    ),
    fee=_named("ItemFee", charged=Flag(), basis=Text(), standard=Text()),
    quantity_limit=_named(
        "ItemQuantity", limited=Flag(), limit=Whole(low=0, nullable=True), issued=Whole(low=0), note=Text()
    ),
    procedure=TEXTS,
    special_procedures=Many(
        of=_named(
            "ItemProcedure",
            kind=_word("SpecialKind", schema.SPECIAL_KINDS),
            name=Text(),
            excluded_from_limit=Flag(about="Its days are not counted (06-05-2)."),
            typical_days=Whole(low=0),
            unit=Text(),
            basis=Text(),
        )
    ),
    materials=Many(
        of=_named(
            "ItemMaterial",
            seq=Whole(),
            name=Text(),
            grade=_word("MaterialGrade", schema.GRADES),
            form=Many(of=_word("MaterialForm", schema.FORMS)),
            originals=Whole(low=0),
            copies=Whole(low=0),
            source=_word("MaterialSource", schema.SOURCES),
            tolerable=Flag(about="May be supplied later (annex 4)."),
            filling=Text(about="How to fill it in."),
            sample=Text(),
        )
    ),
    tolerance=_named("ItemTolerance", allowed=Flag(), exclusions=TEXTS, reason=Text()),
    refusal_reasons=TEXTS,
    refusal_authority=_word("RefusalAuthority", schema.REFUSAL_AUTHORITIES),
    window=_named(
        "ItemWindow", place=Text(), number=Text(), hours=Text(), online=Flag(), on_site_visits=Whole(low=0)
    ),
    consult_phone=Text(),
    supervise_phone=Text(),
    outcome=_named("ItemOutcome", name=Text(), kind=_word("OutcomeKind", schema.OUTCOMES)),
    source_confidence=Text(),
    source_note=Text(),
    applicants=Whole(about="At least so many apply together."),
    agents=Flag(about="Whether an agent may hand it in."),
)


class Items(Endpoint):
    """The list, and the search by ordinary words."""

    guard = PUBLIC

    @operation(
        "list_items",
        "事项清单，可以检索",
        tag="items",
        query=QUESTION,
        answer=ITEMS,
        problems=(422,),
    )
    def get(self, request: Request) -> Response:
        """List the items in force on a day, or find them by words, pinyin or code, best first (08-04-1)."""
        asked = self.asked(QUESTION)
        on = asked["on"] or clock.today()
        cards = {card.spec.code: card for card in published(on)}
        if asked["q"]:
            hits = [(cards[hit.code], say(hit.why)) for hit in search(asked["q"], on, limit=len(cards))]
        else:
            hits = [(card, "") for card in cards.values()]
        found = [
            _line(card) | {"why": why} for card, why in hits if asked["section"] in ("", card.spec.section)
        ]
        return Response({"on": on, "items": found})


class Item(Endpoint):
    """One item with everything a complete notice says."""

    guard = PUBLIC

    @operation(
        "read_item",
        "事项的完整内容",
        tag="items",
        query=DATE,
        path={"code": Text(longest=31, example="MZ-XK-01")},
        answer=DETAIL,
        problems=(404, 422),
    )
    def get(self, request: Request, code: str) -> Response:
        """Read all elements of the complete notice: basis, conditions, quantity, procedure, limits, papers, fee,
        reasons for refusal, where and when (06-03-1)."""
        card = _in_force(code, self.asked(DATE)["on"] or clock.today())
        return Response(to_dict(card.spec) | _line(card))


def _in_force(code: str, on: dt.date) -> ItemVersionCard:
    try:
        return version_in_force(code, on)
    except NotInForce:
        raise Http404 from None


def _line(card: ItemVersionCard) -> dict[str, Any]:
    spec = card.spec
    return {
        "code": spec.code,
        "name": spec.name_en if (get_language() or "").startswith("en") else spec.name_zh,
        "name_zh": spec.name_zh,
        "name_en": spec.name_en,
        "service_type": spec.service_type,
        "section": spec.section,
        "version": card.number,
        "effective_from": card.effective_from,
    }
