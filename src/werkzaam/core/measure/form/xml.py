"""XML from outside: no document type, no entities, a limit on size and depth."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from werkzaam.core.measure.form.problem import FormProblem

LARGEST = 10_000_000  # bytes; the largest form seen in practice is about a megabyte
DEEPEST = 100

XF = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
OPENROSA = "{http://openrosa.org/xforms}"
WZ_URI = "urn:werkzaam:xforms"
WZ = f"{{{WZ_URI}}}"


class _Strict(TreeBuilder):
    """Refuses a document type: entities are declared there, and nobody's form needs one."""

    depth = 0

    def doctype(self, *_told: object) -> None:
        message = "This file declares a document type (DOCTYPE), which is not allowed. Nothing was kept."
        raise FormProblem(message, code="xml-doctype")

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormProblem(
                f"This XML is more than {DEEPEST} levels deep. Nothing was kept.", code="xml-deep"
            )
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def read_xml(content: bytes, *, largest: int = LARGEST) -> Element:
    """The root element. Raises FormProblem (`xml-large`, `xml-malformed`, `xml-doctype`, `xml-deep`)."""
    if len(content) > largest:
        message = f"This file is larger than {largest // 1000} kB. Nothing was kept."
        raise FormProblem(message, code="xml-large", bytes=len(content))
    parser = XMLParser(target=_Strict())  # noqa: S314  no document type passes, so no entity does
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, ValueError) as error:
        raise FormProblem(
            f"This is not well-formed XML: {error}. Nothing was kept.", code="xml-malformed"
        ) from None
    return root


def bare(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]
