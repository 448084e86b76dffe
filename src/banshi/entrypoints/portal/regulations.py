"""制度公开: the twelve institutions for everybody, article by article, with what the software does about each."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from banshi.entrypoints.portal import regulation_texts as texts
from banshi.entrypoints.portal.coming_back import way_back
from banshi.entrypoints.portal.doing import doing_of
from banshi.kernel.organisation.permissions import public
from banshi.kernel.regulations import registry
from banshi.kernel.regulations.registry import Article
from banshi.workflows.articles import figures_of


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The twelve institutions, and the rulings."""
    institutions = [texts.institution(annex) for number, annex in registry.annexes().items() if number]
    context = {
        "institutions": institutions,
        "main": texts.institution(registry.annexes()[0]),
        "rulings": [texts.ruling(ruling) for ruling in registry.rulings()],
    }
    return render(request, "portal/regulations/home.html", context)


@public
@require_safe
def annex(request: HttpRequest, number: int) -> HttpResponse:
    """One institution, article by article."""
    if number not in registry.annexes():
        raise Http404
    context = {
        "institution": texts.institution(registry.annexes()[number]),
        "groups": [
            [(texts.article(one), texts.done(one.id)) for one in group]
            for _number, group in groupby(registry.annex(number), _own_number)
        ],
        "before": texts.neighbour(number - 1),
        "after": texts.neighbour(number + 1),
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
        "article": texts.article(found),
        "institution": texts.institution(registry.annexes()[found.annex]),
        "parent": texts.article(parent) if parent else None,
        "items": [texts.article(one) for one in registry.annex(found.annex) if _under(one, found)],
        "doing": doing_of(request, article_id),
        "figures": figures_of(article_id),
        "scenarios": registry.scenarios().get(article_id, ()),
        "back": way_back(request),
    }
    answer = render(request, "portal/regulations/article.html", context)
    patch_vary_headers(answer, ["Referer"])
    return answer


def _own_number(one: Article) -> int:
    return one.number


def _under(one: Article, parent: Article) -> bool:
    return one.id.rpartition("-")[0] == parent.id


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
