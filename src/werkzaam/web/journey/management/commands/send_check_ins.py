"""Send supervisors a link for the check-ins that fell due: run once a day by the operator's timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from werkzaam.web.journey.actions import agreement_act


class Command(BaseCommand):
    help = "Send a link for every check-in that is due and for which none was sent yet."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = agreement_act.send_due_check_ins(at=timezone.now())
        self.stdout.write(f"{sent} links sent")
