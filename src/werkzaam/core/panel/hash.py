"""The content hash of a panel: the same for the same content, whatever the row order or the file's format."""

from __future__ import annotations

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def content_hash(**tables: pa.Table) -> str:
    """SHA-256 (hex) over sorted tables, column by column in their own encoding.

    Not over Arrow or Parquet bytes: those differ between versions of the library that writes them.
    """
    digest = hashlib.sha256()
    for name, table in tables.items():
        digest.update(f"{name}\0{table.num_rows}\0".encode())
        for field in table.schema:
            digest.update(f"{field.name}\0".encode())
            _add(digest, table.column(field.name).combine_chunks())
    return digest.hexdigest()


def _add(digest: hashlib._Hash, values: pa.Array) -> None:
    valid = pc.is_valid(values).to_numpy(zero_copy_only=False)
    digest.update(np.packbits(valid).tobytes())
    if pa.types.is_string(values.type):
        _add_words(digest, values)
    else:
        filled = pc.fill_null(values.cast(pa.float64()), 0.0).to_numpy(zero_copy_only=False)
        digest.update((filled + 0.0).astype("<f8").tobytes())  # -0.0 + 0.0 is 0.0


def _add_words(digest: hashlib._Hash, values: pa.Array) -> None:
    words = pc.fill_null(values, "")
    digest.update(pc.binary_length(words).to_numpy(zero_copy_only=False).astype("<i4").tobytes())
    digest.update("".join(words.to_pylist()).encode())
