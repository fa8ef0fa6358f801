"""`werkzaam manage derive_speakers`: make anew what is kept of who speaks where, should it ever be in doubt."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from werkzaam.web.interview import actions


class Command(BaseCommand):
    help = "Read from the turns of every text again who speaks in it and in its codings; tells how many were wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = actions.derive_speakers(by="system", at=timezone.now())
        self.stdout.write(f"{changed} changed")
