"""Answers to a device, in OpenRosa's XML, with the headers that every answer carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse
from django.utils.http import http_date

from werkzaam.problem import Problem

LARGEST = 20_000_000  # bytes of one post: the answers with their files
KIND = "text/xml; charset=utf-8"
RESPONSE = "http://openrosa.org/http/response"
LISTS = {
    "xforms": "http://openrosa.org/xforms/xformsList",
    "manifest": "http://openrosa.org/xforms/xformsManifest",
}


def listing(name: str, item: str, rows: Iterable[Mapping[str, str]]) -> HttpResponse:
    """A list of forms ("xforms" of "xform"), or of a form's files ("manifest" of "mediaFile")."""
    top = Element(name, {"xmlns": LISTS[name]})
    for row in rows:
        made = SubElement(top, item)
        for key, said in row.items():
            SubElement(made, key).text = said
    return HttpResponse(_written(top), content_type=KIND)


def message(said: str, *, nature: str, status: int) -> HttpResponse:
    top = Element("OpenRosaResponse", {"xmlns": RESPONSE, "items": "0"})
    SubElement(top, "message", {"nature": nature}).text = said
    return HttpResponse(_written(top), content_type=KIND, status=status)


def refused(problem: Problem) -> HttpResponse:
    return message(problem.message, nature="error", status=problem.status)


def with_headers(response: HttpResponse) -> HttpResponse:
    response.headers["X-OpenRosa-Version"] = "1.0"
    response.headers["X-OpenRosa-Accept-Content-Length"] = str(LARGEST)
    response.headers["Date"] = http_date()
    return response


def _written(top: Element) -> bytes:
    content: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return content
