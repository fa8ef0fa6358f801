"""Who withdrew consent since: found in what was published, told by pseudonym alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow.parquet as pq
from django.conf import settings

from werkzaam.core.report import Edition, read_edition
from werkzaam.web.consent import queries as consent
from werkzaam.web.desk import queries
from werkzaam.web.desk.dossier import QUOTE
from werkzaam.web.desk.models import Job, Publication
from werkzaam.web.interview.queries import printed


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An edition with the pseudonyms in its snapshot that no longer consent, and those whose words it prints."""

    key: str
    published: Publication
    counted: tuple[str, ...]
    quoted: tuple[str, ...]

    @property
    def pseudonyms(self) -> tuple[str, ...]:
        return tuple(sorted({*self.counted, *self.quoted}))


def withdrawn(study: Any, *, on: date) -> list[Withdrawn]:
    """The editions of a study in which someone stands who withdrew; the newest first."""
    standing = consent.allowed_pseudonyms(study.code, on)
    done = queries.publications(study).filter(status=Job.Status.DONE)
    found = [_of(study, one, standing) for one in done]
    return [one for one in found if one.pseudonyms]


def _of(study: Any, publication: Publication, standing: set[str]) -> Withdrawn:
    counted = in_panel(study.code, publication.run.freeze.panel_hash) - standing
    quoted = set(printed.speakers(_quotes(publication.key)).values()) - standing
    return Withdrawn(publication.key, publication, tuple(sorted(counted)), tuple(sorted(quoted)))


def in_panel(study_code: str, panel_hash: str) -> set[str]:
    """Everyone in a frozen panel."""
    path = queries.panel_folder(study_code, panel_hash) / "persons.parquet"
    return set(pq.read_table(path, columns=["person"])["person"].to_pylist()) if path.exists() else set()


def _quotes(key: str) -> list[int]:
    """The quotes an edition prints, by their number at the interviews."""
    folder = settings.EDITIONS / key
    edition: Edition | None = read_edition(folder) if folder.is_dir() else None
    keys = [quote["key"] for element in (edition.elements if edition else ()) for quote in element.quotes]
    return [int(one.removeprefix(QUOTE)) for one in keys if one.removeprefix(QUOTE).isdigit()]
