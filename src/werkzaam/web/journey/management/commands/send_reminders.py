"""`werkzaam manage send_reminders`: to be run every few minutes by the operator's timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from werkzaam.web.journey.actions import reminder


class Command(BaseCommand):
    help = "Remind people of tomorrow's appointments and sessions; run it every ten minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = reminder.send_reminders(at=timezone.now())
        self.stdout.write(f"{sent.sent} sent, {sent.skipped} no longer needed, {sent.failed} not delivered")
