"""Documents and a validator to diagnostics: in order, in parallel.

    check(paths_or_stream, schema=None, ...) -> Iterator[Diagnostic]

is what `holotype validate` calls.
"""

from __future__ import annotations

from holotype.checking.diagnostics import Diagnostic
from holotype.checking.run import check
from holotype.checking.values import Part

__all__ = ["Diagnostic", "Part", "check"]
