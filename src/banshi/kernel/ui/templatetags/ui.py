"""The components of the pages. One example of each: docs/components.md and the page /styleguide/."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, ChoiceWidget, Select
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from banshi.kernel.ui import daystrip as drawing
from banshi.kernel.ui import wording
from banshi.kernel.ui.articles import article_address, article_label
from banshi.kernel.ui.courtesy import SAYINGS
from banshi.lib.results import Reason

register = template.Library()

LAMPS = ("green", "amber", "red", "grey", "hollow")


@register.simple_tag(name="reason")
def reason_tag(text: Reason | Promise | str | None) -> str:
    """Write a Reason (or a plain sentence) in the reader's language."""
    return wording.say(text)


@register.simple_tag(name="datezh")
def datezh_tag(value: dt.date | None) -> str:
    """Write a date or a moment with its weekday, kept on one line where it fits."""
    if value is None:
        return wording.date_text(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), wording.date_text(value))


@register.filter(name="datezh")
def datezh_filter(value: dt.date | None) -> str:
    """The same as plain text, for use inside other tags."""
    return wording.date_text(value)


@register.simple_tag
def gap() -> str:
    """What stands between two sentences: a blank in English, nothing in Chinese."""
    return " " if (get_language() or "").startswith("en") else ""


@register.filter
def bracketed(text: object) -> str:
    """In brackets, behind what it explains."""
    return wording.bracketed(text)


@register.filter
def say(text: Reason | Promise | str | None) -> str:
    """`{% reason %}` as a filter."""
    return wording.say(text)


@register.filter
def named(thing: Any) -> str:
    """The reader's name of whatever has `name_zh` and `name_en`; the Chinese one for want of another."""
    english = (get_language() or "").startswith("en")
    return str((english and thing.name_en) or thing.name_zh)


@register.filter
def dial(phone: str) -> str:
    """A telephone number that is never broken, and rings when it is pressed."""
    return format_html('<a class="nowrap" href="tel:{}">{}</a>', phone, phone)


@register.inclusion_tag("ui/components/chip.html")
def chip(article: str) -> dict[str, str]:
    """A link to an article, under its readable name."""
    return {"label": article_label(article, get_language() or ""), "url": article_address(article)}


@register.inclusion_tag("ui/components/saying.html")
def saying(moment: str) -> dict[str, str]:
    """A courteous sentence for a moment at the counter: telephone, welcome, wait, incomplete, farewell."""
    found = SAYINGS[moment]
    return {"text": found.text, "article": found.article}


@register.inclusion_tag("ui/components/lamp.html")
def lamp(state: Any) -> dict[str, Any]:
    """A clock's state three times: shape, colour, words. `state` has .lamp and .text; None draws nothing."""
    shape = getattr(state, "lamp", "")
    return {"lamp": shape if shape in LAMPS else "", "text": wording.say(getattr(state, "text", ""))}


@register.inclusion_tag("ui/components/reasons.html")
def reasons(refused: Any) -> dict[str, Any]:
    """Why a command was refused (a Refused or a Decision), and what is lawful instead."""
    return {"reasons": getattr(refused, "reasons", ()), "instead": getattr(refused, "instead", ())}


@register.inclusion_tag("ui/components/errors.html")
def errors(form: BaseForm) -> dict[str, Any]:
    """The error summary of a form: every error, linked to its field."""
    if not getattr(form, "errors", None):
        return {"lines": []}
    lines: list[tuple[str, str]] = [("", str(error)) for error in form.non_field_errors()]
    lines += [(_anchor(bound), str(error)) for bound in form for error in bound.errors]
    return {"lines": lines}


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, heading: bool = False, **given: str | bool) -> dict[str, Any]:
    """A form field: label, hint, error, then the control. `heading` makes the label the page's h1.

    Further keywords become attributes of the control: autocomplete, inputmode, placeholder …
    """
    # The attributes belong to this form's own copy of the field; choices take theirs from the widget only.
    widget = bound.field.widget
    grouped = bool(bound.use_fieldset)
    described = _described(bound)
    attributes = {name.replace("_", "-"): value for name, value in given.items()}
    if described and not grouped:
        attributes["aria-describedby"] = described
    if not isinstance(widget, ChoiceWidget | CheckboxInput) or isinstance(widget, Select):
        attributes["class"] = " ".join(filter(None, [widget.attrs.get("class", ""), _look(widget)]))
    return {
        "bound": bound,
        "heading": heading,
        "grouped": grouped,
        "tick": isinstance(widget, CheckboxInput),
        "choices": list(bound) if isinstance(widget, ChoiceWidget) and grouped else None,
        "described": described,
        "control": "" if grouped and isinstance(widget, ChoiceWidget) else bound.as_widget(attrs=attributes),
        "optional": not (bound.field.required or isinstance(widget, CheckboxInput) or _judged(bound)),
    }


def _judged(bound: BoundField) -> bool:
    """Whether a rule says later if it may be empty: then it is not called optional."""
    return bool(getattr(bound.field, "judged", False))


def _look(widget: Any) -> str:
    return "form-select" if isinstance(widget, Select) else "form-control"


def _described(bound: BoundField) -> str:
    parts = [(bound.help_text, "hint"), (bound.errors, "error")]
    return " ".join(f"{bound.auto_id}_{part}" for present, part in parts if present)


def _anchor(bound: BoundField) -> str:
    """The id a summary line leads to: the control, or the first choice of a group."""
    return str(bound.id_for_label or (f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id))


@register.inclusion_tag("ui/components/daystrip.html")
def daystrip(explanation: Any, today: dt.date | None = None, start: str = "") -> dict[str, Any]:
    """The calendar of a clock, with its legend. `explanation` has .lines; `start` names its first day, such as 受理."""
    lines = list(explanation.lines)
    return {"cells": drawing.cells(lines, today, start), "legend": drawing.legend(lines, today)}


@register.inclusion_tag("ui/components/daytable.html")
def daytable(explanation: Any) -> dict[str, Any]:
    """The same days as a table, for reading aloud and for paper."""
    return {"rows": [(line, drawing.reason(line)) for line in explanation.lines]}


@register.inclusion_tag("ui/components/facts.html")
def facts(rows: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Terms and their values: pairs (term, value)."""
    return {"rows": rows}


@register.inclusion_tag("ui/components/rows.html")
def rows(answers: Iterable[Any]) -> dict[str, Any]:
    """Check your answers: each with .label, .value and, if it may be changed, .change_url."""
    return {"answers": answers}


@register.inclusion_tag("ui/components/pager.html")
def pager(previous_url: str | None, next_url: str | None) -> dict[str, Any]:
    """Back and forth through a list, without counting it."""
    return {"previous_url": previous_url, "next_url": next_url}


@register.simple_tag(takes_context=True)
def from_here(context: template.Context) -> str:
    """What every form of the staff carries: the token against forgery, and when its page was made, so that an
    act is refused when somebody else acted on the matter since then."""
    token, request = context.get("csrf_token"), context.get("request")
    shown = request.stamp() if request is not None and hasattr(request, "stamp") else ""
    hidden = '<input type="hidden" name="{}" value="{}">'
    fields = [("csrfmiddlewaretoken", token), ("page_made", shown)]
    return format_html_join("", hidden, [(name, value) for name, value in fields if value])


@register.inclusion_tag("ui/components/steps.html", takes_context=True)
def steps(context: template.Context, acts: Sequence[Any]) -> dict[str, Any]:
    """What the law lets the reader do now, and why not the rest.

    Each act has .label, .allowed, .articles; allowed ones .url and perhaps .primary (a button) and
    .post (a form is sent at once, with .fields as hidden values); the others .reasons.
    """
    return {"acts": acts, "csrf_token": context.get("csrf_token"), "request": context.get("request")}


@register.inclusion_tag("ui/components/story.html")
def story(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened and what is awaited: each with .title, and perhaps .detail, .articles, .at, .by, .note,
    .links (pairs label, address) and .todo.
    """
    return {"entries": entries}


@register.inclusion_tag("ui/components/materials.html")
def materials(items: Iterable[Any]) -> dict[str, Any]:
    """The ticked list of materials: each with .name, .state (received, missing, wrong, later) and perhaps .note."""
    return {"items": items}
