"""Installs what Mutabor needs and runs its parts; ``make`` calls the modules of this folder."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (said here, before an older Python trips over newer syntax)
    sys.exit("Mutabor needs Python 3.11 or newer. Name one: make PYTHON=python3.12 run")
