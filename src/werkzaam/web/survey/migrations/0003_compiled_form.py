from typing import Any

from django.db import migrations, models

from werkzaam.web.survey.triggers import GUARD


def compile_kept(apps: Any, schema_editor: Any) -> None:
    """Sheets that were kept before they were compiled for good."""
    from werkzaam.core.measure.sheet import publish, read_csv

    kept = apps.get_model("survey", "Instrument").objects.using(schema_editor.connection.alias)
    for found in kept.iterator():
        published = publish(read_csv(found.definition))
        kept.filter(pk=found.pk).update(xform=published.xform, sha256=published.sha256)


class Migration(migrations.Migration):
    dependencies = [("survey", "0002_fixed_instrument")]
    operations = [
        migrations.RunPython(GUARD.remove, GUARD.install, hints={"model_name": "instrument"}),
        migrations.AddField("instrument", "xform", models.TextField(default=""), preserve_default=False),
        migrations.AlterField("draftanswer", "item", models.CharField(max_length=80)),
        migrations.RunPython(compile_kept, migrations.RunPython.noop, hints={"model_name": "instrument"}),
        migrations.RunPython(GUARD.install, GUARD.remove, hints={"model_name": "instrument"}),
    ]
