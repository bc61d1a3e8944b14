"""`python -m holotype`: the command, without the current folder as a place to import from."""

import os
import sys

try:
    here = os.getcwd()
except OSError:  # it was removed
    here = ""
# Python puts it in front, where a json.py of what is checked would be taken for Python's.
if not sys.flags.safe_path and sys.path[:1] == [here]:
    del sys.path[0]

from holotype.cli import main

sys.exit(main())
