"""Bring in neighbourhood boundaries: `import_areas FILE --year 2025 --municipality GM0153`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from werkzaam.problem import Problem
from werkzaam.web.journey.actions import neighbourhood as actions
from werkzaam.web.journey.rules.neighbourhood import AreaFound, area_of
from werkzaam.web.people import queries as people


class Command(BaseCommand):
    help = "Import areas from a GeoJSON file (EPSG:4326) of the Wijk- en Buurtkaart, with small shapes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, required=True, help="of the codes")
        parser.add_argument("--municipality", help="only areas in it: GM0153")
        parser.add_argument("--organisation", help="code of the organisation whose neighbourhoods these are")
        parser.add_argument(
            "--add", action="store_true", help="make neighbourhoods that it does not have yet"
        )
        parser.add_argument("--metres", type=float, default=15.0, help="how far a boundary may shift")

    def handle(self, *args: Any, **options: Any) -> None:
        found = wanted(features(options["file"]), options["municipality"])
        organisation = place(options["organisation"])
        how = {name: options[name] for name in ("year", "metres", "add")}
        try:
            made = actions.import_areas(
                by="system", at=timezone.now(), found=found, organisation=organisation, **how
            )
        except Problem as problem:
            raise CommandError(problem.message) from None
        tied = sum(1 for area in made if area.neighbourhood_id)
        self.stdout.write(f"{len(made)} areas of {options['year']} imported, {tied} tied to a neighbourhood.")


def features(file: Path) -> list[dict[str, Any]]:
    """The features of a GeoJSON file, or one message that says what it is instead."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{file} cannot be opened: {error.strerror}. Nothing was imported.") from None
    except ValueError:
        raise CommandError(f"{file} is not GeoJSON (UTF-8). Nothing was imported.") from None
    found = told.get("features") if isinstance(told, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise CommandError(f"{file} holds no FeatureCollection. Nothing was imported.")
    return found


def wanted(found: list[dict[str, Any]], municipality: str | None) -> list[AreaFound]:
    """Areas on land, each code once, in the municipality asked for."""
    areas = [area for one in found if (area := area_of(one)) and not area.is_water]
    mine = {area.code: area for area in areas if municipality in (None, area.municipality)}
    if not mine:
        where = f" in {municipality}" if municipality else ""
        raise CommandError(
            f"The file holds no areas with a code of the national statistics{where}. Nothing was imported."
        )
    return list(mine.values())


def place(code: str | None) -> Any:
    found = people.organisation(code) if code else None
    if code and found is None:
        raise CommandError(f"There is no organisation with code {code}. Nothing was imported.")
    return found
