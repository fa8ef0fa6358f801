import werkzaam.web.survey.models.round
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('survey', '0004_field_work'),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='channels',
            field=models.JSONField(default=werkzaam.web.survey.models.round.usual_channels),
        ),
        migrations.AddField(
            model_name='round',
            name='thanks',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='round',
            name='short_words',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
