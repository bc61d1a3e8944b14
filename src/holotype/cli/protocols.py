"""The shape of a command; imported for its types only."""

from __future__ import annotations

import argparse
from typing import Any, Protocol


class Command(Protocol):
    """What a module `holotype.cli.<command>` offers.

    `HELP` is its line in `holotype --help`.  `configure` gives a parser the text of its page and its options,
    and may return the class of what the parser fills, whose attributes are the defaults.  A module may also
    have `plain`, which gives the options of command lines that need no parser, and None for others.
    """

    @property
    def HELP(self) -> str: ...  # a constant of a module

    def configure(self, parser: argparse.ArgumentParser) -> type[object] | None: ...

    def run(self, options: Any) -> int: ...
