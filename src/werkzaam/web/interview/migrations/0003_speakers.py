from django.db import migrations, models

from werkzaam.web.interview.actions.speakers import derive
from werkzaam.web.interview.triggers import GUARD


def fill(apps, schema_editor):
    """Sources and codings from before are told who speaks in them, as new ones are."""
    alias = schema_editor.connection.alias
    derive(*(apps.get_model("interview", name).objects.using(alias) for name in ("Source", "Coding")))


class Migration(migrations.Migration):

    dependencies = [
        ('interview', '0002_coding_room'),
    ]

    operations = [
        migrations.RunPython(GUARD.remove, GUARD.install, hints={"model_name": "source"}),
        migrations.AddField(
            model_name='source',
            name='speakers',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='coding',
            name='speakers',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, hints={"model_name": "source"}),
        # SQLite makes a table anew to add a field, and forgets its triggers
        migrations.RunPython(GUARD.install, GUARD.remove, hints={"model_name": "source"}),
    ]
