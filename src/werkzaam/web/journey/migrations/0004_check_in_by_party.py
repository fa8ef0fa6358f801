"""Employer and participant each tell how a week goes: one row per party."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journey", "0003_history")]

    operations = [
        migrations.RemoveConstraint(model_name="checkin", name="journey_check_in_once"),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.UniqueConstraint(
                fields=["placement", "week", "party"], name="journey_check_in_once"
            ),
        ),
    ]
