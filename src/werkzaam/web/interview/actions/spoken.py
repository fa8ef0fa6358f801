"""What a project that comes in says of who speaks in a text, as far as this room has a place for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzaam.core import coding as core
from werkzaam.web.interview.models import Perspective, Source
from werkzaam.web.interview.queries.told import DOCUMENTS

UNKNOWN = {"kind": Source.Kind.DOCUMENT.value, "perspective": Perspective.OTHER.value}


def spoken(source: core.Source, cases: Iterable[core.Case]) -> dict[str, Any]:
    """Kind, perspective, language, region and who asks, from the cases that a text has; whose words they are (the
    pseudonym) no file says. A text without a perspective that is known here comes in as a document."""
    here = [case for case in cases if source.key in case.sources]
    told = {name: str(value) for case in here for name, value in case.values.items()}
    perspective = told.get("perspective", "")
    if perspective == DOCUMENTS or perspective not in Perspective.values:
        return UNKNOWN | _place(told)
    group = len(here) > 1
    kind = Source.Kind.GROUP if group else Source.Kind.INTERVIEW
    answer = {case.name.rpartition("/")[2] for case in here}
    speakers = {turn.speaker for turn in source.turns}
    asking = sorted(speakers - answer) if group and answer <= speakers else []
    return {"kind": kind.value, "perspective": perspective, "asking": asking} | _place(told)


def _place(told: dict[str, str]) -> dict[str, str]:
    """Language and region, where they fit."""
    most = {"language": 10, "region": 100}
    return {name: told[name] for name, longest in most.items() if 0 < len(told.get(name, "")) <= longest}
