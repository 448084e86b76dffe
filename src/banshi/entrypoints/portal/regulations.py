"""制度公开: the twelve institutions for everybody, article by article, with what the software does about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from banshi.entrypoints.portal.parameter_words import NAMES, SOURCES, value_words
from banshi.kernel.organisation.permissions import public
from banshi.kernel.regulations import registry
from banshi.kernel.regulations.registry import Annex, Article, Ruling, Value
from banshi.kernel.ui.articles import article_label
from banshi.kernel.ui.wording import english
from banshi.lib import clock
from banshi.lib.results import gettext_noop

TYPES: Mapping[str, str] = {
    "computable-rule": gettext_noop("规则"),
    "procedure": gettext_noop("程序"),
    "document": gettext_noop("文书"),
    "record": gettext_noop("记录"),
    "permission": gettext_noop("权限"),
    "display": gettext_noop("公开"),
    "policy-only": gettext_noop("原则，由人遵守"),
}


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution: its number, its name, and one sentence about it."""

    number: int
    name: str
    sentence: str
    articles: int


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter in words; the value in force today, and the others, the newest first."""

    name: str
    now: str
    since: object
    source: str
    note: str
    others: tuple[tuple[object, str], ...]


@dataclass(frozen=True, slots=True)
class RulingText:
    """A ruling in the reader's language."""

    id: str
    title: str
    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article in the reader's language, with everything known about it."""

    id: str
    label: str
    place: str
    summary: str
    type: str
    evidence: str
    parameters: tuple[ParameterLine, ...]
    rulings: tuple[RulingText, ...]


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The twelve institutions, and the rulings."""
    institutions = [_institution(annex) for number, annex in registry.annexes().items() if number]
    context = {
        "institutions": institutions,
        "main": _institution(registry.annexes()[0]),
        "rulings": [_ruling(ruling) for ruling in registry.rulings()],
    }
    return render(request, "portal/regulations/home.html", context)


@public
@require_safe
def annex(request: HttpRequest, number: int) -> HttpResponse:
    """One institution, article by article."""
    if number not in registry.annexes():
        raise Http404
    context = {
        "institution": _institution(registry.annexes()[number]),
        "groups": [
            [_article(one) for one in group]
            for _number, group in groupby(registry.annex(number), _own_number)
        ],
        "before": _neighbour(number - 1),
        "after": _neighbour(number + 1),
    }
    return render(request, "portal/regulations/annex.html", context)


@public
@require_safe
def article(request: HttpRequest, article_id: str) -> HttpResponse:
    """One article: where the chips on all pages and papers lead."""
    try:
        found = registry.article(article_id)
    except registry.UnknownArticle:
        raise Http404 from None
    parent = registry.articles().get(article_id.rpartition("-")[0])
    context = {
        "article": _article(found),
        "institution": _institution(registry.annexes()[found.annex]),
        "parent": _article(parent) if parent else None,
        "items": [_article(one) for one in registry.annex(found.annex) if _under(one, found)],
        "scenarios": registry.scenarios().get(article_id, ()),
    }
    return render(request, "portal/regulations/article.html", context)


def _own_number(one: Article) -> int:
    return one.number


def _under(one: Article, parent: Article) -> bool:
    return one.id.rpartition("-")[0] == parent.id


def _institution(found: Annex) -> Institution:
    about = registry.article(f"00-{found.number:02}")
    # The main text says "name: what it is"; the name already stands above.
    summary = _summary(about)
    sentence = summary.partition(": " if english() else "：")[2] or summary
    return Institution(
        number=found.number,
        name=found.name_en if english() else found.name_zh,
        sentence=sentence[:1].upper() + sentence[1:],
        articles=len({one.number for one in registry.annex(found.number)}),
    )


def _neighbour(number: int) -> Institution | None:
    found = registry.annexes().get(number)
    return _institution(found) if found else None


def _summary(one: Article) -> str:
    return one.summary_en if english() else one.summary_zh


def _article(one: Article) -> ArticleText:
    label = article_label(one.id, get_language() or "")
    return ArticleText(
        id=one.id,
        label=label,
        # The label says annex and place; on the annex's own page the place is enough.
        place=label.partition("art. " if english() else " ")[2] or label,
        summary=_summary(one),
        type=TYPES[one.type],
        evidence=one.evidence,
        parameters=tuple(
            _parameter(name, values)
            for (home, name), values in registry.parameters().items()
            if home == one.id
        ),
        rulings=tuple(_ruling(ruling) for ruling in registry.rulings() if one.id in ruling.articles),
    )


def _parameter(name: str, values: tuple[Value, ...]) -> ParameterLine:
    today = clock.today()
    begun = [value for value in values if value.since <= today]
    now = begun[-1] if begun else values[0]
    return ParameterLine(
        name=NAMES[name],
        now=value_words(now),
        since=now.since,
        source=SOURCES[now.source],
        note=now.note,
        others=tuple((one.since, value_words(one)) for one in reversed(values) if one is not now),
    )


def _ruling(ruling: Ruling) -> RulingText:
    if english():
        return RulingText(ruling.id, ruling.title_en, ruling.text_en, ruling.articles)
    return RulingText(ruling.id, ruling.title_zh, ruling.text_zh, ruling.articles)


class ArticleConverter(StringConverter):
    """An article id such as 06-03-2."""

    regex = "(?:0[0-9]|1[0-2])-[0-9]{2}(?:-[0-9]){0,2}"


register_converter(ArticleConverter, "article")

app_name = "regulations"
urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path("annex/<int:number>/", annex, name="annex"),
    # The chips leave the slash out; both addresses are printed and stay.
    path("<article:article_id>", article, name="article"),
    path("<article:article_id>/", article),
]
