"""Codebooks to and from other programs: REFI-QDA (.qdc), and a table (CSV) for those that read nothing else."""

from __future__ import annotations

import csv
import io

from lxml import etree

from werkzaam.core.coding.codebook import Codebook
from werkzaam.core.coding.exchange.loss import Ledger, Loss
from werkzaam.core.coding.exchange.refi_codes import CODEBOOK, child, read_codes, write_codes, write_kinds
from werkzaam.core.coding.markup import parse
from werkzaam.core.coding.problem import ExchangeProblem


def write_qdc(book: Codebook) -> bytes:
    """The codebook as .qdc (UTF-8 XML). Raises ExchangeProblem (`exchange-empty`) without any code."""
    if not book.codes:
        raise ExchangeProblem("There are no codes to send out.", code="exchange-empty")
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", {"origin": "Werkzaam"}, nsmap={None: CODEBOOK})
    write_codes(root, book)
    write_kinds(root, book, reference="guid")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def read_qdc(data: bytes, name: str = "") -> tuple[Codebook, tuple[Loss, ...]]:
    """The codebook in a .qdc, and what was lost or changed. Keys are its GUIDs.

    Raises SourceProblem (`xml-damaged`, `xml-doctype`), ExchangeProblem (`exchange-not-codebook`), CodingProblem.
    """
    root, ledger = parse(data), Ledger()
    if root.tag.rpartition("}")[2] != "CodeBook":
        message = "This is not a REFI-QDA codebook. Export the codebook as .qdc from the other program."
        raise ExchangeProblem(message, code="exchange-not-codebook")
    found = read_codes(child(root, "Codes"), child(root, "Sets"), name or root.get("origin", ""), ledger)
    return found.book, ledger.losses()


def codebook_csv(book: Codebook) -> bytes:
    """Columns name and description, as Taguette 1.5 takes them in; names unfold the tree: "above / below".

    UTF-8 with a byte order mark: without it Taguette and Excel guess the encoding, and guess wrongly.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["name", "description"])
    rows.writerows([" / ".join(book.path(code.key)), code.definition] for _, code in book.walk())
    return out.getvalue().encode("utf-8-sig")
