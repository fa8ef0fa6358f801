"""Where an edition may go: asked before the long work; trouble in writing is told as one kind of problem."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzaam.cli.exits import WriteProblem

MARK = "edition.json"
"""The file by which an earlier edition is known."""


def refuse_occupied(out: Path, *, mark: str = MARK) -> None:
    """Only a new folder, an empty one or an earlier edition (known by `mark`) may be written to.

    Raises WriteProblem.
    """
    try:
        above = next(folder for folder in out.absolute().parents if folder.exists())
        occupied = not above.is_dir() or (out.is_symlink() and not out.exists())
        if out.exists():
            occupied = not out.is_dir() or (any(out.iterdir()) and not (out / mark).is_file())
    except OSError as error:
        raise _not_written(out, error) from error
    if occupied:
        message = f"{out} is taken by something that is no edition. Nothing was written; choose a new folder."
        raise WriteProblem(message, code="out-occupied", out=out.name)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """An edition is put in place whole or not at all; where it is not, this says so. Raises WriteProblem."""
    from werkzaam.core.report.edition import EditionProblem

    try:
        yield
    except EditionProblem as problem:
        raise WriteProblem(problem.message, code=problem.code, **problem.details) from problem
    except OSError as error:
        raise _not_written(out, error) from error


def _not_written(out: Path, error: OSError) -> WriteProblem:
    reason = error.strerror or type(error).__name__
    message = f"The edition could not be written to {out}: {reason}. What was there is as it was."
    return WriteProblem(message, out=out.name)
