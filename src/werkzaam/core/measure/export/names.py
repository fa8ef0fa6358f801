"""Names that SPSS takes: letters, digits and underscores, a letter first, at most 64 bytes, none twice.

Rules for variable names: IBM SPSS Statistics, Command Syntax Reference, "Variable Names".
"""

from __future__ import annotations

import re

LONGEST = 64  # bytes; our names are ASCII
RESERVED = frozenset(["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"])


def spss_name(told: str) -> str:
    """The nearest name that SPSS takes; names may not end in a point, and should not in an underscore."""
    clean = re.sub(r"[^A-Za-z0-9_]", "_", told).strip("_")
    free = clean[:1].isalpha() and clean.upper() not in RESERVED
    return (clean if free else f"v_{clean}")[:LONGEST].rstrip("_")


def unique_name(told: str, taken: set[str]) -> str:
    """`spss_name`, numbered where another has it already; capitals make no difference. It is added to `taken`."""
    base = name = spss_name(told)
    number = 1
    while name.upper() in taken:
        number += 1
        ending = f"_{number}"
        name = f"{base[: LONGEST - len(ending)]}{ending}"
    taken.add(name.upper())
    return name


def wave_name(name: str, wave: str, taken: set[str]) -> str:
    """The name of a variable at one wave: it ends in the wave, also where it must be cut."""
    ending = f"_{spss_name(wave).removeprefix('v_')[:20]}"
    return unique_name(f"{name[: LONGEST - len(ending)]}{ending}", taken)
