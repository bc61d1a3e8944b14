"""The paths that a person names to the files that are checked, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from holotype.checking.diagnostics import Diagnostic, about_file
from holotype.checking.values import STANDARD_INPUT, Part
from holotype.documents import detect

# Folders that hold copies and caches, never documents of the project; hidden ones are left out as well.
SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules"})


class Entry(NamedTuple):
    """What a walk comes upon: `found` is a file or a finding; None where another repository of git begins.

    `repository` is the folder where the one begins that this is in, or the folder that is walked.
    """

    path: str
    repository: str
    found: str | Diagnostic | None


class Ignored(NamedTuple):
    """A file in a folder that git ignores."""

    path: str


def expand(
    paths: Iterable[str], *, gitignore: bool = True, schema: Iterable[str] = ()
) -> Iterator[str | Part]:
    """The files that `paths` name, each once, or what is to be said where there is none.

    A file is taken whatever its name.  A folder is walked: by suffix, in the order of names, files before
    folders; hidden files and folders (`.git`, too), `__pycache__`, `node_modules` and links to folders are
    left out, the files of the `schema`, and with `gitignore` what git ignores, which the last part counts.  A
    folder without documents is a finding, for nobody names one to check nothing.

    A file comes where it is first named, however its path is written; a link is a file of its own.
    """
    # One folder has each file once: then memory need not grow with their number.
    several = not (isinstance(paths, list) and len(paths) == 1)
    schemas = set(map(identity, schema))
    taken: set[str] = set()
    ignored: set[str] = set()
    left_out = 0
    for path in paths:
        for entry in _documents(path, schemas, gitignore=gitignore) if _is_folder(path) else (path,):
            if isinstance(entry, Ignored):
                left_out += 1
                if several:
                    ignored.add(identity(entry.path))
                continue
            if several and isinstance(entry, str):
                if (name := identity(entry)) in taken:
                    continue
                taken.add(name)
            yield entry
    if several:
        left_out = len(ignored - taken)
    if left_out:
        yield Part("", 0, [], left_out=left_out)


def _documents(folder: str, schemas: set[str], *, gitignore: bool) -> Iterator[str | Ignored | Part]:
    found = passed = False
    left_out = 0
    for entry in walk_by_git(folder) if gitignore else walk(folder):
        if isinstance(entry, Diagnostic):
            found = True
            yield Part(entry.file, 0, [entry])
        elif isinstance(entry, Ignored):
            if detect(entry.path) is not None:
                left_out += 1
                yield entry
        elif detect(entry) is not None:
            if schemas and identity(entry) in schemas:
                passed = True
                continue
            found = True
            # "./" in front of every name tells nobody anything.
            yield entry.removeprefix("./") if folder == "." else entry
    if not found:
        finding = nothing_left(folder, left_out) if left_out else _nothing_there(folder, passed)
        yield Part(folder, 0, [finding])


def nothing_left(folder: str, left_out: int) -> Diagnostic:
    """The finding for a folder all of whose documents are left out."""
    which = "its only document" if left_out == 1 else f"all of its {left_out:,} documents"
    return about_file(
        folder, "no-documents", f"git ignores {which}: name the files, or check them with --no-ignore"
    )


def _nothing_there(folder: str, has_schema: bool) -> Diagnostic:
    message = "the folder has no documents: no file in it has a suffix that is checked"
    if has_schema:
        message += " but what the schema is made of: name that to check it by itself"
    return about_file(folder, "no-documents", message)


def walk_by_git(folder: str) -> Iterator[str | Ignored | Diagnostic]:
    """As `walk`, with what git ignores told apart, as far as there is a git that says so.

    Of folders that cannot be listed those are left out as well that git ignores.
    """
    from holotype.checking.ignoring import told_apart

    return told_apart(_entries(folder))


def walk(folder: str) -> Iterator[str | Diagnostic]:
    """The files beneath a folder that are not left out, and findings for folders that cannot be listed."""
    return (entry.found for entry in _entries(folder) if entry.found is not None)


def _entries(folder: str) -> Iterator[Entry]:
    top = folder
    waiting = [(folder, folder)]  # and not a call within a call: folders may be nested deeper than calls
    while waiting:
        folder, repository = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=_by_name)
        except OSError as error:
            message = f"the folder cannot be listed: {error.strerror}"
            yield Entry(folder, repository, about_file(folder, "unreadable", message))
            continue
        if folder != top and any(entry.name == ".git" for entry in entries):
            yield Entry(folder, repository, None)
            repository = folder
        visible = [entry for entry in entries if not entry.name.startswith(".")]
        for entry in visible:
            if _is_file(entry):
                yield Entry(entry.path, repository, entry.path)
        waiting += [
            (entry.path, repository)
            for entry in reversed(visible)
            if entry.is_dir(follow_symlinks=False) and entry.name not in SKIPPED_FOLDERS
        ]


def _is_folder(path: str) -> bool:
    return path != STANDARD_INPUT and os.path.isdir(path)


def identity(path: str) -> str:
    """The same for all ways to write a path, which is not followed where it ends."""
    if path == STANDARD_INPUT:
        return path
    if os.pardir in path.split(os.sep):  # which leads elsewhere after a link
        folder, name = os.path.split(path)
        path = os.path.join(os.path.realpath(folder), name)
    return os.path.abspath(path)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads in a circle leads to no file, as one that leads nowhere
        return False


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name
