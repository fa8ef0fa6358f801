"""Registering a plan: a `[lock]` at its end says who fixed it, when, and to which content."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import date
from pathlib import Path

from werkzaam.core.plan.document import PlanProblem
from werkzaam.core.plan.model import Plan
from werkzaam.core.plan.parse import parse_plan
from werkzaam.core.plan.read import read_plan, read_text


def lock_plan(path: Path, *, by: str, on: date) -> Plan:
    """Write `[lock]` at the end of a plan file and return the plan, now registered.

    Raises PlanProblem `plan-locked` for a plan that carries a lock (a new question is a new plan),
    and whatever `parse_plan` raises: a plan with a mistake cannot be locked.
    """
    _replace_text(path, locked_text(read_text(path), path.name, by=by, on=on))
    return read_plan(path)


def locked_text(text: str, name: str, *, by: str, on: date) -> str:
    """The plan's text with its `[lock]` appended; nothing else in it changes."""
    plan = parse_plan(text, name)
    if plan.lock is not None:
        raise PlanProblem(
            f"{name} was locked on {plan.lock.on} by {plan.lock.by}. A locked plan is not locked again: "
            "copy it under a new key, or remove [lock] and say in the report why.",
            code="plan-locked",
            plan=name,
            changed=plan.changed,
        )
    if not by.strip():
        raise PlanProblem("A lock needs a name: who registers this plan?", code="plan-lock-by", plan=name)
    seal = f"[lock]\non = {on.isoformat()}\nby = {_quoted(by)}\nhash = {_quoted(plan.hash)}\n"
    return f"{text.rstrip()}\n\n{seal}"


def _quoted(words: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(words, ensure_ascii=False)


def _replace_text(path: Path, text: str) -> None:
    """All or nothing: written beside the file, then moved over it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).chmod(path.stat().st_mode)
    Path(name).replace(path)
