"""Cases by the hundred thousand, straight into PostgreSQL: copies of real rows, with what lists and sweep ask for.

Streams in the ledger are not made: neither the lists nor the sweep read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.people import holders_by_section
from banshi.workflows.intake import receive_and_accept
from bench.applications import applicants, application
from bench.report import progress

BATCH = 100_000
# One case in ten is open; a party has four cases.
OPEN, EACH = 10, 4
# Open cases are due from ten days ago to twenty-nine days ahead.
SPREAD, LATEST = 40, 10
# Copies are numbered from here, beyond what real acts have made.
BASE = 2_000_000
CLOCKS = ("intake", "statutory", "promised")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Copies are made of `model`, for everybody but `spared`; `open_every`: which share is open."""

    model: Case
    spared: int
    open_every: int = OPEN

    @classmethod
    def like_one_of(cls, clerk: Actor, *, spared: int, open_every: int = OPEN) -> "Crowd":
        """A real case to copy, accepted by `clerk`."""
        case_id = receive_and_accept(application=application(next(applicants())), actor=clerk)
        return cls(Case.objects.get(pk=case_id), spared, open_every)

    def grow(self, first: int, last: int) -> None:
        """Add the cases numbered first..last, with parties and clocks."""
        for at in range(first, last + 1, BATCH):
            upto = min(at + BATCH - 1, last)
            progress(f"cases {at:,} to {upto:,} of {last:,}")
            self._parties(at, upto)
            self._cases(at, upto)
            for kind in CLOCKS:
                self._clocks(kind, at, upto)
        for table in ("parties_party", "cases_case", "clocks_clock"):
            self._settle(table)

    def _parties(self, first: int, last: int) -> None:
        changes = {
            "id": f"{BASE} + n",
            "uid": "gen_random_uuid()",
            "number_digest": "md5('i' || n) || md5('d' || n)",
            "name_digest": "md5('n' || n) || md5('d' || n)",
            "phone_digest": "md5('t' || n) || md5('d' || n)",
        }
        source = f"generate_series({_party(first)}, {_party(last)}) AS n"
        _copy("parties_party", f"model.id = {self.model.party_id}", changes, source)

    def _cases(self, first: int, last: int) -> None:
        desks = [
            (s, h) for s, some in holders_by_section("handler").items() for h in some if h != self.spared
        ]
        turn = f"1 + (n / {self.open_every}) % {len(desks)}"
        still_open = f"n % {self.open_every} = 0"
        state = "(array['review', 'review', 'received', 'granted'])[1 + n / 10 % 4]"
        changes = {
            "id": f"{BASE} + n",
            "uid": "gen_random_uuid()",
            "number": "'210900-20200101-' || lpad(n::text, 9, '0')",
            "section_id": f"(array{[section for section, _ in desks]})[{turn}]",
            "handler_id": f"(array{[handler for _, handler in desks]})[{turn}]",
            "party_id": f"{BASE} + (n - 1) / {EACH} + 1",
            "state": f"CASE WHEN {still_open} THEN {state} ELSE 'archived' END",
            "due": f"CASE WHEN {still_open} THEN model.accepted_on + n / 10 % {SPREAD} - {LATEST} END",
            "received_at": "model.received_at - n % 2000 * interval '1 day'",
        }
        _copy("cases_case", f"model.id = {self.model.pk}", changes, f"generate_series({first}, {last}) AS n")

    def _clocks(self, kind: str, first: int, last: int) -> None:
        runs = "c.due IS NOT NULL" if kind != "intake" else "false"
        changes = {
            "id": f"{BASE} + {len(CLOCKS)} * (c.id - {BASE}) + {CLOCKS.index(kind)}",
            "case_id": "c.id",
            "due": "coalesce(c.due, model.due)",
            "ends_at": "coalesce(c.due, model.due) + time '17:00'",
            "next_at": f"CASE WHEN {runs} THEN model.next_at + c.id % 20 * interval '1 day' END",
            "stopped_at": f"CASE WHEN {runs} THEN NULL ELSE c.received_at END",
            "governs": f"{runs} AND model.governs",
        }
        these = f"c.id BETWEEN {BASE + first} AND {BASE + last}"
        model = f"model.case_id = {self.model.pk} AND model.kind = '{kind}'"
        _copy("clocks_clock", f"{model} AND {these}", changes, "cases_case AS c")

    def _settle(self, table: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
            cursor.execute(f"VACUUM ANALYZE {table}")


def give(handler: int, section: int, number: int) -> None:
    """Let `number` open cases be this handler's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_case SET handler_id = %s, section_id = %s WHERE id IN "
            "(SELECT id FROM cases_case WHERE due IS NOT NULL ORDER BY id LIMIT %s)",
            [handler, section, number],
        )


def late(number: int) -> None:
    """Let the moment of `number` running clocks have come."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE clocks_clock SET next_at = ends_at - interval '100 days', due = due - 60, start = start - 90 "
            "WHERE id IN (SELECT id FROM clocks_clock WHERE next_at IS NOT NULL AND kind = 'promised' "
            "ORDER BY id LIMIT %s)",
            [number],
        )


def _party(case: int) -> int:
    return (case - 1) // EACH + 1


def _copy(table: str, where: str, changes: Mapping[str, str], source: str) -> None:
    """Insert a copy of the one row `model` for each row of the source, with some columns changed."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        values = ", ".join(changes.get(name, f"model.{name}") for name in columns)
        into = f"INSERT INTO {table} ({', '.join(columns)})"
        cursor.execute(f"{into} SELECT {values} FROM {table} AS model, {source} WHERE {where}")
