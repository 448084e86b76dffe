"""Checkpoints only grow like entries; SQLite's INSERT OR REPLACE no longer finds a way round the guard."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from banshi.kernel.ledger import guard


def install(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard.install(schema_editor.connection, guard.TABLES)


def remove(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard.remove(schema_editor.connection, (guard.CHECKPOINTS,))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_checkpoint")]
    operations = [migrations.RunPython(install, remove)]
