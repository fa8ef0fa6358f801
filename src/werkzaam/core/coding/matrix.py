"""Which perspectives speak of which code: persons are counted, not passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from werkzaam.core.coding.model import Segment


def matrix(segments: Iterable[Segment], perspectives: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Distinct persons per code and perspective: `result[code][perspective]`, zeros included.

    `perspectives` maps each person's pseudonym to participant, job-coach, employer, municipality,
    project-leader or other-professional. Passages from documents (no person) speak for no perspective.
    Raises KeyError for a person without one.
    """
    speakers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for segment in segments:
        said = speakers[segment.code]
        if segment.person is not None:
            said[perspectives[segment.person]].add(segment.person)
    columns = sorted(set(perspectives.values()))
    return {code: {column: len(speakers[code][column]) for column in columns} for code in sorted(speakers)}
