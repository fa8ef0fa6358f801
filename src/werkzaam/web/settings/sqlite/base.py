"""Django's SQLite backend, so set that it holds under load."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from werkzaam.web.settings.sqlite.lock import Turn

WAIT = 30  # seconds a writer waits for its turn, and then for the file
MAPPED = (
    256 * 1024 * 1024
)  # bytes read through the kernel's own cache: long texts cost a tenth (sqlite.org/mmap.html)
PRAGMAS = f"""PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
PRAGMA mmap_size={MAPPED}"""


class DatabaseWrapper(base.DatabaseWrapper):
    """Writers begin IMMEDIATE and in turn; readers never wait (WAL); what was saved survives a power cut."""

    turn: Turn | None = None

    def get_connection_params(self) -> dict[str, Any]:
        options = {"transaction_mode": "IMMEDIATE", "timeout": WAIT, "init_command": PRAGMAS}
        self.settings_dict["OPTIONS"] = {**options, **self.settings_dict["OPTIONS"]}
        return super().get_connection_params()

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # a commit that fails is rolled back by Django: the turn is kept until then
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self.turn:
                self.turn.close()

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        if self.turn is None:
            self.turn = Turn(Path(f"{self.settings_dict['NAME']}.lock"))
        try:
            self.turn.take(seconds=self.settings_dict["OPTIONS"]["timeout"])
        except TimeoutError as late:
            raise OperationalError(f"database is locked: {late}") from late

    def _give_turn(self) -> None:
        if self.turn:
            self.turn.give()
