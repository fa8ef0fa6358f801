"""Where the large programme is kept (`var/bench`): a SQLite file, or a PostgreSQL server of its own, made once.

PostgreSQL runs with its own defaults, safe ones (fsync on), but for the memory it may use and the socket it listens on.
"""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from guidance_world import Size, world

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench"
SERVER = runpy.run_path(str(ROOT / "tests" / "postgres.py"))
OPTIONS = ["listen_addresses=", "max_connections=100", "shared_buffers=512MB", "effective_cache_size=4GB"]


@contextmanager
def store(engine: str, size: Size) -> Iterator[dict[str, str]]:
    """The environment of a process that works on the filled database; filled first where it is not there yet."""
    folder = KEPT / f"{engine}-{size.people}"
    folder.mkdir(parents=True, exist_ok=True)
    with contextmanager(sqlite if engine == "sqlite" else postgres)(folder) as found:
        environment = {"WERKZAAM_DATA": str(folder), **found}
        made = folder / "made-on"
        if not made.exists():
            run(["--fill", engine], environment, size)
            made.write_text(today().isoformat())
        run(["--migrate", engine], environment, size)
        yield environment


def sqlite(_folder: Path) -> Iterator[dict[str, str]]:
    yield {}


def postgres(folder: Path) -> Iterator[dict[str, str]]:
    """A server on a socket in `folder`, with the databases guidance, research and helpdesk."""
    account = SERVER["lent_account"]()
    data, fresh = folder / "data", not (folder / "data").exists()
    data.mkdir(exist_ok=True)
    bin = SERVER["programs"](folder, account)
    if fresh:
        if account:
            shutil.chown(data, account["user"], account["group"])
        made = [bin / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd="/", **account)
    settings = [part for option in OPTIONS for part in ("-c", option)]
    with (folder / "log").open("wb") as log:
        command = [bin / "postgres", "-D", data, "-k", data, *settings]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **account)
    try:
        SERVER["wait_until_ready"](data, process, folder / "log")
        if fresh:
            for name in ("guidance", "research", "helpdesk"):
                SERVER["made"](data, name)
        yield {
            f"WERKZAAM_{side}_DATABASE_URL": address(data, side.lower()) for side in ("GUIDANCE", "RESEARCH")
        }
    finally:
        SERVER["stop"](process)


def address(data: Path, name: str) -> str:
    from urllib.parse import quote

    return f"postgres://postgres@{quote(str(data), safe='')}/{name}"


def run(arguments: list[str], environment: dict[str, str], size: Size) -> None:
    """This file in a process of its own: Django is set up once, for one database."""
    numbers = [str(size.people), str(size.contacts), str(size.attendances)]
    subprocess.run([sys.executable, __file__, *arguments, *numbers], check=True, env=os.environ | environment)


def today() -> date:
    return datetime.now(UTC).date()


def fill(engine: str, size: Size) -> None:
    """Write the whole programme straight into the tables."""
    from django.db import connection

    began = time.monotonic()
    with connection.cursor() as cursor:
        write = into_sqlite if engine == "sqlite" else into_postgres
        indexes = prepared(engine, cursor)
        for sheet in world(size, today()):
            for table, columns, rows in sheet.taken():
                write(cursor, table, columns, rows)
            print(f"\r{table} {time.monotonic() - began:.0f} s", end="", file=sys.stderr, flush=True)
        finished(engine, cursor, indexes)
    print(f"\n{engine}: {size.people} participants in {time.monotonic() - began:.0f} s", file=sys.stderr)


def prepared(engine: str, cursor: Any) -> list[str]:
    """Without indexes and checks of keys while it is filled; the indexes to make again."""
    if engine != "sqlite":
        cursor.execute("SET session_replication_role = replica")
        return []
    for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-2000000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    found = cursor.fetchall()
    for name, _sql in found:
        cursor.execute(f'DROP INDEX "{name}"')
    cursor.execute("BEGIN")
    return [sql for _name, sql in found]


def finished(engine: str, cursor: Any, indexes: list[str]) -> None:
    if engine == "sqlite":
        cursor.execute("COMMIT")
        for sql in indexes:
            cursor.execute(sql)
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA journal_mode=WAL")
        return
    cursor.execute("SET session_replication_role = origin")
    cursor.execute(
        "SELECT c.relname, pg_get_serial_sequence(c.relname, 'id') FROM pg_class c JOIN pg_attribute a "
        "ON a.attrelid = c.oid AND a.attname = 'id' AND a.attidentity <> '' WHERE c.relkind = 'r'"
    )
    for table, sequence in cursor.fetchall():
        cursor.execute(f"SELECT setval('{sequence}', (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)")
    cursor.execute("VACUUM ANALYZE")


def into_sqlite(cursor: Any, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    stamps = [
        k
        for k, name in enumerate(columns)
        if name in {"at", "created_at", "starts_at", "ends_at", "since_at", "marked_at", "closed_at"}
    ]
    if stamps:  # Django keeps moments in SQLite as UTC without saying so
        rows = [
            tuple(v.removesuffix("+00:00") if k in stamps and v else v for k, v in enumerate(row))
            for row in rows
        ]
    cursor.cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


def into_postgres(cursor: Any, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkzaam.web.settings")
    django.setup()
    from werkzaam.web.sites.migrate import migrate

    step, engine, *numbers = sys.argv[1:]
    migrate()
    if step == "--fill":
        fill(engine, Size(*(int(number) for number in numbers)))


if __name__ == "__main__":
    main()
