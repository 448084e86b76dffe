"""The triggers that refuse to change or remove ledger entries."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from banshi.kernel.ledger import guard


def install(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard.install(schema_editor.connection)


def remove(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
