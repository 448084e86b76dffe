from typing import Any

from django.db import migrations

BATCH = 2000
THEIRS = {'supply', 'commitment'}


def mark(apps: Any, schema_editor: Any) -> None:
    """Which running clock governs each case, and which were ever stopped, as `actions.store` keeps it from now on."""
    clock = apps.get_model('clocks', 'Clock')
    running = clock.objects.filter(stopped_at=None).order_by('case_id', 'due', 'kind')
    best: dict[int, tuple[Any, int]] = {}
    stopped = []
    for pk, case, kind, due, pauses in running.values_list('pk', 'case_id', 'kind', 'due', 'pauses').iterator():
        if pauses:
            stopped.append(pk)
        place = (kind in THEIRS, due is None, due, kind)
        if case not in best or place[:2] < best[case][0][:2]:
            best[case] = (place, pk)
    first = [pk for place, pk in best.values() if not place[1]]
    for field, ids in (('governs', first), ('interrupted', stopped)):
        for at in range(0, len(ids), BATCH):
            clock.objects.filter(pk__in=ids[at : at + BATCH]).update(**{field: True})


class Migration(migrations.Migration):

    dependencies = [
        ('clocks', '0004_governing'),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
