"""The paths that a person names to the files that are checked, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from holotype.checking.diagnostics import Diagnostic, about_file
from holotype.documents import detect

# Folders that hold copies and caches, never documents of the project; hidden ones are left out as well.
SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules"})

STANDARD_INPUT = "-"


def expand(paths: Iterable[str]) -> Iterator[str | Diagnostic]:
    """The files that `paths` name, or what is to be said where there is none.

    A file is taken whatever its name.  A folder is walked: by suffix, in the order of names, files before
    folders; hidden files and folders (`.git`, too), `__pycache__`, `node_modules` and links to folders are
    left out; `.gitignore` is not read.  A folder without documents is a finding, for nobody names one to
    check nothing.
    """
    for path in paths:
        if path != STANDARD_INPUT and os.path.isdir(path):
            found = False
            for entry in walk(path):
                if isinstance(entry, str) and detect(entry) is None:
                    continue
                found = True
                # "./" in front of every name tells nobody anything.
                yield entry.removeprefix("./") if isinstance(entry, str) and path == "." else entry
            if not found:
                yield about_file(
                    path,
                    "no-documents",
                    "the folder has no documents: no file in it has a suffix that is checked",
                )
        else:
            yield path


def walk(folder: str) -> Iterator[str | Diagnostic]:
    """The files beneath a folder that are not left out, and findings for folders that cannot be listed."""
    waiting = [folder]  # and not a call within a call: folders may be nested deeper than calls
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=_by_name)
        except OSError as error:
            yield about_file(folder, "unreadable", f"the folder cannot be listed: {error.strerror}")
            continue
        visible = [entry for entry in entries if not entry.name.startswith(".")]
        for entry in visible:
            if _is_file(entry):
                yield entry.path
        waiting += [
            entry.path
            for entry in reversed(visible)
            if entry.is_dir(follow_symlinks=False) and entry.name not in SKIPPED_FOLDERS
        ]


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads in a circle leads to no file, as one that leads nowhere
        return False


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name
