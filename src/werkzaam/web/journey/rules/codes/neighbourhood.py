"""Codes of places: the levels of the national statistics."""

from __future__ import annotations

from enum import StrEnum


class AreaLevel(StrEnum):
    """Statistics Netherlands: GM0000 municipality, WK000000 district, BU00000000 neighbourhood."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    NEIGHBOURHOOD = "neighbourhood"
