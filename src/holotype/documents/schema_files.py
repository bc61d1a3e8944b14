"""The files that a schema is made of: its own, those that are given with it, and those beside it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from holotype.documents.schema_text import (
    LARGEST_SCHEMA,
    digest_of_text,
    lines_and_columns,
    own_identifier,
    parse_schema,
    read_schema_text,
)
from holotype.errors import SchemaError

MOST_FILES: Final = 10_000
"""Files of a folder that are looked through for the `$id` that they give themselves."""
SUFFIXES: Final = (".json", ".yaml", ".yml")

_GIVE: Final = "give it with --document URI=FILE, or its folder with --documents FOLDER; nothing is fetched"


class Found(NamedTuple):
    """A file that a URI leads to, or why there is none."""

    file: str = ""
    reason: str = ""


class _Seen(NamedTuple):
    """What a URI led to when it was looked for: a file and its text, both empty for none."""

    file: str
    text: bytes


class SchemaFiles:
    """Where the documents of a schema are that is called by a file's name ("-": standard input).

    A reference may lead to a regular file (JSON or YAML) in that file's folder or below it: its path is that
    of the URI relative to the schema's own base URI.  No part of it may be hidden, nor a link lead out.
    `given` maps URIs to files, and comes first; then come the files of `folders`, which are known by the same
    path and by the `$id` that they give themselves.  `asked` has the URIs that were looked for, with
    the digest of the text that each led to (b"": none), `notices` a place and a sentence for each URI
    whose text has something that a person should know.
    """

    def __init__(
        self, root: str, given: Mapping[str, str] | None = None, folders: Iterable[str] = ()
    ) -> None:
        self.root = root
        self._given = dict(given or {})
        self._home = os.path.dirname(root)
        self._folders = tuple(folders)
        self._identified: dict[str, list[str]] | None = None
        self._left = LARGEST_SCHEMA
        self._text: bytes | None = None
        self.asked: dict[tuple[str, str], bytes] = {}
        self._seen: dict[tuple[str, str], _Seen] = {}
        self._files: dict[str, str] = {"": root}
        self.notices: dict[str, tuple[str, str]] = {}
        for folder in self._folders:
            if not os.path.isdir(folder):
                found = "this is a file" if os.path.exists(folder) else "there is no such folder"
                raise SchemaError(f"{folder}: {found}, where --documents takes a folder of schemas")

    def text(self) -> bytes:
        """The text of the schema itself, read once.  Raises `SchemaError` for what cannot be read."""
        if self._text is None:
            self._text = read_schema_text(self.root)
        return self._text

    def schema(self) -> object:
        """The schema itself.  Raises `SchemaError` for what cannot be read."""
        return self._parsed("", self.text(), self.root)

    def given(self) -> dict[str, object]:
        """The documents that were given, by their URIs; raises `SchemaError` for what cannot be read."""
        return {uri: self._read(uri, "", file) for uri, file in self._given.items()}

    def given_uris(self) -> tuple[str, ...]:
        """The URIs of the documents that were given."""
        return tuple(self._given)

    def digests(self, asked: Iterable[tuple[str, str]]) -> Iterator[bytes]:
        """The digest of the text that each URI, given or looked for, leads to now; b"" for none.

        What was seen counts for this run, whatever becomes of the files: more may be compiled later.
        """
        left = LARGEST_SCHEMA
        for uri, base in asked:
            file = self._given.get(uri) or self.locate(uri, base).file
            text = read_schema_text(file) if file else b""
            left -= len(text)
            if left < 0:
                raise SchemaError(f"{file}: too large")  # which compiling says better
            self._seen[uri, base] = _Seen(file, text)
            yield digest_of_text(text, file) if file else b""

    def find(self, uri: str, base: str) -> object | None:
        """The document of this URI, where the root has that base URI; None where no file is meant by it.

        Raises `SchemaError` for a file that cannot be read, or where two would do.
        """
        self.asked[uri, base] = b""
        seen = self._seen.get((uri, base))
        file = seen.file if seen else self.locate(uri, base).file
        return self._read(uri, base, file) if file else None

    def read(self) -> tuple[str, ...]:
        """The files that have been read."""
        seen = (each.file for each in self._seen.values() if each.file)
        return tuple(dict.fromkeys((*self._files.values(), *seen)))

    def why_not(self, uri: str, base: str) -> str:
        """Why no document was found, and what can be done, to complete a sentence."""
        return f": {self.locate(uri, base).reason}; {_GIVE}"

    def locate(self, uri: str, base: str) -> Found:
        """The file that a URI leads to; raises `SchemaError` where two of a folder would do."""
        place = self._place(uri, base)
        if self._folders:
            candidates = {}
            if place.file:
                inside = (self._within(place.file, folder) for folder in self._folders)
                candidates = {os.path.realpath(each.file): each.file for each in inside if each.file}
            candidates.update(
                (os.path.realpath(each), each) for each in self._by_identifier(base).get(uri, ())
            )
            if len(candidates) > 1:
                names = " and ".join(sorted(candidates.values()))
                raise SchemaError(
                    f"two files are {uri}: {names}; leave one out, or say which by --document {uri}=FILE"
                )
            if candidates:
                return Found(next(iter(candidates.values())))
        return self._within(place.file, self._home) if place.file else place

    @contextmanager
    def naming(self) -> Iterator[None]:
        """Within, a `SchemaError` about places in the files gets these, lines and columns, and their order.

        Standard input is gone once it has been read, so there the error stays as it is.
        """
        try:
            yield
        except SchemaError as error:
            mistakes = ((error.location, error.message), *error.further)
            places = self._places([at for at, _ in mistakes])
            if not any(places):
                raise
            sorted_in = list(self._files.values()).index
            said: list[tuple[tuple[int, ...], str, str]] = []
            for place, (at, says) in zip(places, mistakes, strict=True):
                if place is not None:
                    file, line, column = place
                    said.append(((sorted_in(file), line, column), at, f"{file}:{line}:{column}: {says}"))
                else:
                    said.append(((len(self._files),), at, f"{at}: {says}" if at else says))
            (at, says), *further = ((at, says) for _, at, says in sorted(said, key=lambda each: each[0]))
            raise SchemaError(says, at, shown=False, further=further) from None

    def placed(self, notices: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Notices, each a location and a sentence, with line and column for the place in a file's schema.

        Those about the texts come first.  The files are not named but by their URIs, so that all hold
        wherever these stand: `named` does that.
        """
        notices = tuple(notices)
        yield from self.notices.values()
        for place, (location, says) in zip(self._places([at for at, _ in notices]), notices, strict=True):
            if place is not None:
                file, line, column = place
                uri = next(uri for uri, each in self._files.items() if each == file)
                yield f"{uri}:{line}:{column}", says
            else:
                yield location, says

    def _places(self, locations: Sequence[str]) -> list[tuple[str, int, int] | None]:
        """File, line and column of each location; None for one in no file that can be read again."""
        numbers_in: dict[str, list[int]] = {}
        for number, location in enumerate(locations):
            uri, sign, _ = location.partition("#")
            file = self._files.get(uri, "") if sign else ""
            if file not in ("", "-"):
                numbers_in.setdefault(file, []).append(number)
        places: list[tuple[str, int, int] | None] = [None] * len(locations)
        for file, numbers in numbers_in.items():
            found = lines_and_columns(file, [locations[number] for number in numbers])
            for number, (line, column) in zip(numbers, found, strict=True):
                places[number] = file, line, column
        return places

    def named(self, notice: str) -> str:
        """A sentence that was placed, by this run or an earlier one, with the name of its file."""
        uri = notice.partition(": ")[0].rsplit(":", 2)[0]
        seen = (each.file for (asked, _), each in self._seen.items() if asked == uri)
        file = self._files.get(uri) or next(seen, "")
        return file + notice.removeprefix(uri) if file not in ("", "-") else notice

    def sentences(self, notices: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Notices with places and names."""
        return (self.named(f"{location}: {says}") for location, says in self.placed(notices))

    def _read(self, uri: str, base: str, file: str) -> object:
        seen = self._seen.get((uri, base))
        text = seen.text if seen else read_schema_text(file)
        self._left -= len(text)
        if self._left < 0:
            raise SchemaError(
                f"{file}: the documents that references lead to are larger together than a schema can be, "
                f"{LARGEST_SCHEMA:,} bytes"
            )
        self.asked[uri, base] = digest_of_text(text, file)
        return self._parsed(uri, text, file)

    def _parsed(self, uri: str, text: bytes, file: str) -> object:
        from holotype.schema.resources import identifier_of

        document, notices = parse_schema(text, file)
        for each in notices:
            self.notices.setdefault(uri, (f"{uri}:{each.place.line}:{each.place.column}", each.message))
        for name in (uri, identifier_of(document)):
            self._files.setdefault(name, file)
        return document

    def _place(self, uri: str, base: str) -> Found:
        """Where the file of a URI would stand, as seen from the current folder."""
        if self.root == "-":
            return Found(reason="a schema from standard input has no folder")
        from urllib.parse import unquote, urlsplit

        try:
            wanted, own = urlsplit(uri), urlsplit(base)
        except ValueError as error:
            return Found(reason=str(error))
        if (wanted.scheme, wanted.netloc) != (own.scheme, own.netloc) or own.scheme == "urn":
            return Found(reason=f"it is no place beside {base or self.root!r}, so no file beside it is meant")
        if wanted.query:
            return Found(reason="a URI with a query means no file")
        # Somewhere deep, so that no path climbs above it.
        deep = "/_" * (1 + wanted.path.count("..") + own.path.count(".."))
        beside = posixpath.dirname(own.path or ("/" if own.netloc else ""))
        path = posixpath.relpath(posixpath.join(deep, wanted.path), posixpath.join(deep, beside))
        names = [unquote(name) for name in path.split("/")]
        if not wanted.path.endswith(SUFFIXES):
            return Found(reason=f"a file that is meant has a name in {', '.join(SUFFIXES)}")
        if any("/" in name or "\\" in name or "\0" in name for name in names):
            return Found(reason="what it leads to is no name of a file")
        return Found(os.path.normpath(os.path.join(self._home, *names)))

    def _within(self, file: str, folder: str) -> Found:
        """The file, if it is one that may be read because it stands in the folder."""
        shown = folder or "."
        below = os.path.relpath(file, shown)
        if below.startswith(os.pardir):
            return Found(reason=f"{file} is outside of the folder {shown}")
        real = os.path.relpath(os.path.realpath(file), os.path.realpath(shown))
        if real.startswith(os.pardir):
            return Found(reason=f"{file} is a link that leads out of the folder {shown}")
        for each in (below, real):
            if any(name.startswith(".") for name in each.split(os.sep)):
                return Found(reason=f"{file} is hidden, by a name that begins with a dot")
        if not os.path.lexists(file):
            return Found(reason=f"there is no file {file}")
        if not os.path.isfile(file):
            return Found(reason=f"{file} is not a regular file")
        return Found(file)

    def _by_identifier(self, base: str) -> dict[str, list[str]]:
        """The files of the folders by the absolute form of the `$id` that each gives itself."""
        if self._identified is None:
            from urllib.parse import quote

            from holotype.schema.locations import joined

            identified: dict[str, list[str]] = {}
            for file in self._candidates():
                if identifier := own_identifier(file):
                    place = quote(os.fsencode(os.path.relpath(file, self._home or ".").replace(os.sep, "/")))
                    try:
                        uri = joined(joined(base, place), identifier)
                    except ValueError:  # no URI reference, so no reference leads there
                        continue
                    known = identified.setdefault(uri, [])
                    if not any(os.path.samefile(file, each) for each in known):
                        known.append(file)
            self._identified = identified
        return self._identified

    def _candidates(self) -> Iterator[str]:
        count = 0
        for start in self._folders:
            for folder, folders, names in os.walk(start):
                folders[:] = sorted(each for each in folders if not each.startswith("."))
                for name in sorted(names):
                    file = os.path.normpath(os.path.join(folder, name))
                    if name.lower().endswith(SUFFIXES) and self._within(file, start).file:
                        count += 1
                        if count > MOST_FILES:
                            raise SchemaError(
                                f"{start}: more than {MOST_FILES:,} files, which --documents looks through; "
                                "name a folder that holds schemas alone"
                            )
                        yield file
