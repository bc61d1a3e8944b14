"""What each `format` means: the table of formats, and a library of functions that decide them."""

from __future__ import annotations

from holotype.compiler.formats.table import FORMATS, Format, function_for

__all__ = ["FORMATS", "Format", "function_for"]
