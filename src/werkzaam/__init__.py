"""Run an intensive guidance-to-work programme and judge it honestly, from the same records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from werkzaam.cli.job import evaluate

__all__ = ["evaluate"]


def __getattr__(name: str) -> Any:
    """`werkzaam.evaluate`, fetched on first use: `import werkzaam` stays quick."""
    if name == "evaluate":
        from werkzaam.cli.job import evaluate

        return evaluate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
