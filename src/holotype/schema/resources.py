"""Schema resources, their identifiers and anchors, and what references lead to.  Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, NamedTuple, Protocol
from urllib.parse import urldefrag

from holotype.errors import SchemaError
from holotype.pointers import index, tokens
from holotype.schema import metaschema
from holotype.schema.dialects import NEWEST, Dialect, custom, did_you_mean, known
from holotype.schema.locations import Location, from_fragment, joined
from holotype.schema.subschemas import anchors_in, identifier_in, subschemas_in
from holotype.schema.values import plain

_UNIDENTIFIED: Final = ""
_PUBLISHER: Final = ("https://json-schema.org/", "http://json-schema.org/")
_OLD_DRAFT: Final = "http://json-schema.org/draft-03/schema"
_KINDS: Final = {list: "an array", str: "a string", int: "a number", float: "a number", type(None): "null"}
_LONGEST: Final = 160
"""Characters of a URI that are shown."""


class Subschema(NamedTuple):
    """A schema at its place: its contents (an object or a boolean), its location and its dialect."""

    contents: Mapping[str, object] | bool
    location: Location
    dialect: Dialect


class Elsewhere(Protocol):
    """Where a document may be that a reference leads to and that was not given."""

    def find(self, uri: str, base: str) -> object | None:
        """The document of this URI, for a root schema of that base URI; None where there is none."""

    def why_not(self, uri: str, base: str) -> str:
        """Why there is none, and what can be done, to complete a sentence."""


class _Nowhere:
    """What is in memory has only what it was given."""

    def find(self, uri: str, base: str) -> None:
        return None

    def why_not(self, uri: str, base: str) -> str:
        return "; give that document too (documents=); nothing is fetched"


class Schemas:
    """The root schema and every document that a reference in it may lead to.

    `documents` maps URIs, absolute or as references are written, to further schemas; where none of them is
    meant, `elsewhere` is asked.  A document is known by that URI and by its own `$id`, and one that no
    reference leads to is not looked at.  `dialect` is the one of documents without `$schema`.
    """

    def __init__(
        self,
        root: object,
        documents: Mapping[str, object],
        dialect: Dialect = NEWEST,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self._default = dialect
        self._elsewhere = elsewhere or _Nowhere()
        self._base = identifier_of(root)  # until it is known what its dialect says of that
        self._given = {uri.removesuffix("#"): document for uri, document in documents.items()}
        self._copies: dict[str, object] = {}
        self._resources: dict[str, Subschema] = {}
        self._anchors: dict[tuple[str, str], Subschema] = {}
        self._dynamic_anchors: dict[str, dict[str, Subschema]] = {}
        self._by_identity: dict[int, Subschema] = {}
        self._being_added: list[set[str]] = []
        self._refused: dict[str, SchemaError] = {}
        self._embedded: dict[str, Location | None] = {}
        self._held: dict[tuple[str, str], frozenset[str]] = {}
        self.root = self._add(root, _UNIDENTIFIED)
        self._base = self.root.location.resource

    def documents(self) -> dict[str, object]:
        """Copies of the documents that references have led to, by their URIs."""
        return dict(self._copies)

    def child(self, parent: Subschema, *path: str | int) -> Subschema:
        """The subschema at `path` below `parent`; its own `$id` and `$schema` count."""
        contents: object = parent.contents
        for token in path:
            contents = contents[token]  # type: ignore[index]  # the caller's path exists
        found = self._by_identity.get(id(contents))
        if found is not None:
            return found
        return self._subschema(contents, parent.location.child(*path), parent.dialect)

    def resolve(self, base: Subschema, reference: str, keyword: str = "$ref") -> Subschema:
        """What `reference`, the value of `keyword` in `base`, leads to (2020-12, section 8.2.3).

        Raises `SchemaError` that names the URI when it leads nowhere.
        """
        at = base.location.child(keyword).uri
        if reference.startswith("#"):
            uri, fragment = base.location.resource, reference[1:]
        else:
            try:
                uri = joined(base.location.resource, reference)
                fragment = urldefrag(reference)[1]
            except ValueError as error:
                raise SchemaError(f"{_shown(reference)} is not a URI reference ({error})", at) from None
        resource = self._resource(uri)
        if resource is None:
            raise SchemaError(
                f"the reference {_shown(reference)} leads to {_shown(uri)}{self._because(base, reference)}, "
                f"which is not among the documents{self._instead(base, reference, uri)}",
                at,
            )
        if not fragment:
            return resource
        if fragment.startswith("/"):
            pointer = from_fragment(fragment)
            if pointer is None:
                raise SchemaError(
                    f"the percent-encoding in the reference {_shown(reference)} is not that of UTF-8", at
                )
            found = self._at_pointer(resource, pointer, reference, at)
        else:
            found = self._anchors.get((resource.location.resource, fragment))
        if found is None:
            where = _shown(uri) if uri else "this schema"
            meant = self._meant(resource, f"#{fragment}")
            instead = f"; did you mean {_shown(reference.partition('#')[0] + meant)}?" if meant else ""
            raise SchemaError(f"the reference {_shown(reference)} leads to nothing in {where}{instead}", at)
        return found

    def in_document(self, uri: str) -> str:
        """The location in the document that is read of what may be in a resource that is embedded there.

        An identifier that stands twice says too little: then it is the URI itself.
        """
        resource, sign, fragment = uri.partition("#")
        outer = self._embedded.get(resource) if sign else None
        return uri if outer is None else outer.uri + fragment

    def _in_document(self, location: Location) -> Location:
        outer = self._embedded.get(location.resource)
        return location if outer is None else Location(outer.resource, outer.pointer + location.pointer)

    def dynamic_anchors(self, resource: str) -> Mapping[str, Subschema]:
        """The `$dynamicAnchor`s of a resource; the name of 2019-09's `$recursiveAnchor` is empty."""
        return self._dynamic_anchors.get(resource, {})

    def _instead(self, base: Subschema, reference: str, uri: str) -> str:
        """What was meant by a reference to a document that is not there, or what can be done, to complete a
        sentence."""
        resource = self._resources.get(base.location.resource)
        if (
            resource
            and not {"#", ":", "."}.intersection(reference)
            and (meant := self._meant(resource, reference))
        ):
            return f"; did you mean {_shown(meant)}?"
        from holotype.schema.meant import nearest

        folder, _, name = uri.rpartition("/")
        there = (each.rpartition("/") for each in (*map(self._joined, self._given), *self._resources))
        is_path = folder or "." in name
        near = nearest(name, (each for other, _, each in there if other == folder)) if is_path else ""
        meant = f" (did you mean {_shown(uri.removesuffix(name) + near)}?)" if near else ""
        return f"{meant}{self._elsewhere.why_not(uri, self._base)}"

    def _meant(self, resource: Subschema, reference: str) -> str:
        """The reference in a resource that was meant by one that leads nowhere in it; "": none is near."""
        from holotype.schema.meant import reference as meant

        anchors = (anchor for holder, anchor in self._anchors if holder == resource.location.resource)
        return meant(resource.contents, reference, anchors)

    def _because(self, base: Subschema, reference: str) -> str:
        """Against what a reference was resolved, where that is not what it says itself."""
        resource = base.location.resource
        root = self._resources.get(resource)
        contents = {} if root is None or isinstance(root.contents, bool) else root.contents
        keyword = _keyword_of(base.dialect)
        if not resource and "$ref" in contents and isinstance(contents.get(keyword), str):
            dialect = base.dialect.name
            return f' (the "{keyword}" at the root does not count: in {dialect} nothing beside "$ref" does)'
        return f" (its base URI is {_shown(resource)})" if resource and "://" not in reference else ""

    def _resource(self, uri: str) -> Subschema | None:
        found = self._resources.get(uri)
        if found is not None:
            return found
        with self._refusing(uri):
            return self._found(uri)

    @contextmanager
    def _refusing(self, uri: str) -> Iterator[None]:
        """Within, what stands at the URI is looked at once: what is wrong with it, each reference is told."""
        if uri in self._refused:
            raise self._refused[uri].with_traceback(None)  # which would grow
        try:
            yield
        except SchemaError as error:
            self._refused[uri] = error
            raise

    def _found(self, uri: str) -> Subschema | None:
        given = self._given_as(uri)
        if given is not None:
            return self._add(self._given.pop(given), uri)
        published = _published(uri)
        if published is not None:
            return self._add(published, uri, trusted=True)
        if holder := self._holder(uri):
            self._add(self._given.pop(holder), self._joined(holder))
            return self._resources[uri]
        document = self._elsewhere.find(uri, self._base)
        return None if document is None else self._add(document, uri)

    def _given_as(self, uri: str) -> str | None:
        """The URI, absolute or as references are written, under which a document was given."""
        if uri in self._given:
            return uri
        return next((each for each in self._given if self._joined(each) == uri), None)

    def _joined(self, written: str) -> str:
        try:
            return joined(self._base, written)
        except ValueError:  # no URI reference, so no reference leads there
            return written

    def _holder(self, uri: str) -> str | None:
        """The URI of the given document that calls itself so, or holds a resource that does."""
        calling = [
            each for each, document in self._given.items() if _called(document, self._joined(each)) == uri
        ]
        if len(calling) > 1:
            raise SchemaError(
                f"two documents are {_shown(uri)}, by their own identifiers: {_shown(calling[0])} and "
                f"{_shown(calling[1])}; leave one out",
                uri,
            )
        if calling:
            return calling[0]
        return next((each for each in self._given if uri in self._held_by(each)), None)

    def _held_by(self, given: str) -> frozenset[str]:
        """The URIs of the resources within a given document, looked for once."""
        key = given, self._joined(given)
        if key not in self._held:
            self._held[key] = frozenset(_held(self._given[given], key[1]))
        return self._held[key]

    def _add(self, document: object, uri: str, *, trusted: bool = False) -> Subschema:
        contents = plain(document, uri)
        if uri != _UNIDENTIFIED and not trusted:
            self._copies[uri] = contents
        root = self._subschema(contents, Location(uri, ""), self._default)
        if isinstance(contents, dict):
            self._being_added.append({uri, identifier_of(contents)})
            try:
                dialect = self._dialect(contents, self._default, root.location)
            finally:
                self._being_added.pop()
            if not trusted:
                metaschema.check(contents, dialect, root.location)
            own = self._own(contents, dialect, root.location)
            known = None if own is None else self._resources.get(own)
            if known is not None and known.contents == contents:
                root = known
            elif known is not None:
                raise SchemaError(
                    f"this document calls itself {_shown(known.location.resource)}, as another one does that "
                    "references have led to; give each an identifier of its own",
                    root.location.uri,
                )
            else:
                self._index(root)
                root = self._by_identity[id(contents)]
        self._resources[uri] = root
        return root

    def _own(self, contents: Mapping[str, object], dialect: Dialect, location: Location) -> str | None:
        """The URI that a document gives itself."""
        identifier = identifier_in(contents, dialect)
        return None if identifier is None else self._join(location, identifier, dialect)

    def _subschema(self, contents: object, location: Location, dialect: Dialect) -> Subschema:
        if not isinstance(contents, (dict, bool)):
            raise SchemaError(
                f"a schema is an object or a boolean, found {_KINDS[type(contents)]}", location.uri
            )
        return Subschema(contents, location, dialect)

    def _index(self, start: Subschema) -> None:
        """Register every subschema below `start`, with the resources and anchors that they declare."""
        waiting = [start]
        while waiting:
            contents, location, dialect = waiting.pop()
            if isinstance(contents, bool):
                continue
            inherited, dialect = dialect, self._dialect(contents, dialect, location)
            if dialect.uri != inherited.uri and location.pointer:
                metaschema.check(contents, dialect, location)
            identifier = identifier_in(contents, dialect)
            if identifier is not None:
                outer, location = location, Location(self._join(location, identifier, dialect), "")
                twice = location.resource in self._resources or location.resource == start.location.resource
                if outer.pointer:
                    self._embedded[location.resource] = None if twice else self._in_document(outer)
            subschema = Subschema(contents, location, dialect)
            if identifier is not None:
                self._resources.setdefault(location.resource, subschema)
            self._by_identity[id(contents)] = subschema
            self._register_anchors(subschema)
            below = [
                Subschema(child, location.child(*path), dialect)
                for path, child in subschemas_in(contents, dialect)
            ]
            waiting.extend(reversed(below))

    def _join(self, location: Location, identifier: str, dialect: Dialect) -> str:
        try:
            return joined(location.resource, identifier)
        except ValueError as error:
            keyword = _keyword_of(dialect)
            raise SchemaError(
                f"{keyword} {_shown(identifier)} is not a URI reference ({error})",
                location.child(keyword).uri,
            ) from None

    def _register_anchors(self, subschema: Subschema) -> None:
        contents, location, dialect = subschema
        assert not isinstance(contents, bool)
        resource = location.resource
        if contents.get("$recursiveAnchor") is True and dialect.name == "2019-09":
            self._dynamic_anchors.setdefault(resource, {})[""] = subschema
        for anchor, is_dynamic in anchors_in(contents, dialect):
            self._anchors.setdefault((resource, anchor), subschema)
            if is_dynamic:
                self._dynamic_anchors.setdefault(resource, {})[anchor] = subschema

    def _dialect(self, contents: Mapping[str, object], inherited: Dialect, location: Location) -> Dialect:
        identifier = contents.get("$schema")
        if identifier is None or not isinstance(identifier, str):
            return inherited
        if location.pointer and identifier_in(contents, inherited) is None:
            return inherited  # $schema counts at the root of a resource only (2020-12, section 8.1.1)
        dialect = known(identifier)
        if dialect is not None:
            return dialect
        uri, at = identifier.removesuffix("#"), location.child("$schema").uri
        if uri == inherited.uri:
            return inherited
        if uri and any(uri in names for names in self._being_added):
            raise SchemaError(f"the metaschema {_shown(uri)} is, in the end, its own metaschema", at)
        found = self._resource(uri)
        if found is None or isinstance(found.contents, bool):
            instead = did_you_mean(identifier, by_uri=True) or (
                f" and not among the documents{self._elsewhere.why_not(uri, self._base)}"
            )
            raise SchemaError(f"the $schema {_shown(identifier)} is not a known dialect{instead}", at)
        return custom(uri, found.dialect, found.contents.get("$vocabulary"))

    def _at_pointer(self, resource: Subschema, pointer: str, reference: str, at: str) -> Subschema | None:
        here: object = resource.contents
        nearest, below = resource, list[str]()
        for token in tokens(pointer):
            if isinstance(here, dict) and token in here:
                here = here[token]
            elif isinstance(here, list) and (position := index(token, len(here))) is not None:
                here = here[position]
            else:
                return None
            below.append(token)
            registered = self._by_identity.get(id(here))
            if registered is not None:
                nearest, below = registered, []
        if not below:
            return nearest
        location = nearest.location.child(*below)
        if not isinstance(here, dict | bool):
            found = _KINDS[type(here)]
            raise SchemaError(
                f"the reference {_shown(reference)} leads to {found}: a schema is an object or a boolean", at
            )
        if isinstance(here, bool):
            return self._subschema(here, location, nearest.dialect)
        with self._refusing(location.uri):
            dialect = self._dialect(here, nearest.dialect, location)
            metaschema.check(here, dialect, location)  # no keyword holds it, so nobody has looked at it
            self._index(Subschema(here, location, dialect))
        return self._by_identity[id(here)]


def _keyword_of(dialect: Dialect) -> str:
    return "id" if dialect.name == "draft4" else "$id"


def identifier_of(document: object) -> str:
    """What a document calls itself, whatever its dialect; "" where it does not."""
    identifier = document.get("$id", document.get("id")) if isinstance(document, Mapping) else None
    return identifier.removesuffix("#") if isinstance(identifier, str) else ""


def _called(document: object, base: str) -> str:
    """The URI that a document gives itself, whatever its dialect; else its base URI."""
    try:
        return joined(base, identifier_of(document))
    except ValueError:
        return base


def _held(document: object, base: str) -> Iterator[str]:
    """The URIs of what within a document may be a resource, whatever its dialect."""
    waiting = [(document, base)]
    while waiting:
        value, here = waiting.pop()
        if isinstance(value, Mapping):
            if identifier_of(value):
                here = _called(value, here)
                yield here
            waiting.extend((each, here) for each in value.values())
        elif isinstance(value, list | tuple):
            waiting.extend((each, here) for each in value)


def _published(uri: str) -> object | None:
    """The metaschema of this URI, if the specifications define it."""
    if not uri.startswith(_PUBLISHER) or uri == _OLD_DRAFT:
        return None
    # Here and not above: with what it imports, that takes longer than compiling most schemas.
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]  # has no types

    return REGISTRY.contents(uri) if uri in REGISTRY else None


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "...")
