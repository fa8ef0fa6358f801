"""What all processes of one machine remember for a while: brakes on guessing, and what took long to work out."""

from __future__ import annotations

import fcntl
import os
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

LOCK = "turn.lock"


if TYPE_CHECKING:

    class Files(FileBasedCache):
        """What Django's cache in files has and its stubs do not tell."""

        _dir: str

        def _key_to_file(self, key: Any, version: int | None = None) -> str: ...
        def _list_cache_files(self) -> list[str]: ...
        def _is_expired(self, file: Any) -> bool: ...
        def _cull(self) -> None: ...
        def _createdir(self) -> None: ...

else:
    Files = FileBasedCache


class Shared(Files):
    """Django's cache in files, in which a count is right whoever counts: one process at a time, and the time at which
    a count ends stays what it was. Django's own `incr` reads and then writes, so that two at once count as one."""

    def add(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        with self._alone():
            return super().add(key, value, timeout, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Raises ValueError for a key that is not there (any more)."""
        with self._alone():
            ends, value = self._ends(key, version), self.get(key, version=version)
            if value is None:
                raise ValueError(f"Key {key!r} not found")
            left = None if ends is None else max(ends - time.time(), 0.001)
            self.set(key, value + delta, left, version)
            return int(value + delta)

    def _ends(self, key: Any, version: int | None) -> float | None:
        """The instant (seconds) at which a value ends; None: never."""
        try:
            with Path(self._key_to_file(key, version)).open("rb") as file:
                return pickle.load(file)  # type: ignore[no-any-return]  # noqa: S301  we wrote it ourselves
        except FileNotFoundError:
            return 0.0

    def _cull(self) -> None:
        """Where it gets full, what ended goes first: a brake in force is not forgotten because many came after it."""
        if len(self._list_cache_files()) < self._max_entries:
            return
        for name in self._list_cache_files():
            with suppress(FileNotFoundError), Path(name).open("rb") as file:
                self._is_expired(file)
        super()._cull()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A kernel lock: it goes with its holder, however that ends (flock(2))."""
        self._createdir()
        handle = os.open(Path(self._dir) / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
