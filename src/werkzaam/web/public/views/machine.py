"""The same publications for programs: feed, sitemap, catalogue, metadata, references."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from werkzaam.web.public import cite, datacite, linked, shelf
from werkzaam.web.public import datacite_xml as datacite_xml_of
from werkzaam.web.public import sitemap as map_of
from werkzaam.web.public.door import full, kept, language, open_to_all, text
from werkzaam.web.public.feed import atom

REFERENCES = {
    "bib": (cite.bibtex, "application/x-bibtex"),
    "ris": (cite.ris, "application/x-research-info-systems"),
    "json": (cite.csl, "application/vnd.citationstyles.csl+json"),
}


@open_to_all
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    found = shelf.shelf()
    return kept(request, shelf.seal(found), lambda: atom(request, found))


@open_to_all
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    found = shelf.shelf()
    made = lambda: text(map_of.sitemap(request, found), "application/xml")  # noqa: E731
    return kept(request, shelf.seal(found), made)


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return kept(request, "", lambda: text(map_of.robots(request), "text/plain"))


@open_to_all
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    found = shelf.shelf()
    return kept(
        request, shelf.seal(found), lambda: text(linked.catalogue(request, found), "application/ld+json")
    )


@open_to_all
@require_safe
def datacite_json(request: HttpRequest, key: str) -> HttpResponse:
    found, address = shelf.publication(key), _address(request, key)
    kind = "application/vnd.datacite.datacite+json"
    return kept(request, found.digest, lambda: text(datacite.as_json(found, address), kind))


@open_to_all
@require_safe
def datacite_xml(request: HttpRequest, key: str) -> HttpResponse:
    found, address = shelf.publication(key), _address(request, key)
    kind = "application/vnd.datacite.datacite+xml"
    return kept(request, found.digest, lambda: text(datacite_xml_of.as_xml(found, address), kind))


@open_to_all
@require_safe
def reference(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """How to refer to a publication, for a reference manager."""
    found, (written, named) = shelf.publication(key), REFERENCES[kind]
    told = cite.reference(found, language(), _address(request, key))
    response = kept(request, found.digest, lambda: text(written(told), named))
    response["Content-Disposition"] = f'attachment; filename="{key}.{kind}"'
    return response


def _address(request: HttpRequest, key: str) -> str:
    return full(request, reverse("public:publication", args=[key]))
