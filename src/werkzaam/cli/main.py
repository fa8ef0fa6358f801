"""One run of the command: parse, do, and turn whatever went wrong into one message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from werkzaam.cli.arguments import parser
from werkzaam.cli.exits import OK, UNEXPECTED, UnexpectedProblem, exit_code, missing_web
from werkzaam.cli.telling import say, tell_problem, warn
from werkzaam.problem import Problem

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices lose more to threads than they gain


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except Problem as problem:
        tell_problem(problem, as_json="--json" in given)
        return exit_code(problem)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; nothing to add
        return OK
    except KeyboardInterrupt:
        warn("Stopped. Nothing was half-written.")
        return UNEXPECTED


def _run(given: list[str]) -> int:
    top = parser()
    if not given:
        say(top.format_help().rstrip())
        return OK
    options = top.parse_args(given)
    try:
        return int(options.run(options))
    except (Problem, BrokenPipeError):
        raise
    except ModuleNotFoundError as error:
        raise missing_web(error) from error
    except Exception as error:
        if os.environ.get("WERKZAAM_DEBUG"):
            raise
        raise UnexpectedProblem.of(error) from error
