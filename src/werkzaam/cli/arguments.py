"""Every command with its arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from werkzaam.cli import evaluate, plan, power, publish, reproduce, synthesise, web
from werkzaam.cli.exits import UsageProblem

DESCRIPTION = "Run an intensive guidance-to-work programme and judge it honestly, from the same records."
DATA_HELP = (
    "Parquet, CSV, SPSS .sav or Stata .dta, or a frozen panel's folder; left out: the data the plan names"
)
EARLIER_HELP = (
    "an edition of this study that is out already: nothing may follow from the two together (repeatable)"
)
DOSSIER_HELP = "elements, written claims, joint display and recommendations (.toml or .json)"
SCENARIOS = ("enschede", "vip2")
SCENARIO_HELP = (
    "enschede (default): a pilot with its study; vip2: 1,500 status holders in five regions, guidance only, some "
    "minutes to load, goes on where it was broken off"
)


class Parser(argparse.ArgumentParser):
    """Refuses with a UsageProblem, so that --json holds for wrong arguments too."""

    def error(self, message: str) -> NoReturn:
        raise UsageProblem(f"{message}. See: {self.prog} --help")


class Version(argparse.Action):
    """The installed version, looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        parser.exit(message=f"werkzaam {version('werkzaam')}\n")


def parser() -> Parser:
    """The whole command line; each command sets `run`."""
    top = Parser(prog="werkzaam", description=DESCRIPTION, epilog="Exit codes: docs/exit-codes.md")
    top.add_argument("--version", action=Version, nargs=0, help="show the version and stop")
    commands = _group(top)
    _add_evaluate(commands)
    _add_plan(commands)
    _add_power(commands)
    _add_synthesise(commands)
    _add_reproduce(commands)
    _add_publish(commands)
    _add_web(commands)
    return top


class _Commands:
    """The commands under one parser."""

    def __init__(self, group: Any) -> None:
        self.group = group

    def add(self, name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = self.group.add_parser(
            name, help=run.__doc__, description=run.__doc__
        )
        command.set_defaults(run=run)
        return command

    def under(self, name: str, help: str) -> _Commands:
        return _group(self.group.add_parser(name, help=help))


def _group(top: argparse.ArgumentParser) -> _Commands:
    return _Commands(top.add_subparsers(required=True, metavar="COMMAND"))


def _add_evaluate(commands: _Commands) -> None:
    command = commands.add("evaluate", evaluate.evaluate)
    command.add_argument("plan", type=Path, metavar="PLAN", help="the plan (.toml)")
    command.add_argument("data", type=Path, nargs="*", metavar="DATA", help=DATA_HELP)
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the edition")
    command.add_argument("--dossier", type=Path, metavar="FILE", help=DOSSIER_HELP)
    command.add_argument(
        "--earlier", type=Path, action="append", default=[], metavar="EDITION", help=EARLIER_HELP
    )
    command.add_argument(
        "--draft", action="store_true", help="mark every page as a draft; open claims may stand"
    )
    _add_on(command, "date of publication")
    _add_json(command)


def _add_plan(commands: _Commands) -> None:
    plans = commands.under("plan", "Check or register a plan.")
    check, lock = plans.add("check", plan.check), plans.add("lock", plan.lock)
    for command in (check, lock):
        command.add_argument("plan", type=Path, metavar="PLAN", help="the plan (.toml)")
        _add_json(command)
    lock.add_argument("--by", required=True, metavar="NAME", help="who registers it")
    _add_on(lock, "date of registration")


def _add_power(commands: _Commands) -> None:
    command = commands.add("power", power.power)
    command.add_argument("plan", type=Path, metavar="PLAN", help="the plan (.toml), with an [expect] table")
    command.add_argument(
        "--outcome", metavar="KEY", help="only this outcome; left out: the primary questions"
    )
    command.add_argument("--draws", type=int, default=2_000, metavar="N", help="pilots to simulate (2000)")
    command.add_argument("--out", type=Path, metavar="DIR", help="folder for curve.svg and power.json")
    _add_json(command)


def _add_synthesise(commands: _Commands) -> None:
    command = commands.add("synthesise", synthesise.synthesise)
    command.add_argument(
        "editions", type=Path, nargs="+", metavar="EDITION", help="folders of two editions or more"
    )
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the synthesis")
    words = "names, questions and findings of the synthesis (.toml)"
    command.add_argument("--with", dest="with_", type=Path, metavar="TOML", help=words)
    command.add_argument("--draft", action="store_true", help="mark every page as a draft")
    _add_on(command, "date of publication")
    _add_json(command)


def _add_reproduce(commands: _Commands) -> None:
    command = commands.add("reproduce", reproduce.reproduce)
    command.add_argument("edition", type=Path, metavar="EDITION", help="the edition's folder")
    panel = "the panel it was made from: a frozen panel's folder, or the data files"
    command.add_argument("--panel", type=Path, nargs="+", required=True, metavar="DATA", help=panel)
    command.add_argument("--tolerance", type=float, default=1e-9, metavar="X", help="let pass (1e-9)")
    _add_json(command)


def _add_publish(commands: _Commands) -> None:
    command = commands.add("publish", publish.publish)
    shelf = "folder with editions and syntheses; left out: those that this installation serves"
    command.add_argument("shelf", type=Path, nargs="?", metavar="SHELF", help=shelf)
    command.add_argument("--static", type=Path, required=True, metavar="OUT", help="folder for the site")
    base = "where the folder will be found, such as https://example.org/publications/; left out: anywhere"
    command.add_argument("--base-url", metavar="URL", help=base)
    _add_json(command)


def _add_web(commands: _Commands) -> None:
    demo, serve = commands.add("demo", web.demo), commands.add("serve", web.serve)
    demo.add_argument("--check", action="store_true", help="make everything, then stop without serving")
    demo.add_argument("--scenario", choices=SCENARIOS, default=SCENARIOS[0], help=SCENARIO_HELP)
    demo.add_argument("--people", type=int, metavar="N", help="with vip2: load fewer than 1,500 people")
    serve.add_argument("--host", default="127.0.0.1")
    for command in (demo, serve):
        command.add_argument("--port", type=int, default=8000)
    commands.add("work", web.work)
    commands.under("audit", "Examine the ledgers.").add("verify", web.audit_verify)
    commands.add("manage", web.manage).add_argument("arguments", nargs=argparse.REMAINDER, metavar="ARGS")


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object on stdout, problems included")


def _add_on(command: argparse.ArgumentParser, meaning: str) -> None:
    today = date.today()  # noqa: DTZ011 - a person's own calendar day is meant
    words = f"{meaning}, such as 2026-01-31; left out: today"
    command.add_argument("--on", type=_day, default=today, metavar="DATE", help=words)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is no date such as 2026-01-31") from None
