"""A plan from its file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from werkzaam.core.plan.document import PlanProblem
from werkzaam.core.plan.model import Plan
from werkzaam.core.plan.parse import parse_plan


def read_plan(path: Path) -> Plan:
    """The plan in a TOML file. Data sources it names count from the file's own folder.

    Raises PlanProblem: `plan-not-found`, `plan-unreadable`, `plan-not-utf8`, and those of `parse_plan`.
    """
    return replace(parse_plan(read_text(path), path.name), folder=path.parent)


def read_text(path: Path) -> str:
    """The file's text, refused with a reason where there is none to read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _problem(
            path, "plan-not-found", "there is no such file; give the path of a plan (.toml)."
        ) from None
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 text (byte {error.start}); save it as UTF-8."
        raise _problem(path, "plan-not-utf8", reason) from None
    except OSError as error:
        raise _problem(path, "plan-unreadable", f"cannot be read ({error.strerror}).") from None


def _problem(path: Path, code: str, message: str) -> PlanProblem:
    return PlanProblem(f"{path}: {message} Nothing was read or written.", code=code, plan=path.name)
