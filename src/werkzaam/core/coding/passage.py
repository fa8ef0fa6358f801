"""Passages against the text they were cut from."""

from __future__ import annotations

from werkzaam.core.coding.model import CodingProblem, Segment


def passage(text: str, segment: Segment) -> str:
    """The words of a segment; Python counts in code points, as the segment does.

    Raises CodingProblem (`segment-outside`) for a passage that runs past the text.
    """
    if segment.end > len(text):
        message = "A passage runs past the end of its text; the text was changed after it was coded."
        raise CodingProblem(message, code="segment-outside", end=segment.end, length=len(text))
    return text[segment.start : segment.end]
