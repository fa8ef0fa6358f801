"""Files people have, read into sources."""

from werkzaam.core.coding.reading.file import FORMATS, LARGEST_FILE, read_source

__all__ = ["FORMATS", "LARGEST_FILE", "read_source"]
