"""Fonts for PDF in any language that a participant reads or writes: only ours, whatever the machine has."""

from functools import cache
from importlib import resources

import typst


@cache
def every_script() -> typst.Fonts:
    here = resources.files("werkzaam")
    folders = [str(here / "core/report/fonts"), str(here / "web/journey/fonts")]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
