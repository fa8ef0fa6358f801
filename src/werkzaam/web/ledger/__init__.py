"""The append-only, hash-chained log of acts and looks, one per database."""
