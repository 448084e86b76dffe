"""The canary's marks in tables, ledger and messages; on pages they are looked for in the crawl of the complaints."""

import re

import pytest
from django.db import connection

from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.models import Message
from banshi.workflows.tick import tick
from tests.institutions.accountability.canary import found_in, live_through

pytestmark = pytest.mark.django_db


def test_no_column_no_ledger_text_and_no_message_holds_a_mark(cast):
    live_through(cast)
    tick()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                assert found_in(str(row)) == [], table
    for entry in Entry.objects.filter(stream__startswith="accountability:").order_by("seq"):
        assert not {"李强", "赵敏"} & {str(value) for value in entry.payload.values()}
    for message in Message.objects.filter(template_key__startswith="accountability").order_by("id"):
        assert not re.search("李强|赵敏|WJ-", message.subject + message.body)
        assert message.stream == ""
