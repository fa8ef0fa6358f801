from django.db import migrations

from werkzaam.web.study.triggers import GUARD


class Migration(migrations.Migration):
    dependencies = [("study", "0001_initial")]
    operations = [migrations.RunPython(GUARD.install, GUARD.remove, hints={"model_name": "study"})]
