"""Names of files as reports for machines carry them: the same from whatever folder a run was started."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import dropwhile
from typing import Final

from holotype.checking.values import STANDARD_INPUT
from holotype.git import repository_of

# What a report calls standard input that was given no name.
_NAMELESS: Final = "stdin"


class FileNames:
    """Paths relative to the root: of the repository around the current folder, or else that folder.

    A file that is not beneath the root has an absolute path.  A link is not followed where its own name is
    beneath the root, so that two names stay two.  The root is looked for once, a folder once in a row.
    """

    def __init__(self) -> None:
        self._root = self._folder = self._placed_folder = ""
        with suppress(OSError):  # the current folder may be gone
            self._root = repository_of(os.curdir) or os.path.realpath(os.curdir)

    def text(self, file: str) -> str:
        """The path as Unicode text: bytes of it that are no UTF-8 become U+FFFD; "-" becomes a name."""
        if file == STANDARD_INPUT:
            return _NAMELESS
        return os.fsencode(self._path(file)).decode("utf-8", "replace")

    def uri(self, file: str) -> str:
        """The path as a URI reference (RFC 3986): relative beneath the root, else with the scheme `file`."""
        from urllib.parse import quote

        if file == STANDARD_INPUT:
            return _NAMELESS
        path = self._path(file)
        # A colon in the first segment would read as a scheme (RFC 3986, section 4.2); quote() escapes it.
        uri = quote(os.fsencode(path))
        return uri if not os.path.isabs(path) else "file://" + ("" if uri.startswith("/") else "/") + uri

    def _path(self, file: str) -> str:
        folder, name = os.path.split(file)
        if name in ("", os.curdir, os.pardir):
            folder, name = file, ""
        if folder != self._folder or not self._placed_folder:
            self._folder, self._placed_folder = folder, self._placed(folder)
        return os.path.normpath(os.path.join(self._placed_folder, name)).replace(os.sep, "/")

    def _placed(self, folder: str) -> str:
        """The folder from the root, or its absolute path; as it is written where the system knows neither."""
        try:
            paths = [os.path.abspath(folder), os.path.realpath(folder)]
            # After a link it leads elsewhere than the names tell; the current folder, in front, is none.
            below = dropwhile(("", os.curdir, os.pardir).__contains__, folder.split(os.sep))
            if os.pardir in below:
                paths.reverse()
            for path in paths:
                if self._root and os.path.commonpath((path, self._root)) == self._root:
                    return os.path.relpath(path, self._root)
        except (OSError, ValueError):  # no current folder; a NUL, another drive
            return folder or os.curdir
        return paths[0]
