"""What every page knows: its door and the way around it."""

from __future__ import annotations

from django.http import HttpRequest


def door(request: HttpRequest) -> dict[str, object]:
    return {}
