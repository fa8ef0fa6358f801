"""The report as one HTML file that needs nothing else: style, fonts and drawings are inside."""

from __future__ import annotations

import base64
from collections.abc import Set
from functools import cache, partial
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from werkzaam.core.report.document import (
    Bullets,
    Document,
    Figure,
    Paragraph,
    Quotes,
    Remarks,
    Section,
    Table,
    Text,
    VerdictBox,
    anchors,
    plain,
)
from werkzaam.core.report.document import Number as NumberPart

_FACES = (("Regular", 400, "normal"), ("SemiBold", 600, "normal"), ("Italic", 400, "italic"))
_KINDS = {
    Paragraph: "paragraph",
    Bullets: "bullets",
    Remarks: "remarks",
    Quotes: "quotes",
    VerdictBox: "verdict",
    Table: "table",
    Figure: "figure",
    Section: "section",
}


def html(document: Document) -> str:
    """The document as a self-contained page with a skip link, contents and a link from each number to its row."""
    template = _environment().get_template("report.html.j2")
    return template.render(
        document=document,
        labels=dict(document.labels),
        style=_style(),
        number=_numbering(),
        said=partial(_said, frozenset(anchors(document))),
    )


def _numbering() -> Any:
    """A counter for figures and tables, as the page goes down."""
    seen: dict[str, int] = {}

    def count(kind: str) -> int:
        seen[kind] = seen.get(kind, 0) + 1
        return seen[kind]

    return count


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "plain": plain,
        "drawing": _drawing,
        "kind": lambda one: _KINDS[type(one)],
    }
    return environment


def _template(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _said(shown: frozenset[str], text: Text, here: str | None = None) -> Markup:
    """Words escaped; numbers as `<data>` with a link to the row of their evidence, unless that is `here`."""
    links = shown - {here}
    return Markup("").join(
        _number(part, links) if isinstance(part, NumberPart) else Markup.escape(part.text) for part in text
    )


def _number(part: NumberPart, links: Set[str]) -> Markup:
    data = Markup('<data value="{}">{}</data>').format(
        "" if part.value is None else repr(part.value), part.text
    )
    if part.anchor not in links:
        return data
    return Markup('<a class="number" href="#{}">{}</a>').format(part.anchor, data)


def _drawing(svg: str) -> Markup:
    """Our own drawing, hidden from readers of text: they get the description and the table."""
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704


@cache
def _style() -> Markup:
    return Markup(_faces() + _template("report.css"))  # noqa: S704


def _faces() -> str:
    return "".join(_face(*face) for face in _FACES)


def _face(name: str, weight: int, style: str) -> str:
    data = (resources.files(__package__) / "fonts" / f"NotoSans-{name}.woff2").read_bytes()
    source = f"url(data:font/woff2;base64,{base64.b64encode(data).decode()}) format('woff2')"
    return f"@font-face{{font-family:'Noto Sans';font-weight:{weight};font-style:{style};src:{source}}}\n"
