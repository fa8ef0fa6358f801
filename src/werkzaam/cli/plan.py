"""`werkzaam plan check` and `werkzaam plan lock`."""

from __future__ import annotations

import argparse

from werkzaam.cli.evaluate import warnings
from werkzaam.cli.exits import OK, WriteProblem
from werkzaam.cli.telling import say, say_json, warn


def check(options: argparse.Namespace) -> int:
    """Read a plan and say what it registers."""
    from werkzaam.core.plan import read_plan

    plan = read_plan(options.plan)
    if options.json:
        told = {"plan": plan.key, "plan_hash": plan.hash, "registered": plan.registered}
        estimands = [estimand.key for estimand in plan.estimands]
        say_json({"ok": True, **told, "warnings": warnings(plan), "estimands": estimands})
        return OK
    counts = (
        (len(plan.estimands), "estimands"),
        (len(plan.outcomes), "outcomes"),
        (len(plan.waves), "waves"),
    )
    say(f"{plan.key}: {', '.join(f'{what} {count}' for count, what in counts)}")
    say(f"hash {plan.hash}: {'registered' if plan.registered else 'not registered'}")
    for line in warnings(plan):
        warn(f"Warning: {line}")
    return OK


def lock(options: argparse.Namespace) -> int:
    """Register a plan: write its lock."""
    from werkzaam.core.plan import lock_plan

    try:
        plan = lock_plan(options.plan, by=options.by, on=options.on)
    except OSError as error:
        message = f"The lock could not be written to {options.plan}: {error.strerror}. The plan is as it was."
        raise WriteProblem(message, plan=options.plan.name) from error
    if options.json:
        told = {"plan": plan.key, "plan_hash": plan.hash, "registered": plan.registered}
        say_json({"ok": True, **told})
    else:
        say(f"{options.plan} is locked by {options.by} on {options.on}: {plan.hash}")
    return OK
