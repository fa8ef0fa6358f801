"""Names to search by, kept beside the names as they are written (`rules/names.py`)."""

from django.db import migrations, models

from werkzaam.web.people.rules.names import folded

BATCH = 2000


def fold_all(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    batch = []
    for one in Person.objects.only("pk", "given_name", "family_name").iterator(chunk_size=BATCH):
        one.folded = folded(one.given_name, one.family_name)
        batch.append(one)
    Person.objects.bulk_update(batch, ["folded"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_guidance")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="folded",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fold_all, migrations.RunPython.noop),
    ]
