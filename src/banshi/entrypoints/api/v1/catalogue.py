"""/api/v1/catalogue: publishing new versions of items (07-04, 11-03-1)."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Free, Many, Record, Text, Whole
from banshi.kernel.catalogue.actions import BAD, CHANGED, NEW, UNCHANGED, ImportReport, import_catalogue
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.ui.wording import say
from banshi.lib.results import Reason, Refused
from banshi.workflows.administration import load_catalogue

IMPORT = Record(
    name="CatalogueImport",
    fields={
        "effective_from": Day(about="From when the new versions hold."),
        "items": Many(of=Free(about="An item with the fields of GET /items/{code}."), least=1, most=1000),
        "dry_run": Flag(default=False, about="Only check and report; nothing is published."),
    },
)
REPORT = Record(
    name="CatalogueReport",
    fields={
        "imported": Flag(),
        "rows": Many(
            of=Record(
                name="CatalogueRow",
                fields={
                    "row": Whole(),
                    "code": Text(),
                    "name": Text(),
                    "status": Choice(
                        name="RowStatus",
                        options={NEW: "新增", CHANGED: "有变化", UNCHANGED: "没有变化", BAD: "有错"},
                    ),
                    "problems": Many(of=Text()),
                },
            )
        ),
    },
)


class Catalogue(Endpoint):
    """The door for a catalogue."""

    guard = "import_catalogue"

    @operation(
        "import_catalogue",
        "导入事项目录，可以先试",
        tag="items",
        body=IMPORT,
        answer=REPORT,
        problems=(400, 401, 403, 409, 413, 415, 422),
    )
    def post(self, request: Request) -> Response:
        """Publish new versions, all or none; an unchanged item gets none. With `dry_run` only a report row by
        row."""
        given = self.given(IMPORT)
        report = import_catalogue(
            rows=given["items"],
            effective_from=given["effective_from"],
            actor_ref=self.actor.ref,
            dry_run=True,
            sections=organisation.section_codes(),
        )
        if not given["dry_run"]:
            if report.bad:
                raise Refused(*_reasons(report))
            report = load_catalogue(
                rows=given["items"], effective_from=given["effective_from"], actor=self.actor
            )
        return Response(_report(report))


def _reasons(report: ImportReport) -> list[Reason]:
    return [
        Reason(problem.text, problem.articles, f"items[{row.row}].{problem.field}", problem.params)
        for row in report.bad
        for problem in row.problems
    ][:100]


def _report(report: ImportReport) -> dict[str, Any]:
    return {
        "imported": report.imported,
        "rows": [
            {
                "row": row.row,
                "code": row.code,
                "name": row.name,
                "status": row.status,
                "problems": [say(problem) for problem in row.problems],
            }
            for row in report.rows
        ],
    }
