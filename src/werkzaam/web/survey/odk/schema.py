"""What the table of answers holds, told as OData's own description (EDMX, CSDL 4.0), for programs that ask it first.

https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html; names as ODK Central makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from werkzaam.core.measure.form.node import Node, Shape
from werkzaam.web.survey.models import Round
from werkzaam.web.survey.xform.served import OWN, served

EDMX, EDM = "http://docs.oasis-open.org/odata/ns/edmx", "http://docs.oasis-open.org/odata/ns/edm"
SYSTEM, USER = "org.opendatakit.submission", "org.opendatakit.user"
KNOWN = {
    "submissionDate": "Edm.DateTimeOffset", "updatedAt": "Edm.DateTimeOffset", "submitterId": "Edm.String",
    "submitterName": "Edm.String", "attachmentsPresent": "Edm.Int64", "attachmentsExpected": "Edm.Int64",
    "status": "Edm.String", "reviewState": "Edm.String", "deviceId": "Edm.String", "edits": "Edm.Int64",
    "formVersion": "Edm.String", "mode": "Edm.String", "source": "Edm.String",
}  # fmt: skip
NUMBERS = {"int": "Edm.Int64", "decimal": "Edm.Decimal"}


def identifier(name: str) -> str:
    """A name as OData allows it: letters, digits and underscores, none of the digits first."""
    return re.sub(r"[^A-Za-z0-9_]+", "_", re.sub(r"^(?![A-Za-z_])", "_", name))


def columns(node: Node) -> Iterator[tuple[str, Node]]:
    """What stands in one row under a group, or under the whole form, by its name in the table."""
    for name, child in node.children.items():
        if node.parent is None and (name in OWN or name == "meta"):
            continue
        yield identifier(name), child


def service(address: str) -> dict[str, object]:
    """The list of tables of a form: one."""
    table = {"name": "Submissions", "kind": "EntitySet", "url": "Submissions"}
    return {"@odata.context": f"{address}/$metadata", "value": [table]}


def described(found: Round) -> bytes:
    """Every column of the table of answers, with its type."""
    form = served(found)
    space = f"{USER}.{identifier(form.id)}"
    top = Element("edmx:Edmx", {"xmlns:edmx": EDMX, "Version": "4.0"})
    inside = SubElement(top, "edmx:DataServices")
    known = SubElement(inside, "Schema", {"xmlns": EDM, "Namespace": SYSTEM})
    _properties(SubElement(known, "ComplexType", {"Name": "metadata"}), KNOWN.items())
    own = SubElement(inside, "Schema", {"xmlns": EDM, "Namespace": space})
    row = SubElement(own, "EntityType", {"Name": "Submissions"})
    SubElement(SubElement(row, "Key"), "PropertyRef", {"Name": "__id"})
    SubElement(row, "Property", {"Name": "__id", "Type": "Edm.String", "Nullable": "false"})
    _properties(row, [("__system", f"{SYSTEM}.metadata"), ("pseudonym", "Edm.String")])
    _fill(own, row, form.form.root, space)
    held = SubElement(own, "EntityContainer", {"Name": identifier(form.id)})
    SubElement(held, "EntitySet", {"Name": "Submissions", "EntityType": f"{space}.Submissions"})
    content: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return content


def _fill(own: Element, into: Element, node: Node, space: str) -> None:
    """The columns of a group; what stands inside one gets a type of its own, a repeat is a list of it."""
    for name, child in columns(node):
        _properties(into, [(name, _type(child, space))])
        if child.shape is not Shape.LEAF:
            made = SubElement(own, "ComplexType", {"Name": _named(child)})
            _fill(own, made, child, space)


def _type(node: Node, space: str) -> str:
    """As the rows give it: a date is text, since a form may hold one without a day."""
    if node.shape is Shape.LEAF:
        return NUMBERS.get(node.type, "Edm.String")
    return f"Collection({space}.{_named(node)})" if node.shape is Shape.REPEAT else f"{space}.{_named(node)}"


def _named(node: Node) -> str:
    return identifier(".".join(one.name for one in [*node.above()][-2::-1]))


def _properties(into: Element, found: Iterable[tuple[str, str]]) -> None:
    for name, kind in found:
        SubElement(into, "Property", {"Name": name, "Type": kind})
