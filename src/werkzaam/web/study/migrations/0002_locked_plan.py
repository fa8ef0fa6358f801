from django.db import migrations

from werkzaam.web.study import triggers


class Migration(migrations.Migration):
    dependencies = [("study", "0001_initial")]
    operations = [migrations.RunPython(triggers.install, triggers.remove, hints={"model_name": "study"})]
