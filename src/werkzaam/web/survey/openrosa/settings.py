"""The settings of a collecting app as one QR code: zlib in base64 (https://docs.getodk.org/collect-import-export)."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode

from django.conf import settings

from werkzaam.web.survey.qr import Square, square


def server_url(token: str) -> str:
    """Where the app finds its forms (`COLLECT_URL`: how devices reach the door)."""
    base: str = settings.COLLECT_URL
    return f"{base.rstrip('/')}/{token}"


def payload(token: str, *, name: str) -> bytes:
    """What the QR code says: the app follows our list of forms, sends by itself, and deletes what was received."""
    told = {
        "general": {
            "protocol": "odk_default",
            "server_url": server_url(token),
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
            "delete_send": True,
            "analytics": False,
        },
        "admin": {},
        "project": {"name": name, "icon": "W"},
    }
    return b64encode(zlib.compress(json.dumps(told, ensure_ascii=False).encode(), 9))


def code(token: str, *, name: str) -> Square:
    """The settings as a square to scan."""
    return square(payload(token, name=name).decode())
