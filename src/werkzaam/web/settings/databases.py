"""Two databases and the rule which table lives where."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from werkzaam.problem import Problem
from werkzaam.sides import GUIDANCE, RESEARCH

RESEARCH_ROOMS = {"study", "survey", "interview", "desk", "django_tasks_database"}
BOTH = {"ledger"}
KEPT = 60  # seconds that a connection stays open for the next request
HOST = re.compile(r"^.*@|:\d*$")  # what of user@host:port is not the host (urlsplit would lower its case)


def use_modern_sqlite() -> None:
    """Put the pysqlite3 wheel in the place of the system's SQLite, whose older WAL code can corrupt."""
    try:
        sys.modules["sqlite3"] = importlib.import_module("pysqlite3")
        sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    except ImportError:  # no wheel for this platform: Django checks the version it finds
        return


def database(url: str | None, file: Path) -> dict[str, Any]:
    """Django's settings for PostgreSQL at `url`, else for SQLite at `file`.

    `url` is postgres://user:password@host:port/name; the host may be the percent-encoded folder of a socket.
    """
    if not url:
        memory = {
            "NAME": ":memory:"
        }  # pytest-xdist would make a path of its own of an engine it does not know
        # opening a file anew costs a request as much as all its questions
        kept = {"CONN_MAX_AGE": KEPT, "OPTIONS": {}, "TEST": memory}
        return {"ENGINE": "werkzaam.web.settings.sqlite", "NAME": str(file), **kept}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise Problem(
            "A database address must look like postgres://user:password@host:5432/name. Nothing was opened. "
            "Correct WERKZAAM_GUIDANCE_DATABASE_URL and WERKZAAM_RESEARCH_DATABASE_URL; without them: SQLite.",
            code="database-address",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(HOST.sub("", parts.netloc)),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT,
        "CONN_HEALTH_CHECKS": True,
    }


class Router:
    """Research rooms live in the research database, the ledger in both, everything else in guidance."""

    def side(self, app_label: str) -> str:
        return RESEARCH if app_label in RESEARCH_ROOMS else GUIDANCE

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        label = model._meta.app_label
        return None if label in BOTH else self.side(label)

    db_for_write = db_for_read

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return self.side(first._meta.app_label) == self.side(second._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return app_label in BOTH or db == self.side(app_label)
