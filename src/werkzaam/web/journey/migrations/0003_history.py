"""What lists need and earlier rows did not keep: the last contacts, and the first coach, of each trajectory."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

CONVERSATION = ["office", "neighbourhood-place", "home-visit", "telephone", "video"]
BATCH = 2000


def remember(apps, schema_editor):
    Trajectory = apps.get_model("journey", "Trajectory")
    Contact = apps.get_model("journey", "Contact")
    held = Contact.objects.filter(trajectory=OuterRef("pk"), outcome="held").order_by("-on")
    Trajectory.objects.update(
        last_contact_on=Subquery(held.values("on")[:1]),
        last_spoken_on=Subquery(held.filter(channel__in=CONVERSATION).values("on")[:1]),
    )


def first_coaches(apps, schema_editor):
    Trajectory = apps.get_model("journey", "Trajectory")
    CoachChange = apps.get_model("journey", "CoachChange")
    found = Trajectory.objects.values_list("pk", "coach", "team", "started_on").iterator(chunk_size=BATCH)
    CoachChange.objects.bulk_create(
        (
            CoachChange(trajectory_id=pk, coach_id=coach, team_id=team, on=started_on, by="system")
            for pk, coach, team, started_on in found
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [("journey", "0002_guidance")]
    operations = [
        migrations.RunPython(remember, migrations.RunPython.noop),
        migrations.RunPython(first_coaches, migrations.RunPython.noop),
    ]
