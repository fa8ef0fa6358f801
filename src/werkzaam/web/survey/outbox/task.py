"""The outbox as background work: a worker looks every minute whether anything is due."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from werkzaam.web.survey.outbox import incentives, queries, sending
from werkzaam.web.survey.outbox.hours import hours


@task()
def send_due() -> int:
    """Send what is due, until nothing is left; how many left the house."""
    incentives.owe(at=timezone.now())
    total = 0
    while sent := sending.send_due(at=timezone.now()):
        total += sent
    return total


def look() -> None:
    """Ask for the work if there is any: asked every minute, by every worker."""
    now = timezone.now()
    open_now = hours().allow(now) and queries.due(at=now).exists()
    if (
        open_now
        or queries.unsure(at=now).exists()
        or queries.stuck(at=now).exists()
        or incentives.unwritten().exists()
    ):
        send_due.enqueue()
