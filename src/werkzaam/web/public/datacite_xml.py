"""The same metadata as DataCite's XML, in the order of its schema (kernel 4.5).

Before a DOI is given its place is held by the standard value for what is "to be assigned" (appendix 3).
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from werkzaam.web.public.datacite import KERNEL, record
from werkzaam.web.public.editions import Published

PLACE = f"{KERNEL} https://schema.datacite.org/meta/kernel-4.5/metadata.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
TO_BE_ASSIGNED = "(:tba)"


def as_xml(found: Published, address: str) -> bytes:
    told = record(found, address)
    root = ElementTree.Element(
        "resource", {"xmlns": KERNEL, "xmlns:xsi": INSTANCE, "xsi:schemaLocation": PLACE}
    )
    _add(root, "identifier", TO_BE_ASSIGNED, identifierType="DOI")
    _each(root, "creators", told["creators"], _creator)
    _each(root, "titles", told["titles"], lambda at, one: _add(at, "title", one["title"], lang=one["lang"]))
    _add(root, "publisher", told["publisher"]["name"])
    _add(root, "publicationYear", told["publicationYear"])
    kind = told["types"]
    _add(root, "resourceType", kind["resourceType"], resourceTypeGeneral=kind["resourceTypeGeneral"])
    _each(root, "subjects", told.get("subjects", []), lambda at, one: _add(at, "subject", one["subject"]))
    _each(root, "contributors", told.get("contributors", []), _contributor)
    _each(
        root, "dates", told["dates"], lambda at, one: _add(at, "date", one["date"], dateType=one["dateType"])
    )
    _add(root, "language", told["language"])
    _each(root, "alternateIdentifiers", told["alternateIdentifiers"], _alternate)
    _each(root, "formats", told["formats"], lambda at, one: _add(at, "format", one))
    _each(root, "rightsList", told.get("rightsList", []), _right)
    _each(root, "descriptions", told.get("descriptions", []), _description)
    ElementTree.indent(root)
    return (
        b'<?xml version="1.0" encoding="utf-8"?>\n'
        + ElementTree.tostring(root, encoding="unicode").encode()
        + b"\n"
    )


def _add(at: ElementTree.Element, name: str, text: str, **attributes: str) -> ElementTree.Element:
    named = {f"{{{XML}}}lang" if key == "lang" else key: value for key, value in attributes.items()}
    made = ElementTree.SubElement(at, name, named)
    made.text = text
    return made


def _each(root: ElementTree.Element, name: str, told: list[Any], add: Any) -> None:
    if told:
        at = ElementTree.SubElement(root, name)
        for one in told:
            add(at, one)


def _creator(at: ElementTree.Element, one: dict[str, str]) -> None:
    _person(ElementTree.SubElement(at, "creator"), "creatorName", one)


def _contributor(at: ElementTree.Element, one: dict[str, str]) -> None:
    kind = {"contributorType": one["contributorType"]}
    _person(ElementTree.SubElement(at, "contributor", kind), "contributorName", one)


def _person(at: ElementTree.Element, name: str, one: dict[str, str]) -> None:
    _add(at, name, one["name"], **({"nameType": one["nameType"]} if "nameType" in one else {}))
    for part in ("givenName", "familyName"):
        if part in one:
            _add(at, part, one[part])


def _alternate(at: ElementTree.Element, one: dict[str, str]) -> None:
    kind = one["alternateIdentifierType"]
    _add(at, "alternateIdentifier", one["alternateIdentifier"], alternateIdentifierType=kind)


def _right(at: ElementTree.Element, one: dict[str, str]) -> None:
    names = {"rightsURI": "rightsUri", "schemeURI": "schemeUri"}
    same = {key: one[key] for key in ("rightsIdentifier", "rightsIdentifierScheme")}
    _add(at, "rights", one["rights"], **{key: one[value] for key, value in names.items()}, **same)


def _description(at: ElementTree.Element, one: dict[str, str]) -> None:
    _add(at, "description", one["description"], lang=one["lang"], descriptionType=one["descriptionType"])
