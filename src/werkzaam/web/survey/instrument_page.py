"""What the page of one questionnaire shows: its questions, what each language lacks, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkzaam.core.measure.language import direction
from werkzaam.core.measure.sheet import Change, Definition, Entry, Lack, lacks
from werkzaam.core.measure.sheet.media import named_media
from werkzaam.web.survey import queries, versions
from werkzaam.web.survey.models import Instrument
from werkzaam.web.survey.questionnaire import defined

CHANGES = {
    "added": _("new question"),
    "removed": _("no longer asked"),
    "reworded": _("other words"),
    "type": _("other kind of answer"),
    "choice-added": _("a choice more"),
    "choice-removed": _("a choice less"),
    "choice-reworded": _("other words of a choice"),
    "choice-score": _("a choice counts otherwise"),
    "rule": _("asked or accepted otherwise"),
    "scoring": _("scored otherwise"),
    "moved": _("stands elsewhere"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A question in one language."""

    language: str
    direction: str
    text: str
    help: str
    choices: list[str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: words and files that are missing, how many sounds are, and whether a native speaker read it."""

    language: str
    words: list[Lack]
    files: list[Lack]
    audio: int
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One change; `declared` where the sheet says that new words mean the same."""

    what: str | Promise
    change: Change


def shown(found: Instrument) -> dict[str, object]:
    kept = set(found.media.values_list("name", flat=True))
    told, before = defined(found.definition), versions.former(found)
    return {
        "instrument": found,
        "told": queries.parsed(found.definition),
        "asked": sum(entry.asked for entry in told.entries),
        "entries": [(entry, list(_said(told, entry))) for entry in told.entries if entry.label],
        "tongues": _tongues(told, kept),
        "spoken": [(code, spoken(code)) for code in told.languages],
        "first": told.languages[0],
        "lacking": bool(named_media(told) - kept),
        "before": before,
        "changes": [Line(CHANGES[change.kind], change) for change in versions.changes(found, before)],
    }


def spoken(code: str) -> str:
    """A language in its own script, where the site has it."""
    return dict(settings.LANGUAGES).get(code, code)


def _said(told: Definition, entry: Entry) -> Iterator[Said]:
    for code in told.languages:
        yield Said(
            code,
            direction(code),
            entry.label.get(code, ""),
            entry.hint.get(code, ""),
            [choice.label.get(code, "") for choice in told.choices(entry)],
        )


def _tongues(told: Definition, kept: set[str]) -> list[Tongue]:
    missing = lacks(told, audio=True, files=kept)
    found = []
    for code in told.languages:
        own = [lack for lack in missing if lack.language == code]
        words = [lack for lack in own if lack.what not in ("audio", "image", "review")]
        files = [lack for lack in own if lack.file or lack.what == "image"]
        audio = sum(lack.what == "audio" for lack in own)
        found.append(Tongue(code, words, files, audio, all(lack.what != "review" for lack in own)))
    return found
