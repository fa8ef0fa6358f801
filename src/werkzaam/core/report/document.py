"""One document, whatever the page: sections of paragraphs, boxes, tables and figures; numbers keep their source.

HTML (`page.py`) and PDF (`sheet.py`) are two views of these frozen values. A text is a run of words and numbers;
a number remembers the path of the evidence it came from, so that a reader can follow it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar


@dataclass(frozen=True, slots=True)
class Words:
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, the evidence path it was read from, its full value and the anchor of its entity."""

    text: str
    path: str
    value: float | None
    anchor: str | None


Text = tuple[Words | Number, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    tone: str = "plain"  # plain, lead, claim, note or warning


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was looked at: its name, what it says, and what it cannot say. A number may point here."""

    name: str
    text: Text
    caution: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Remarks:
    items: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words in their own language, what may be told of who said them, and a word where they object."""

    wording: str
    language: str
    told: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class Quotes:
    items: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class VerdictBox:
    """A verdict in words, then the claims that share it: (outcome, sentence)."""

    verdict: str
    heading: str
    claims: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a table row; the first is its header. `anchor` lets a number point here."""

    cells: tuple[Text, ...]
    anchor: str | None = None
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`numeric` tells per column whether its cells are set right-aligned."""

    key: str
    caption: str
    header: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[Row, ...]
    note: str = ""
    dense: bool = False
    folded: bool = False  # a page folds it, paper leaves it out


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing at two widths (`svg` 640 px, `narrow` 320 px), the finding as title, a description and its numbers."""

    key: str
    title: Text
    alt: str
    note: str
    svg: str
    narrow: str
    table: Table


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    blocks: tuple[Block, ...]


Block: TypeAlias = Paragraph | Bullets | Remarks | Quotes | VerdictBox | Table | Figure | Section
Found = TypeVar("Found", bound=Block)


@dataclass(frozen=True, slots=True)
class Document:
    language: str
    title: str
    kicker: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    labels: tuple[tuple[str, str], ...]  # words of the page itself: skip link, contents …


def every(blocks: Iterable[Block], kind: type[Found]) -> list[Found]:
    """All blocks of a kind, in order, also those inside sections and figures."""
    found: list[Found] = []
    for block in blocks:
        if isinstance(block, kind):
            found.append(block)
        inside = block.blocks if isinstance(block, Section) else ()
        found += every((block.table,) if isinstance(block, Figure) else inside, kind)
    return found


def anchors(document: Document) -> list[str]:
    """The rows and remarks that numbers can point to."""
    rows = [row.anchor for table in every(document.sections, Table) if not table.folded for row in table.rows]
    remarks = [item.anchor for block in every(document.sections, Remarks) for item in block.items]
    return sorted({anchor for anchor in (*rows, *remarks) if anchor})


def plain(text: Text) -> str:
    """The text without its references."""
    return "".join(part.text for part in text)


def words(text: str) -> Text:
    """Plain words as a text without numbers."""
    return (Words(text),) if text else ()
