"""Publications as linked data: schema.org for search engines, DCAT for catalogues of data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from werkzaam.core.report.edition import Edition
from werkzaam.web.public import cite, rights
from werkzaam.web.public.door import full, language
from werkzaam.web.public.downloads import TYPES, Download, downloads
from werkzaam.web.public.editions import Published
from werkzaam.web.public.feed import identity
from werkzaam.web.public.page import line

SCHEMA_ORG = {"@vocab": "https://schema.org/"}
"""The vocabulary itself, so that no program has to fetch anything to understand a page."""
DCAT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "spdx": "http://spdx.org/rdf/terms#",
}
MEDIA = "https://www.iana.org/assignments/media-types/"
UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def report(request: HttpRequest, one: Published) -> SafeString:
    """A publication as a schema.org Report, to stand in a page."""
    told, licence = line(one, language()), rights.licence()
    record = {
        "@context": SCHEMA_ORG,
        "@type": "Report",
        "@id": identity(one),
        "name": told.title,
        "headline": told.title,
        "abstract": told.summary,
        "description": told.sentence,
        "datePublished": one.published_on.isoformat(),
        "inLanguage": list(one.languages),
        "url": full(request),
        "keywords": list(one.themes),
        "author": [_maker(each) for each in cite.people(one)],
        "contributor": [_organisation(each) for each in _cooperation(one)],
        "publisher": _organisation(cite.publisher(one)) if cite.publisher(one) else None,
        "license": licence.address if licence else None,
        "isAccessibleForFree": True,
        "encoding": [_media(request, one, each) for each in downloads(one, language())],
    }
    return _embedded({key: value for key, value in record.items() if value not in (None, "", [])})


def catalogue(request: HttpRequest, found: Sequence[Published]) -> str:
    """All publications as a DCAT catalogue in JSON-LD, each with what can be taken along."""
    start = reverse("public:publications")
    record = {
        "@context": DCAT,
        "@id": full(request, start) or start,
        "@type": "dcat:Catalog",
        "dct:title": [_worded(_("Publications"), language())],
        "dct:description": [_worded(_("What was found, and how sure that is."), language())],
        "dct:publisher": _agent(str(getattr(settings, "PUBLISHER", "") or "Werkzaam")),
        "dcat:dataset": [_dataset(request, one) for one in found],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _dataset(request: HttpRequest, one: Published) -> dict[str, Any]:
    address, licence = reverse("public:publication", args=[one.directory.name]), rights.licence()
    record = {
        "@id": identity(one),
        "@type": "dcat:Dataset",
        "dct:identifier": one.directory.name,
        "dct:title": [_worded(text, tongue) for tongue, text in one.title.items()],
        "dct:description": [_worded(text, tongue) for tongue, text in one.summary.items() if text],
        "dct:issued": {"@value": one.published_on.isoformat(), "@type": "xsd:date"},
        "dct:language": list(one.languages),
        "dct:creator": [_agent(each) for each in cite.people(one)],
        "dct:publisher": _agent(cite.publisher(one)) if cite.publisher(one) else None,
        "dcat:keyword": list(one.themes),
        "dcat:landingPage": {"@id": full(request, address) or address},
        "dct:license": {"@id": licence.address} if licence else None,
        "dcat:distribution": [_distribution(request, one, each) for each in downloads(one, language())],
    }
    return {key: value for key, value in record.items() if value not in (None, [])}


def _distribution(request: HttpRequest, one: Published, each: Download) -> dict[str, Any]:
    address = {"@id": _file(request, one, each)}
    return {
        "@type": "dcat:Distribution",
        "dct:title": _worded(each.label, language()),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": MEDIA + _type(each)},
        "dcat:byteSize": {"@value": str(each.bytes), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": each.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _media(request: HttpRequest, one: Published, each: Download) -> dict[str, Any]:
    return {
        "@type": "MediaObject",
        "name": each.label,
        "encodingFormat": _type(each),
        "contentUrl": _file(request, one, each),
        "contentSize": str(each.bytes),
        "sha256": each.sha256,
    }


def _file(request: HttpRequest, one: Published, each: Download) -> str:
    address = reverse("public:file", args=[one.directory.name, each.path])
    return full(request, address) or address


def _type(each: Download) -> str:
    return TYPES["." + each.path.rpartition(".")[2]].partition(";")[0]


def _cooperation(one: Published) -> tuple[str, ...]:
    return one.cooperation if isinstance(one, Edition) else ()


def _maker(maker: str) -> dict[str, str]:
    name = cite.name(maker)
    if not name.given:
        return _organisation(maker)
    return {"@type": "Person", "name": maker, "givenName": name.given, "familyName": name.family}


def _organisation(maker: str) -> dict[str, str]:
    return {"@type": "Organization", "name": maker}


def _agent(maker: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": maker}


def _worded(text: str, tongue: str) -> dict[str, str]:
    return {"@value": text, "@language": tongue}


def _embedded(record: dict[str, Any]) -> SafeString:
    """JSON that can end no element of the page it stands in."""
    return mark_safe(json.dumps(record, ensure_ascii=False).translate(UNSAFE))  # noqa: S308
