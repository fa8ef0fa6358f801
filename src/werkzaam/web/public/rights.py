"""Under which licence publications may be used (`WERKZAAM_LICENCE`): a statement of the publisher, never assumed."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

CREATIVE = "https://creativecommons.org"
KNOWN = {
    "CC0-1.0": ("CC0 1.0", f"{CREATIVE}/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("CC BY 4.0", f"{CREATIVE}/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", f"{CREATIVE}/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": ("CC BY-NC 4.0", f"{CREATIVE}/licenses/by-nc/4.0/"),
    "CC-BY-ND-4.0": ("CC BY-ND 4.0", f"{CREATIVE}/licenses/by-nd/4.0/"),
}


@dataclass(frozen=True, slots=True)
class Licence:
    """`key` as SPDX writes it."""

    key: str
    name: str
    address: str


def licence() -> Licence | None:
    """None where none was stated."""
    key = str(getattr(settings, "LICENCE", ""))
    if not key:
        return None
    return Licence(key, *KNOWN.get(key, (key, f"https://spdx.org/licenses/{key}.html")))
