"""The texts of a REFI-QDA project as they came, with the passages marked in them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from werkzaam.core.coding.exchange.guid import bare
from werkzaam.core.coding.exchange.loss import Ledger
from werkzaam.core.coding.exchange.offsets import Marked, Pair
from werkzaam.core.coding.exchange.refi_codes import child, children
from werkzaam.core.coding.reading.encoding import decode
from werkzaam.core.coding.unpack import Archive


@dataclass(frozen=True, slots=True)
class Text:
    """A source: `raw` as it came (None: not in the file), its XML `node`, and a node and a pair for each passage."""

    key: str
    name: str
    raw: str | None
    node: Any
    selections: tuple[Any, ...]
    pairs: tuple[Pair, ...]

    @property
    def marked(self) -> Marked:
        return Marked(self.raw or "", self.pairs)


def texts(root: Any, archive: Archive, ledger: Ledger) -> Iterator[Text]:
    """Text sources, the text of PDF sources, transcripts of recordings. The rest goes to the ledger as lost."""
    paths = {name.lower(): name for name in archive.names}
    sources = child(root, "Sources")
    for node in sources.iterchildren("*") if sources is not None else ():
        tag = str(node.tag).rpartition("}")[2]
        yield from _texts(node, tag, archive, paths, ledger)


def _texts(node: Any, tag: str, archive: Archive, paths: dict[str, str], ledger: Ledger) -> Iterator[Text]:
    key, name = bare(node.get("guid", "")), node.get("name", "")
    held = {"TextSource": [node], "PDFSource": children(node, "Representation")}.get(tag)
    held = children(node, "Transcript") if held is None else held
    lost = children(node, tag.replace("Source", "Selection")) if tag != "TextSource" else []
    for one in (node, *lost) if tag != "TextSource" and not held else lost:
        ledger.note("source-media", bare(one.get("guid", "")))
    for number, one in enumerate(held):
        if one.get("richTextPath") or tag == "PDFSource":
            ledger.note("source-formatting", key)
        own = key if number == 0 else bare(one.get("guid", ""))
        selections = list(_passages(one))
        yield Text(
            own,
            name or one.get("name", ""),
            _raw(one, archive, paths),
            node if tag != "TextSource" else one,
            tuple(selection for selection, _ in selections),
            tuple(pair for _, pair in selections),
        )


def _raw(node: Any, archive: Archive, paths: dict[str, str]) -> str | None:
    content = child(node, "PlainTextContent")
    if content is not None:
        return content.text or ""
    path = node.get("plainTextPath", "")
    found = paths.get(f"sources/{path.removeprefix('internal://')}".lower())
    if not path.startswith("internal://") or found is None:
        return None
    data = archive.read(found)
    mark = "\ufeff" if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""
    return mark + decode(data)


def _passages(node: Any) -> Iterator[tuple[Any, Pair]]:
    for one in children(node, "PlainTextSelection"):
        yield one, (_whole(one.get("startPosition")), _whole(one.get("endPosition")))
    points = {bare(one.get("guid", "")): _whole(one.get("position")) for one in children(node, "SyncPoint")}
    for one in children(node, "TranscriptSelection"):
        ends = (points.get(bare(one.get(name, "")), -1) for name in ("fromSyncPoint", "toSyncPoint"))
        start, end = ends
        yield one, (start, end)


def _whole(written: str | None) -> int:
    """A whole number; -1, which lies outside every text, for anything else."""
    try:
        found = int(written or "")
    except ValueError:
        return -1
    return found if -1 <= found < 2**40 else -1
