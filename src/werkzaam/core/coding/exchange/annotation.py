"""Codings as W3C Web Annotations (Recommendation, 23 February 2017) in JSON-LD, both ways.

A passage stands twice: by position, in code points, and by its words with what is around them; so it is found again in
a text that was changed since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from werkzaam.core.coding.coding import Coding, Origin, Stance
from werkzaam.core.coding.exchange.guid import derived, guid
from werkzaam.core.coding.exchange.project import Project
from werkzaam.core.coding.problem import ExchangeProblem

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points of prefix and suffix


def web_annotations(project: Project) -> dict[str, Any]:
    """An AnnotationPage, ready for `json.dumps`, in the order of the codings."""
    texts = {source.key: source.text for source in project.sources}
    items = [_annotation(project, coding, texts[coding.source]) for coding in project.codings]
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{derived('page', project.name)}",
        "type": "AnnotationPage",
        "items": items,
    }


def _annotation(project: Project, coding: Coding, text: str) -> dict[str, Any]:
    against = coding.stance is Stance.AGAINST
    code = {
        "type": "SpecificResource",
        "source": f"urn:uuid:{guid('code', coding.code)}",
        "purpose": "classifying",
    }
    name = {"type": "TextualBody", "value": project.codebook.code(coding.code).name, "purpose": "tagging"}
    stance = [{"type": "TextualBody", "value": "against", "purpose": "assessing"}] if against else []
    memo = [{"type": "TextualBody", "value": coding.memo, "purpose": "commenting"}] if coding.memo else []
    return {
        "id": f"urn:uuid:{guid('coding', coding.key)}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": _creator(project, coding),
        **({"created": coding.at.isoformat()} if coding.at else {}),
        "body": [code, name, *stance, *memo],
        "target": {
            "source": f"urn:uuid:{guid('source', coding.source)}",
            "selector": _selectors(coding, text),
        },
    }


def _creator(project: Project, coding: Coding) -> dict[str, str]:
    kind = "Person" if coding.origin is Origin.HUMAN else "Software"
    name = project.coders.get(coding.coder, coding.coder)
    return {"id": f"urn:uuid:{guid('coder', coding.coder)}", "type": kind, "name": name}


def _selectors(coding: Coding, text: str) -> list[dict[str, Any]]:
    start, end = coding.start, coding.end
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    return [{"type": "TextPositionSelector", "start": start, "end": end}, quote]


@dataclass(frozen=True, slots=True)
class Anchored:
    """An annotation found in a text: where, with which code GUIDs; `moved` when the text had changed around it."""

    source: str
    start: int
    end: int
    codes: tuple[str, ...]
    creator: str
    created: datetime | None
    comment: str
    moved: bool


def anchor(page: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[tuple[Anchored, ...], tuple[str, ...]]:
    """The annotations of a page in `texts` (by key of the source, or its GUID), and ids of those not found again.

    Where position and quote disagree, the quote is looked for: by its surroundings, else where it stands only once.
    Raises ExchangeProblem (`exchange-not-annotations`).
    """
    items = page.get("items")
    if page.get("type") != "AnnotationPage" or not isinstance(items, list):
        raise ExchangeProblem("This is not a page of web annotations.", code="exchange-not-annotations")
    keys = {name: key for key in texts for name in (key, guid("source", key))}
    found = [(str(item.get("id", "")), _anchored(item, keys, texts)) for item in items]
    return (
        tuple(one for _, one in found if one is not None),
        tuple(name for name, one in found if one is None),
    )


def _anchored(item: Mapping[str, Any], keys: Mapping[str, str], texts: Mapping[str, str]) -> Anchored | None:
    target = item.get("target", {})
    key = keys.get(str(target.get("source", "")).removeprefix("urn:uuid:"))
    selectors = {one.get("type"): one for one in target.get("selector", ())}
    if key is None:
        return None
    said = selectors.get("TextPositionSelector", {})
    place = _place(texts[key], said, selectors.get("TextQuoteSelector"))
    if place is None:
        return None
    bodies = list(item.get("body", ()))
    codes = (str(one.get("source", "")) for one in bodies if one.get("purpose") == "classifying")
    comments = (str(one.get("value", "")) for one in bodies if one.get("purpose") == "commenting")
    created = item.get("created")
    return Anchored(
        source=key,
        start=place[0],
        end=place[1],
        codes=tuple(code.removeprefix("urn:uuid:") for code in codes),
        creator=str(item.get("creator", {}).get("id", "")).removeprefix("urn:uuid:"),
        created=datetime.fromisoformat(created) if created else None,
        comment="\n".join(comments),
        moved=place != (said.get("start"), said.get("end")),
    )


def _place(text: str, said: Mapping[str, Any], quote: Mapping[str, Any] | None) -> tuple[int, int] | None:
    start, end = int(said.get("start", -1)), int(said.get("end", -1))
    inside = 0 <= start < end <= len(text)
    if quote is None:
        return (start, end) if inside else None
    exact = str(quote.get("exact", ""))
    if inside and text[start:end] == exact:
        return start, end
    return _by_quote(text, exact, str(quote.get("prefix", "")), str(quote.get("suffix", "")))


def _by_quote(text: str, exact: str, prefix: str, suffix: str) -> tuple[int, int] | None:
    for around, before in ((prefix + exact + suffix, len(prefix)), (exact, 0)):
        if exact and text.count(around) == 1:
            start = text.index(around) + before
            return start, start + len(exact)
    return None
