"""How the command speaks: lines or one JSON object on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from werkzaam.problem import Problem

Tell = Callable[[str, float], None]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def say_json(record: Mapping[str, object]) -> None:
    say(json.dumps(record, ensure_ascii=False, indent=2, default=str))


def warn(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def tell_problem(problem: Problem, *, as_json: bool) -> None:
    """The one message of a refusal, with its code."""
    if as_json:
        say_json({"ok": False, "problem": problem.as_record()})
    else:
        warn(f"werkzaam: {problem.message} [{problem.code}]")


@contextmanager
def progress(*, quiet: bool) -> Iterator[Tell | None]:
    """A bar on a terminal, plain lines elsewhere, nothing with --json."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<24}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("read", total=1.0)
        yield lambda step, fraction: bar.update(task, description=step, completed=fraction)


def _lines() -> Tell:
    """One line as each step begins."""
    told: list[str] = []

    def tell(step: str, _fraction: float) -> None:
        if told[-1:] != [step]:
            told.append(step)
            warn(f"{step} …")

    return tell
