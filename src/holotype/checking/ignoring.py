"""What a walk comes upon to what git ignores of it, and the rest."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from itertools import islice

from holotype.checking.diagnostics import Diagnostic
from holotype.checking.inputs import Entry, Ignored
from holotype.git import Unanswered, ignored

# Names that git is asked about at once: starting it, and reading its index, takes as long as some hundreds.
MOST_NAMES = 20_000
# Repositories without an answer, after which no more is asked: each may have been waited for.
MOST_UNANSWERED = 3


def told_apart(entries: Iterable[Entry]) -> Iterator[str | Ignored | Diagnostic]:
    """The files and findings, in their order; findings about what git ignores are dropped.

    A repository within another is asked itself, for the outer one knows neither its index nor its excludes;
    where the outer one ignores its folder, all that is in it is.
    """
    waiting = iter(entries)
    left_out: set[str] = set()  # of the repositories
    unanswered: set[str] = set()
    while together := list(islice(waiting, MOST_NAMES)):
        paths: dict[str, list[str]] = {}
        for entry in together:
            paths.setdefault(entry.repository, []).append(entry.path)
        known: set[str] = set()
        for repository in paths:
            if repository in unanswered or len(unanswered) == MOST_UNANSWERED:
                continue
            try:
                known.update(_ignored(repository, paths[repository]))
            except Unanswered as problem:
                unanswered.add(repository)
                warnings.warn(f"{problem}; what it ignores is checked", stacklevel=2)
        for path, repository, found in together:
            out = path in known or repository in left_out
            if found is None and out:
                left_out.add(path)
            elif isinstance(found, str):
                yield Ignored(found) if out else found
            elif found is not None and not out:
                yield found


def _ignored(folder: str, paths: list[str]) -> Iterator[str]:
    beneath = os.path.join(folder, "")
    names = [path.removeprefix(beneath) for path in paths if path != folder]
    return (beneath + name for name in ignored(folder, names))
