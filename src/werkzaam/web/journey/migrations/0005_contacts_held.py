"""Counting the contacts held of many people, without reading the contacts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journey", "0004_check_in_by_party")]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("outcome", "held")),
                fields=["trajectory", "on", "channel"],
                name="journey_contact_held",
            ),
        ),
    ]
