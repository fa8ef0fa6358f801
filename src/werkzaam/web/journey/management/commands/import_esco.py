"""`import_esco ARCHIVE --release 1.2.0`: the official list of skills and occupations, searched locally."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from werkzaam.web.journey.actions import JourneyProblem, skill_list


class Command(BaseCommand):
    help = "Import an official ESCO download (classification, csv) into the local list of skills."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="the zip as it was downloaded")
        parser.add_argument("--release", required=True, help="the version you mean, for example 1.2.0")
        parser.add_argument("--language", default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        archive: Path = options["archive"]
        if not archive.is_file():
            raise CommandError(
                f"{archive.name} is not there. Nothing was changed. Give the zip you downloaded."
            )
        asked = {"archive": archive, "version": options["release"], "language": options["language"]}
        try:
            scheme = skill_list.import_esco(by="system", at=timezone.now(), **asked)
        except JourneyProblem as problem:
            raise CommandError(problem.message) from problem
        self.stdout.write(f"{scheme.code} {scheme.version} ({scheme.language}): {scheme.rows}")
