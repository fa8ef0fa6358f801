"""Keys as the GUIDs the standard asks for: the same key, the same GUID, every time."""

from __future__ import annotations

import re
import uuid

SPACE = uuid.UUID(
    "6d0e7d6c-3c1f-5a53-9a0e-0c9a3b1f7a52"
)  # of this software; its only use is to be always the same
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")


def guid(of: str, key: str) -> str:
    """`key` itself where it is one; else one made of what it is `of` (code, source, …) and the key."""
    found = _GUID.fullmatch(key)
    return found[1].lower() if found else derived(of, key)


def derived(of: str, key: str) -> str:
    """A GUID for something that belongs to another thing with this key (a memo of a coding, say)."""
    return str(uuid.uuid5(SPACE, f"{of}:{key}"))


def bare(written: str) -> str:
    """A GUID as written in a file, without braces, in small letters; other text as it is."""
    found = _GUID.fullmatch(written.strip())
    return found[1].lower() if found else written.strip()
