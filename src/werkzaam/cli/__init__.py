"""The `werkzaam` command: results on stdout, progress and warnings on stderr, an exit code with a meaning.

Imports stay inside the commands: `werkzaam --help` must not wait for a statistics library.
"""

from werkzaam.cli.main import main

__all__ = ["main"]
