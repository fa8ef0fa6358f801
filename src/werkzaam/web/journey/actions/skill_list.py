"""Importing a standard list of skills and occupations from its official files."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import NoReturn

from django.db import transaction
from django.utils.translation import gettext as _

from werkzaam.sides import GUIDANCE
from werkzaam.web.journey.actions.gate import JourneyProblem
from werkzaam.web.journey.models import Concept, SkillScheme
from werkzaam.web.journey.rules import intake as rules
from werkzaam.web.journey.rules.codes.intake import ConceptKind
from werkzaam.web.ledger import actions as ledger

ESCO = "esco"
FILES = {"skills": ConceptKind.SKILL, "occupations": ConceptKind.OCCUPATION}
AT_ONCE = 1000


@transaction.atomic(using=GUIDANCE)
def import_esco(*, by: str, at: datetime, archive: Path, version: str, language: str) -> SkillScheme:
    """Put one official ESCO download into the list that is searched, in place of the one before.

    Refused, with nothing changed: a download of another version or language than asked for, one older than what
    is in use, a file that is damaged or whose columns are not those of that version. The same file again is
    """
    _require_release(archive, version, language)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    current = SkillScheme.objects.filter(code=ESCO, language=language, is_current=True).first()
    if current and (current.version, current.sha256) == (version, digest):
        return current
    if current and rules.number(current.version) >= rules.number(version):
        _refuse(_("Version %(now)s is in use: version %(given)s is not newer. Nothing was changed."),
                "older", now=current.version, given=version)  # fmt: skip
    values = {"sha256": digest, "rows": 0, "imported_at": at, "is_current": True}
    scheme = SkillScheme.objects.create(code=ESCO, version=version, language=language, **values)
    scheme.rows = sum(_fill(scheme, name, kind, archive) for name, kind in FILES.items())
    scheme.save(update_fields=["rows"])
    if current:
        SkillScheme.objects.filter(pk=current.pk).update(is_current=False)
    told: dict[str, object] = {"version": version, "language": language, "rows": scheme.rows}
    ledger.record(by=by, at=at, side=GUIDANCE, act="journey.import_esco", details=told)
    return scheme


def _require_release(archive: Path, version: str, language: str) -> None:
    said = rules.release(archive.name)
    if said is None:
        _refuse(
            _("The name of the file does not say which version it is. Nothing was changed. Give the download "
              "as it came: ESCO dataset - v1.2.0 - classification - nl - csv.zip"), "no-version")  # fmt: skip
    elif (said.version, said.language) != (version, language):
        _refuse(
            _("This is version %(said)s in %(in)s; asked for was version %(given)s in %(wanted)s. Nothing was "
              "changed. Download the right one, or ask for this one."),
            "wrong-version", **{"said": said.version, "in": said.language, "given": version, "wanted": language},
        )  # fmt: skip


def _fill(scheme: SkillScheme, name: str, kind: ConceptKind, archive: Path) -> int:
    """Read one file of the archive into the list; how many concepts."""
    rows = _rows(archive, f"{name}_{scheme.language}.csv", name, scheme.version)
    concepts = [_concept(scheme, kind, row) for row in rows if row["status"] in {"", "released"}]
    if not concepts:
        _refuse(_("%(file)s holds no concepts. Nothing was changed."), "empty", file=name)
    return len(Concept.objects.bulk_create(concepts, batch_size=AT_ONCE, ignore_conflicts=True))


def _concept(scheme: SkillScheme, kind: ConceptKind, row: dict[str, str]) -> Concept:
    names = [row["preferredLabel"], *row["altLabels"].splitlines(), *row["hiddenLabels"].splitlines()]
    search = "\n".join(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    uri, label = row["conceptUri"][:200], row["preferredLabel"].strip()[:300]
    return Concept(scheme=scheme, kind=kind.value, uri=uri, label=label, search=search)


def _rows(archive: Path, file: str, name: str, version: str) -> Iterator[dict[str, str]]:
    """The rows of one file, once its columns are those of the version."""
    reader = csv.DictReader(io.StringIO(_text(archive, file), newline=""))
    header = reader.fieldnames or []
    if (gone := rules.missing(name, header, version)) or rules.is_too_new(name, header, version):
        _refuse(
            _("The columns of %(file)s are not those of version %(given)s (missing: %(gone)s). Nothing was "
              "changed. Download the file again, or name the version it is of."),
            "wrong-version", file=file, given=version, gone=", ".join(gone) or "–",
        )  # fmt: skip
    for row in reader:
        yield {key: value or "" for key, value in row.items() if key}


def _text(archive: Path, file: str) -> str:
    try:
        with zipfile.ZipFile(archive) as opened:
            inside = [name for name in opened.namelist() if PurePosixPath(name).name == file]
            return opened.read(inside[0]).decode("utf-8-sig") if inside else ""
    except (zipfile.BadZipFile, UnicodeDecodeError):
        _refuse(
            _("%(file)s cannot be read. Nothing was changed. Download it again."),
            "damaged",
            file=archive.name,
        )


def _refuse(message: str, code: str, **names: object) -> NoReturn:
    raise JourneyProblem(message % names, code=code, **names)
