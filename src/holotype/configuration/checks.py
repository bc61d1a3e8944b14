"""The checks of a configuration, and which of them a file belongs to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from holotype.checking.diagnostics import Diagnostic, about_file
from holotype.configuration.globs import Glob
from holotype.configuration.values import Manner


class Check(NamedTuple):
    """One `[[check]]`, at its `place` in the file: files by their globs, and how they are checked."""

    files: tuple[Glob, ...]
    exclude: tuple[Glob, ...]
    manner: Manner
    place: str

    def covers(self, path: str) -> bool:
        """Whether a path from the folder of the configuration, with slashes, is one of its files."""
        return any(glob.matches(path) for glob in self.files) and not any(
            glob.matches(path) for glob in self.exclude
        )


class Configuration(NamedTuple):
    """A configuration file; globs are relative to its `folder`."""

    file: str
    folder: str
    checks: tuple[Check, ...]

    def check_of(self, path: str) -> Check | None:
        """The first check that covers the path; none covers what is not beneath the folder."""
        relative = self._relative(path)
        if relative.split("/", 1)[0] in (".", ".."):
            return None
        return next((check for check in self.checks if check.covers(relative)), None)

    def found(self, findings: list[Diagnostic]) -> Iterator[tuple[Check, list[tuple[Glob, list[str]]]]]:
        """Each check with its `files`, and for each of them the paths that it matches now, in order of names.

        As in a folder that is named on the command line, what is hidden, `__pycache__`, `node_modules` and
        links to folders are left out, but for what a glob names without wildcards.  To the `findings` comes
        what cannot be looked into.
        """
        walked: dict[str, list[str]] = {}
        seen: dict[Diagnostic, None] = {}
        for check in self.checks:
            yield check, [(glob, list(self._matched(glob, walked, seen))) for glob in check.files]
        findings += seen

    def leads_nowhere(self, glob: Glob) -> bool:
        """Whether a glob can match nothing, for there is nothing where it starts."""
        return not any(os.path.lexists(os.path.join(self.folder, start)) for start in glob.starts)

    def _matched(
        self, glob: Glob, walked: dict[str, list[str]], findings: dict[Diagnostic, None]
    ) -> Iterator[str]:
        paths: dict[str, None] = {}
        for start in glob.starts:
            if start not in walked:
                entries = list(_beneath(os.path.join(self.folder, start)))
                walked[start] = [each for each in entries if isinstance(each, str)]
                findings.update((each, None) for each in entries if isinstance(each, Diagnostic))
            paths.update(dict.fromkeys(walked[start]))
        return (path for path in paths if glob.matches(self._relative(path)))

    def _relative(self, path: str) -> str:
        return os.path.relpath(path, self.folder).replace(os.sep, "/")


def _beneath(path: str) -> Iterator[str | Diagnostic]:
    """The files in a folder, or the path itself where it is none; findings for what cannot be looked into."""
    from holotype.checking.inputs import walk

    if os.path.isdir(path):
        yield from walk(path)
    elif os.path.exists(path) and not os.path.isfile(path):  # a pipe would be waited for
        yield about_file(
            os.path.relpath(path), "unreadable", "not a regular file, as what is configured has to be"
        )
    elif os.path.lexists(path):
        yield path
