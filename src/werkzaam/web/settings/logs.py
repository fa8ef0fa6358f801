"""What is written to the log: to stderr, plain lines, and no keys of respondents."""

from __future__ import annotations

import logging
import re
from typing import Any

KEY = re.compile(r"(?<=/)[A-Za-z0-9_-]{16,}(?=/|$|\s|\?)")  # a token or an id in a page's address


class WithoutKeys(logging.Filter):
    """Django names the address of a page that failed; a respondent's address is a key."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = KEY.sub("…", record.getMessage()), ()
        return True


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_keys": {"()": WithoutKeys}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["without_keys"], "formatter": "line"}
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "werkzaam": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
