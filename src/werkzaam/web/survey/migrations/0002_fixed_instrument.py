from django.db import migrations

from werkzaam.web.survey.triggers import GUARD


class Migration(migrations.Migration):
    dependencies = [("survey", "0001_initial")]
    operations = [migrations.RunPython(GUARD.install, GUARD.remove, hints={"model_name": "instrument"})]
