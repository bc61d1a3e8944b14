"""`holotype cache`: where compiled schemas are kept, how much of them, and out with them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from holotype.cache.folder import MOST_ENTRIES, VARIABLE, Folder, location
from holotype.cli import EXIT_CODES
from holotype.cli.arguments import OneOf

if TYPE_CHECKING:
    import argparse

HELP: Final = "show or clear the cache of compiled schemas"

_ABOUT: Final = f"""\
Says where compiled schemas are kept and how much they take, or removes them. What
`holotype validate --schema FILE` compiles is kept for the next run: by the text of the
schema or contract and of the documents it refers to, the options, this holotype and this
Python. {VARIABLE} names another folder, `holotype validate --no-cache` goes
without. The folder is used where it is yours and nobody else may write it; of more than
{MOST_ENTRIES:,} files the oldest make room."""

_EPILOG: Final = f"""\
examples:
  holotype cache                 where it is, and what it holds
  holotype cache where           the folder alone, for scripts
  holotype cache clear           remove all that it holds

exit codes:
  0    it is done
{EXIT_CODES}

more: docs/schemas.md (schemas of several files, and the cache), docs/trust.md"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.usage = "%(prog)s [where|size|clear]"
    parser.description = _ABOUT
    parser.epilog = _EPILOG
    parser.add_argument(
        "action",
        nargs="?",
        metavar="where|size|clear",
        type=OneOf("where", "size", "clear"),
        help="what to do (default: say where it is, and its size)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it; 0.  Raises `CacheError` for a folder that is not to be used."""
    from holotype.reporting.printable import printable

    folder = Folder(location())
    if arguments.action == "clear":
        removed = folder.clear()
        said = f"{folder.path}: {removed:,} file{'' if removed == 1 else 's'} removed"
    elif arguments.action == "where":
        said = folder.path
    else:
        count, size = folder.size()
        said = f"{count:,} file{'' if count == 1 else 's'}, {size:,} bytes"
        if arguments.action is None:
            said = f"{folder.path}: {said}"
    sys.stdout.write(f"{printable(said)}\n")
    return 0
