"""Several pilots on one page: a synthesis as it was published, or editions that a reader laid side by side."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from werkzaam.core.report.document import Figure
from werkzaam.core.report.edition import Edition
from werkzaam.core.report.synthesis import Spec, Synthesis, SynthesisProblem, ask
from werkzaam.core.report.synthesis.compose import compose
from werkzaam.core.report.synthesis.numbers import numbers as figures
from werkzaam.core.report.synthesis.pilot import read_pilots
from werkzaam.core.report.synthesis.told import told
from werkzaam.problem import Problem
from werkzaam.web.public import numbers, shelf
from werkzaam.web.public.numbers import Part

FEWEST, MOST = 2, 6
"""So many publications can be laid side by side."""


class NotTogether(Problem):
    """Publications that cannot be laid side by side."""

    code = "public-not-together"
    status = 422


@dataclass(frozen=True, slots=True)
class Told:
    """Sections of a document with every number linked: blocks as in `synthesis.told`, texts as parts."""

    sections: list[dict[str, Any]]


def published(found: Synthesis, language: str) -> Told:
    """The document of a synthesis in this language, else in its main one."""
    document = found.told.get(language) or found.told[found.language]
    here = {one.digest: one for one in shelf.only_editions(shelf.shelf())}
    pilots = {str(one["name"]): here[one["digest"]] for one in found.pilots if one["digest"] in here}
    sections = [_linked(one, _places(found.questions, pilots)) for one in document["sections"]]
    return Told([_drawn(one, found.directory.name) for one in sections])


def chosen(editions: Sequence[Edition], language: str) -> Told:
    """These editions by the fixed fiche, and together only where they asked the same. Raises NotTogether."""
    if not FEWEST <= len(editions) <= MOST:
        raise NotTogether(_("Choose %(fewest)d to %(most)d publications.") % {"fewest": FEWEST, "most": MOST})
    try:
        questions, document = _composed(
            tuple(one.directory for one in editions), _digests(editions), language
        )
    except SynthesisProblem as problem:
        raise NotTogether(_why(problem)) from problem
    pilots = {one.directory.name: one for one in editions}
    ordered = sorted(document["sections"], key=lambda one: one["key"] != "fiches")
    return Told([_linked(one, _places(questions, pilots)) for one in ordered])


def _digests(editions: Sequence[Edition]) -> tuple[str, ...]:
    return tuple(one.digest for one in editions)


def _why(problem: SynthesisProblem) -> str:
    if problem.code == "synthesis-same-pilot":
        return _("Two of these publications rest on the same people. Choose one of them.")
    if problem.code == "synthesis-no-numbers":
        return _("One of these publications holds no plan or no estimates, so it cannot be compared.")
    return _("These publications cannot be laid side by side.")


@lru_cache(maxsize=32)
def _composed(
    folders: tuple[Path, ...], digests: tuple[str, ...], language: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Questions and document; drawing takes a moment, so it is kept for the next reader."""
    pilots, spec = read_pilots(folders), Spec(languages=(language,), language=language)
    questions = ask(pilots, spec)
    on = max(one.edition.published_on for one in pilots)
    document = compose(pilots, questions, spec, figures(pilots, questions), language=language, on=on)
    asked = [
        {"key": one.key, "members": [{"pilot": m.pilot, "estimate": m.estimate} for m in one.members]}
        for one in questions
    ]
    return asked, told(document, _inside)


def _inside(figure: Figure) -> dict[str, str]:
    """The drawings inside the page, as they are nobody's file."""
    kind = "data:image/svg+xml;base64,"
    drawn = {"wide": figure.svg, "narrow": figure.narrow}
    return {name: kind + base64.b64encode(svg.encode()).decode() for name, svg in drawn.items()}


def _places(questions: Sequence[Mapping[str, Any]], pilots: Mapping[str, Edition]) -> dict[str, str]:
    """Beginning of a path → the page of numbers of the pilot that it comes from."""
    found = {
        f"pilot.{name}.{kind}.": numbers.link(edition, f"dose.{kind}")
        for name, edition in pilots.items()
        for kind in ("per_week", "planned_per_week")
    }
    for question in questions:
        for member in question["members"]:
            if edition := pilots.get(member["pilot"]):
                path = f"question.{question['key']}.{member['pilot']}."
                found[path] = numbers.link(edition, f"estimate.{member['estimate']}.points.value")
    return found


def _linked(block: Any, places: Mapping[str, str]) -> Any:
    """The block with its texts as parts that lead somewhere."""
    if isinstance(block, Mapping):
        return {key: _linked(value, places) for key, value in block.items()}
    if isinstance(block, list | tuple):
        if block and all(isinstance(one, Mapping) and "text" in one and "kind" not in one for one in block):
            return [_part(one, places) for one in block]
        return [_linked(one, places) for one in block]
    return block


def _drawn(block: dict[str, Any], key: str) -> dict[str, Any]:
    """The block with its drawings as files of this publication."""
    if block["kind"] == "section":
        return {**block, "blocks": [_drawn(one, key) for one in block["blocks"]]}
    if block["kind"] == "figure":
        return {
            **block,
            **{name: reverse("public:file", args=[key, block[name]]) for name in ("wide", "narrow")},
        }
    return block


def _part(one: Mapping[str, Any], places: Mapping[str, str]) -> Part:
    if "path" not in one:
        return Part(one["text"])
    away = next((place for beginning, place in places.items() if one["path"].startswith(beginning)), "")
    return Part(one["text"], away or (f"#{one['anchor']}" if one.get("anchor") else ""), one["value"])
