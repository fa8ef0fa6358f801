"""How a code list gets its labels."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise


def pairs(labels: Mapping[StrEnum, Promise]) -> list[tuple[str, Promise]]:
    """Choices of a field: (code as stored, label in the reader's language)."""
    return [(code.value, label) for code, label in labels.items()]
