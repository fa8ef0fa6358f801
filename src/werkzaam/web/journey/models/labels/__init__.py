"""The code lists in the reader's language, a file per topic."""

from werkzaam.web.journey.models.labels.trajectory import (
    CHANNELS,
    DOMAINS,
    EXIT_REASONS,
    LADDER,
    NEXT,
    OUTCOMES,
    PHASES,
    RATERS,
)

__all__ = ["CHANNELS", "DOMAINS", "EXIT_REASONS", "LADDER", "NEXT", "OUTCOMES", "PHASES", "RATERS"]
