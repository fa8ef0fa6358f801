from django.db import migrations

from werkzaam.web.ledger.triggers import GUARD


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(GUARD.install, GUARD.remove, hints={"model_name": "event"})]
