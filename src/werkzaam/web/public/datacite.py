"""Metadata of a publication by DataCite 4.5, as plain values and JSON: what a repository asks to register a DOI.

Source: DataCite Metadata Working Group (2024), Metadata Schema Documentation, version 4.5. Required are identifier,
creators, titles, publisher, publication year and resource type; what is not known has a standard value (appendix 3).
"""

from __future__ import annotations

import json
from typing import Any

from werkzaam.core.report.edition import Edition
from werkzaam.web.public import cite, rights
from werkzaam.web.public.editions import Published

KERNEL = "http://datacite.org/schema/kernel-4"
UNKNOWN = "(:unav)"


def record(found: Published, address: str) -> dict[str, Any]:
    """The metadata as plain values; `address` may be empty."""
    licence = rights.licence()
    told = {
        "schemaVersion": KERNEL,
        "types": {"resourceTypeGeneral": "Report", "resourceType": _kind(found)},
        "creators": [_maker(one) for one in cite.people(found)] or [{"name": UNKNOWN}],
        "titles": [{"title": text, "lang": tongue} for tongue, text in found.title.items()],
        "publisher": {"name": cite.publisher(found) or UNKNOWN},
        "publicationYear": str(found.published_on.year),
        "subjects": [{"subject": theme} for theme in found.themes],
        "contributors": [{**_maker(one), "contributorType": "Other"} for one in _cooperation(found)],
        "dates": [{"date": found.published_on.isoformat(), "dateType": "Issued"}],
        "language": found.languages[0],
        "alternateIdentifiers": [*_address(address), _of("SHA-256", found.digest)],
        "formats": ["application/pdf", "text/html"],
        "rightsList": [_rights(licence)] if licence else [],
        "descriptions": [
            {"description": text, "descriptionType": "Abstract", "lang": tongue}
            for tongue, text in found.summary.items()
            if text
        ],
        "url": address,
    }
    return {key: value for key, value in told.items() if value not in ("", [])}


def as_json(found: Published, address: str) -> str:
    return json.dumps(record(found, address), ensure_ascii=False, indent=1) + "\n"


def _kind(found: Published) -> str:
    return "Evaluation report" if isinstance(found, Edition) else "Synthesis of evaluation reports"


def _cooperation(found: Published) -> tuple[str, ...]:
    return found.cooperation if isinstance(found, Edition) else ()


def _maker(maker: str) -> dict[str, str]:
    name = cite.name(maker)
    if not name.given:
        return {"name": maker, "nameType": "Organizational"}
    told = f"{name.family}, {name.given}"
    return {"name": told, "nameType": "Personal", "givenName": name.given, "familyName": name.family}


def _address(address: str) -> list[dict[str, str]]:
    return [_of("URL", address)] if address else []


def _of(kind: str, value: str) -> dict[str, str]:
    return {"alternateIdentifier": value, "alternateIdentifierType": kind}


def _rights(licence: rights.Licence) -> dict[str, str]:
    spdx = {"rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}
    return {"rights": licence.name, "rightsUri": licence.address, "rightsIdentifier": licence.key, **spdx}
