"""Reading XML other people made, without trusting it."""

from __future__ import annotations

from typing import Any

from lxml import etree

from werkzaam.core.coding.problem import SourceProblem


def parse(data: bytes) -> Any:
    """The root element (lxml). No entities, no document type, no network, no endless depth.

    Raises SourceProblem: `xml-damaged`, `xml-doctype`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceProblem("The contents of this file are damaged.", code="xml-damaged") from error
    if root.getroottree().docinfo.doctype:
        raise SourceProblem("This file defines its own document type. It was not read.", code="xml-doctype")
    return root
