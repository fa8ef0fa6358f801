"""`werkzaam manage send_messages`: one look at the outbox now, for who runs no worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from werkzaam.web.survey.outbox import sending


class Command(BaseCommand):
    help = "Send the invitations and reminders that are due; `werkzaam work` does so every minute by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        while sent := sending.send_due(at=timezone.now()):
            total += sent
        self.stdout.write(f"{total} sent")
