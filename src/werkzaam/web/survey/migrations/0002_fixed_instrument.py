from django.db import migrations

from werkzaam.web.survey import triggers


class Migration(migrations.Migration):
    dependencies = [("survey", "0001_initial")]
    operations = [migrations.RunPython(triggers.install, triggers.remove, hints={"model_name": "instrument"})]
