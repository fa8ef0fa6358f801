"""The codebook as one page that needs nothing else, in Dutch or English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from werkzaam.core.measure.export.codes import Codes
from werkzaam.core.measure.export.model import Frame, Missing, Source, Variable
from werkzaam.core.measure.export.words import said, words


def as_html(
    source: Source, frames: Sequence[Frame], codes: Codes, left_out: Sequence[str], language: str
) -> bytes:
    """Every variable with its question, values, waves and how often it was answered; no answer of anybody."""
    page = (
        _environment()
        .get_template("codebook.html.j2")
        .render(
            source=source,
            frames=frames,
            long=frames[0],
            codes=[(said(words()[why.name.lower()], language), f"{code:g}") for why, code in codes.items()],
            left_out=left_out,
            language=language,
            word=lambda key: said(words()[key], language),
            say=partial(_say, language),
            answered=_answered,
            waves={wave.key: wave.label for wave in source.waves},
        )
    )
    return page.encode()


def _say(language: str, text: Mapping[str, str]) -> str:
    return said(text, language)


def _answered(frame: Frame, variable: Variable) -> int:
    return int(np.sum(frame.why[variable.name] == Missing.PRESENT))


@cache
def _environment() -> Environment:
    loader = PackageLoader("werkzaam.core.measure.export", "templates")
    return Environment(
        loader=loader,
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
