"""`werkzaam manage send_messages`: one look at the outbox now, for who runs no worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from werkzaam.web.survey.outbox import task


class Command(BaseCommand):
    help = "Send the invitations and reminders that are due; `werkzaam work` does so every minute by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{task.send_due.call()} sent")
