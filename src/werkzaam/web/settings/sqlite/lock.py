"""One writer at a time, in turn: a kernel lock on a file beside the database.

SQLite lets waiting writers poll with growing pauses, so that the unlucky wait longest and are refused first.
A kernel lock wakes the next in line as soon as the writer before it is done, and the kernel drops it when its
holder dies. https://www.sqlite.org/c3ref/busy_timeout.html, flock(2); measured in docs/performance.md.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from threading import Lock, Thread


class Turn:
    """The right to write to one SQLite file, held by one connection from BEGIN to COMMIT or ROLLBACK."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.handle: int | None = None
        self.held = False

    def take(self, *, seconds: float) -> None:
        """Wait in line; `TimeoutError` after `seconds`: writers of both databases may wait for each other."""
        if self.held:
            return
        if self.handle is None:
            self.handle = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not free(self.handle) and not Waiter(self.handle).wait(seconds):
            self.handle = None
            raise TimeoutError(f"no turn to write within {seconds:g} seconds")
        self.held = True

    def give(self) -> None:
        """Let the next in line write."""
        if self.held and self.handle is not None:
            fcntl.flock(self.handle, fcntl.LOCK_UN)
        self.held = False

    def close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
        self.handle, self.held = None, False


def free(handle: int) -> bool:
    """Take the lock if nobody has it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Waiter:
    """Stands in the kernel's line on a thread of its own: only so can the wait be both fair and bounded."""

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self.mutex = Lock()
        self.taken = self.left = False

    def wait(self, seconds: float) -> bool:
        """Whether the turn came in time; if not, the handle is closed as soon as it does come."""
        thread = Thread(target=self._stand, daemon=True)
        thread.start()
        thread.join(seconds)
        with self.mutex:
            self.left = not self.taken
            return self.taken

    def _stand(self) -> None:
        fcntl.flock(self.handle, fcntl.LOCK_EX)
        with self.mutex:
            self.taken = not self.left
            if self.left:
                os.close(self.handle)
