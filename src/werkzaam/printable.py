"""Text that XML can hold: whatever is typed may end up in a form, a sheet or an exchange file."""

import re

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str, instead: str = "") -> str:
    """The text without the signs that XML 1.0 (§2.2) leaves out, or with `instead` in their place."""
    return _NOT_XML.sub(instead, text)
