"""`holotype cache`: where compiled schemas are kept, how much of them, and out with them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from holotype.cache.folder import MOST_ENTRIES, VARIABLE, Folder, location
from holotype.cli.arguments import one_of

if TYPE_CHECKING:
    import argparse

HELP: Final = "show or clear the cache of compiled schemas"

_EXAMPLES: Final = f"""\
examples:
  holotype cache                 where it is, and what it holds
  holotype cache where           the folder alone, for scripts
  holotype cache clear           remove all that it holds

What `holotype validate --schema FILE` compiles is kept for the next run: a schema or a contract in a file,
by its text, that of the documents it refers to, the options, this holotype and this Python.
{VARIABLE} names another folder, `holotype validate --no-cache` goes without.  The folder is used
where it belongs to you and nobody else may write it; it holds at most {MOST_ENTRIES:,} files, the oldest of
which make room for others.
Exit code: 0 done, 2 the folder cannot be used."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "action",
        nargs="?",
        metavar="where|size|clear",
        type=one_of("where", "size", "clear"),
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
