"""`werkzaam serve`: the web server and the background worker, each started again when it falls."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType

from werkzaam.problem import Problem
from werkzaam.web.sites.migrate import require_migrated
from werkzaam.web.sites.work import set_up

log = logging.getLogger("werkzaam.serve")
GRACE = 30.0  # seconds a child gets to finish what it is doing
STEADY = 60.0  # seconds of life after which a fall counts as the first again
FALLS = 6  # so many quick falls in a row, and starting again will not help
LOOK = 0.2


class PortTaken(Problem):
    """Something else listens there."""

    code = "port-taken"


@dataclass(slots=True)
class Child:
    """One process that must be there; `falls` counts its quick ends in a row."""

    name: str
    command: Sequence[str]
    falls: int = 0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0

    def look(self, now: float) -> None:
        """Start it when it is due; note that it fell, and when it may start again (1, 2, 4 … 32 s)."""
        if self.process is None:
            if now >= self.due:
                self.started = now
                # a session of its own: Ctrl-C in a terminal reaches the supervisor alone, which stops both
                self.process = subprocess.Popen(self.command, start_new_session=True)
        elif (code := self.process.poll()) is not None:
            self.falls = 1 if now - self.started > STEADY else self.falls + 1
            self.due, self.process = now + 2 ** (self.falls - 1), None
            log.error("%s ended with code %d; started again in %.0f s", self.name, code, self.due - now)

    def tell_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait for the end; after `seconds` there is no more waiting."""
        if self.process is None:
            return
        try:
            self.process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            log.warning("%s did not stop in time and was ended", self.name)
            self.process.kill()
            self.process.wait()


@dataclass(slots=True)
class Supervisor:
    """Keeps its children alive until it is told to stop, or until one of them keeps falling."""

    children: list[Child]
    stopping: bool = False

    def run(self) -> int:
        """Exit code 0 after being told to stop, 1 when a child could not be kept alive."""
        try:
            while not self.stopping and not self.hopeless():
                for child in self.children:
                    child.look(time.monotonic())
                time.sleep(LOOK)
        finally:
            self.stop_children()
        return 0 if self.stopping else 1

    def hopeless(self) -> bool:
        return any(child.falls >= FALLS for child in self.children)

    def stop_children(self) -> None:
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.tell_to_stop()
        for child in self.children:
            child.wait(deadline - time.monotonic())

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True


def serve(host: str = "127.0.0.1", port: int = 8000) -> int:
    """Serve until SIGTERM or SIGINT. Refuses when a database is not up to date or the port is taken."""
    set_up()
    require_migrated()
    require_free(host, port)
    supervisor = Supervisor([Child("web", web_command(host, port)), Child("worker", worker_command())])
    signal.signal(signal.SIGTERM, supervisor.stop)
    signal.signal(signal.SIGINT, supervisor.stop)
    return supervisor.run()


def require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}). Nothing was started. "
                "Stop what listens there, or choose another: --port 8001",
                port=port,
            ) from error


def web_command(host: str, port: int) -> list[str]:
    """Threads suit pages that wait for a database. No access log: a page's address can be a respondent's key."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "werkzaam.web.sites.wsgi:application", "--bind", address),
        *("--worker-class", "gthread", "--workers", os.environ.get("WERKZAAM_WEB_PROCESSES", "2")),
        *("--threads", "8", "--graceful-timeout", "20", "--log-level", "warning", "--no-control-socket"),
    ]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "werkzaam.web.sites.work"]
