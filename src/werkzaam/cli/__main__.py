"""`python -m werkzaam.cli`."""

import sys

from werkzaam.cli.main import main

sys.exit(main())
