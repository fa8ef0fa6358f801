"""The languages of the pages. Participants read seven; whoever works here reads two."""

from __future__ import annotations

from django.conf.locale import LANG_INFO

# Django has no Tigrinya of its own
LANG_INFO.setdefault("ti", {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"})

LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("ar", "العربية"),
    ("ti", "ትግርኛ"),
    ("fa", "فارسی"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
]
STAFF_LANGUAGES = ("nl", "en")
# Made by a machine: each page says so until someone who speaks the language has read it (docs/translations.md).
AWAITING_REVIEW = ("ar", "ti", "fa", "tr", "uk")
FORMAT_MODULE_PATH = "werkzaam.web.settings.formats"
