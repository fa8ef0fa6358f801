"""The words of a form in its languages, with places where an earlier answer is read out."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from werkzaam.core.measure.form.compile import Expression
from werkzaam.core.measure.form.draft import Draft
from werkzaam.core.measure.form.model import NOTHING, Pieces, Text
from werkzaam.core.measure.form.node import Node
from werkzaam.core.measure.form.xml import XF, bare
from werkzaam.core.measure.language import code

ITEXT = re.compile(r"\s*jr:itext\(\s*['\"]?([^'\")]+)['\"]?\s*\)\s*")
BLANK = ((), ("-",))  # pyxform writes "-" where a translation is missing
MEDIA = ("audio", "image", "big-image", "video")


class Words:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.told: dict[str, dict[str, Element]] = {}
        self.media: dict[str, dict[str, dict[str, str]]] = {}
        found = list(draft.model.iterfind(f"{XF}itext/{XF}translation"))
        found.sort(key=lambda one: one.get("default") is None)  # the default first
        self.languages = tuple(code(one.get("lang", "")) for one in found) or ("default",)
        for translation in found:
            self._collect(translation, code(translation.get("lang", "")))

    def _collect(self, translation: Element, language: str) -> None:
        for told in translation:
            key = told.get("id", "")
            for value in told.iterfind(f"{XF}value"):
                form = value.get("form")
                if form is None:
                    self.told.setdefault(key, {})[language] = value
                elif form in MEDIA:
                    file = (value.text or "").rpartition("/")[2]
                    self.media.setdefault(key, {}).setdefault(language, {})[form] = file

    def of(self, node: Node, element: Element | None, about: str) -> Text:
        """A label or hint: its own words, or those of the text that it points at."""
        if element is None:
            return NOTHING
        key = itext(element.get("ref", ""))
        return self.named(node, key, about) if key else self.everywhere(self._pieces(node, element, about))

    def message(self, node: Node, told: str | None, about: str) -> Text:
        if not told:
            return NOTHING
        key = itext(told)
        return self.named(node, key, about) if key else self.everywhere((told,))

    def everywhere(self, pieces: Pieces) -> Text:
        return Text(dict.fromkeys(self.languages, pieces))

    def named(self, node: Node, key: str, about: str) -> Text:
        found = {
            language: self._pieces(node, value, about) for language, value in self.told.get(key, {}).items()
        }
        spoken = {language: pieces for language, pieces in found.items() if pieces not in BLANK}
        return Text(spoken, self.media.get(key, {}))

    def _pieces(self, node: Node, element: Element, about: str) -> Pieces:
        found: list[str | Expression] = [(element.text or "").lstrip()]
        for child in element:
            made = (
                self.draft.expression(node, child.get("value"), about)
                if bare(child.tag) == "output"
                else None
            )
            found += [made] if made else []
            found.append(child.tail or "")
        last = found.pop()
        found.append(last.rstrip() if isinstance(last, str) else last)
        return tuple(piece for piece in found if piece != "")


def itext(told: str) -> str:
    """The key inside jr:itext('…'); empty for anything else."""
    match = ITEXT.fullmatch(told)
    return match[1] if match else ""
