"""The commands that need the web part: each only opens the door to it."""

from __future__ import annotations

import argparse
import os

from werkzaam.cli.exits import OK, UsageProblem

FEWEST = 5


def demo(options: argparse.Namespace) -> int:
    """Load a reference scenario, evaluate it where it holds a study, and serve it."""
    from werkzaam.web.demo import run

    if options.people is not None and (options.scenario != "vip2" or options.people < FEWEST):
        raise UsageProblem(
            f"--people goes with --scenario vip2, and is {FEWEST} or more: one for each region"
        )
    run(check=options.check, port=options.port, scenario=options.scenario, people=options.people)
    return OK


def serve(options: argparse.Namespace) -> int:
    """Serve the doors, with the background worker beside them."""
    from werkzaam.web.sites.serve import serve as run

    return run(host=options.host, port=options.port)


def work(_options: argparse.Namespace) -> int:
    """Run background tasks."""
    from werkzaam.web.sites.work import work as run

    return run()


def audit_verify(_options: argparse.Namespace) -> int:
    """Check that no record in the ledgers was altered."""
    from werkzaam.web.sites.audit import verify

    return verify()


def manage(options: argparse.Namespace) -> int:
    """Run one of Django's own commands."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkzaam.web.settings")
    execute_from_command_line(["werkzaam manage", *options.arguments])
    return OK
