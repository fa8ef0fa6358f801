"""No pages of its own: who looked is shown by `people`, the whole chain is checked by `werkzaam audit verify`."""
