"""Languages by their name, for who works here: an interviewer looks for Tigrinya, not for "ti"."""

from __future__ import annotations

from django.utils.translation import get_language_info


def called(code: str) -> str:
    """In the language of the page; one that nobody here knows goes by its code."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
