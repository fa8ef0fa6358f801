"""Bytes to text: what can be known is decoded, what would be guessed is refused.

Detectors by statistics were tried on short and Dutch texts in cp1252; they named cp1250 and cp1251, without doubt.
"""

from __future__ import annotations

import codecs
import re

from werkzaam.core.coding.problem import SourceProblem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FEW = 0.2  # share of letters beyond a–z: French has up to a tenth, a text in another alphabet most
# Signs that western texts do not have, or not there: Turkish, Polish, DOS and Macintosh files read as western.
_STRANGE = re.compile(
    "[ÐðÞþÝý]|[^\\W\\d_][¹²³¼½¾¿¡¢£¤¥¦ª¬®¯±´µ¶¸º×÷€‚ƒ„†‡ˆ‰‹›™][^\\W\\d_]|[a-zß-ÿ][À-ÞŠŽŸŒ]|[À-ÞŠŽŸŒ]{2}[a-z]|[‰ˆ†‡ƒ][^\\W\\d_]|‚‚"
)


def decode(data: bytes, encoding: str | None = None) -> str:
    """Text by its byte order mark; else UTF-8; else UTF-16 by its zeros; else Windows western (cp1252) if plausible.

    `encoding` (any name Python knows) says it instead. Raises SourceProblem: `encoding-unknown`, `source-binary`.
    """
    if encoding is not None:
        return _strictly(data, encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _strictly(data, marked)
    return _unmarked(data)


def _unmarked(data: bytes) -> str:
    if b"\x00" in data:
        return _by_zeros(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _western(data)


def _by_zeros(data: bytes) -> str:
    """UTF-16 text has zeros in every other byte (blanks and marks at least), nearly none in the others."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if min(even, odd) > 0.1 * max(even, odd) or max(even, odd) < 0.05 * len(data):
        raise SourceProblem("This is not a text file. Nothing was kept.", code="source-binary")
    return _strictly(data, "utf-16-le" if odd > even else "utf-16-be")


def _western(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _unknown() from error
    letters = [sign for sign in text if sign.isalpha()]
    beyond = sum(not sign.isascii() for sign in letters)
    if beyond > _FEW * len(letters) + 1 or _STRANGE.search(text):
        raise _unknown()
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise _unknown() from error


def _unknown() -> SourceProblem:
    message = (
        "It cannot be told in which encoding this text was saved, so letters would go wrong. Nothing was kept. "
        "Save it as UTF-8 in your editor, or say which encoding it has."
    )
    return SourceProblem(message, code="encoding-unknown")
