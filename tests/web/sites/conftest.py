"""A place of its own for tests that start real processes: two migrated databases on this run's engine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.db.utils import load_backend

from werkzaam.sides import SIDES
from werkzaam.web.settings.databases import database

URLS = {"default": "WERKZAAM_GUIDANCE_DATABASE_URL", "research": "WERKZAAM_RESEARCH_DATABASE_URL"}
FILES = {"default": "guidance.sqlite3", "research": "research.sqlite3"}
MIGRATE = (
    "from werkzaam.web.sites.work import set_up; set_up();"
    "from werkzaam.web.sites.migrate import migrate; migrate()"
)


@dataclass
class Place:
    """A folder, the environment of processes that work there, and what they left behind."""

    folder: Path
    env: dict[str, str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def python(self, code: str) -> str:
        """Run a piece of Python there to its end; what it printed."""
        done = subprocess.run([sys.executable, "-c", code], env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a Python process there; it is ended at the end of the test at the latest."""
        log = (self.folder / f"log-{len(self.started)}").open("w")
        process = subprocess.Popen(
            [sys.executable, *command], env=self.env, stdout=log, stderr=log, text=True
        )
        log.close()
        self.started.append(process)
        return process

    def log(self) -> str:
        return "".join((self.folder / f"log-{number}").read_text() for number in range(len(self.started)))

    def rows(self, side: str, statement: str) -> list[tuple[Any, ...]]:
        """Read straight from the database, beside Django's own connections."""
        wanted = connections[side].settings_dict | database(
            self.env.get(URLS[side]), self.folder / FILES[side]
        )
        wrapper = load_backend(wanted["ENGINE"]).DatabaseWrapper(wanted, alias=side)
        try:
            with wrapper.cursor() as cursor:
                cursor.execute(statement)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            wrapper.close()

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.wait()


@pytest.fixture
def until(place: Place) -> Callable[[Callable[[], Any]], Any]:
    """Wait until something is true; fail with the processes' log when it stays untrue."""

    def wait(true: Callable[[], Any], seconds: float = 120) -> Any:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := true():
                return found
            time.sleep(0.05)
        pytest.fail(f"still not after {seconds} s: {place.log()}")

    return wait


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Made once per run: on SQLite two files to copy, on PostgreSQL two databases to empty."""
    folder = tmp_path_factory.mktemp("migrated")
    env = os.environ | {"WERKZAAM_DATA": str(folder), "WERKZAAM_DEMO": "", "PYTHONWARNINGS": "default"}
    for side in SIDES:
        if os.environ.get(URLS[side]):
            mine = os.environ.get("PYTEST_XDIST_WORKER", "alone")
            env[URLS[side]] = fresh_database(os.environ[URLS[side]], f"place_{side}_{mine}")
    place = Place(folder, env)
    place.python(MIGRATE)
    return {"folder": folder, "env": env}


def fresh_database(url: str, name: str) -> str:
    import psycopg

    parts = database(url, Path())
    address = {
        "host": parts["HOST"],
        "port": parts["PORT"] or None,
        "user": parts["USER"],
        "dbname": "postgres",
    }
    with psycopg.connect(**address, password=parts["PASSWORD"] or None, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return url.rpartition("/")[0] + "/" + name


@pytest.fixture
def place(migrated: dict[str, Any], tmp_path: Path, django_db_blocker: Any) -> Iterator[Place]:
    env = migrated["env"] | {"WERKZAAM_DATA": str(tmp_path), "PYTHONPATH": str(tmp_path)}
    for file in FILES.values():
        if (migrated["folder"] / file).exists():
            shutil.copy(migrated["folder"] / file, tmp_path / file)
    place = Place(tmp_path, env)
    with django_db_blocker.unblock():
        if settings.DATABASES["research"]["ENGINE"].endswith("postgresql"):
            place.rows("research", "DELETE FROM django_tasks_database_dbtaskresult")
        try:
            yield place
        finally:
            place.end()
