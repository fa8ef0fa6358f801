"""The hours in which people may be written to, as this installation set them."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.utils import timezone

from werkzaam.web.survey.outbox.rules import Hours


def hours() -> Hours:
    """`SENDING_HOURS` ("09:00-20:00") on all days but `REST_DAYS` ("7": Sunday)."""
    first, last = (time.fromisoformat(said.strip()) for said in settings.SENDING_HOURS.split("-"))
    rest = frozenset(int(day) for day in settings.REST_DAYS.split(",") if day.strip())
    return Hours(first, last, rest, timezone.get_default_timezone())
