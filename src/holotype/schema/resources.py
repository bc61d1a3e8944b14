"""Schema resources, their identifiers and anchors, and what references lead to.  Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import urldefrag, urljoin

from jsonschema_specifications import REGISTRY as METASCHEMAS  # type: ignore[import-untyped]  # has no types
from referencing.jsonschema import DynamicAnchor

from holotype.errors import SchemaError
from holotype.pointers import index, tokens
from holotype.schema import metaschema
from holotype.schema.dialects import NEWEST, Dialect, custom, known
from holotype.schema.locations import Location, from_fragment
from holotype.schema.values import plain

_UNIDENTIFIED: Final = ""
_LONGEST: Final = 160
"""Characters of a URI that are shown."""


class Subschema(NamedTuple):
    """A schema at its place: its contents (an object or a boolean), its location and its dialect."""

    contents: Mapping[str, object] | bool
    location: Location
    dialect: Dialect


class Schemas:
    """The root schema and every document that a reference in it may lead to.

    `documents` maps URIs to further schemas.  `dialect` is the one of documents without `$schema`.
    """

    def __init__(self, root: object, documents: Mapping[str, object], dialect: Dialect = NEWEST) -> None:
        self._default = dialect
        self._given = {uri.removesuffix("#"): document for uri, document in documents.items()}
        self._copies: dict[str, object] = dict.fromkeys(self._given)
        self._resources: dict[str, Subschema] = {}
        self._anchors: dict[tuple[str, str], Subschema] = {}
        self._dynamic_anchors: dict[str, dict[str, Subschema]] = {}
        self._by_identity: dict[int, Subschema] = {}
        self._being_added: list[set[str]] = []
        self.root = self._add(root, _UNIDENTIFIED)

    def documents(self) -> dict[str, object]:
        """Copies of the documents that references have led to, in the order in which they were given."""
        return {uri: copy for uri, copy in self._copies.items() if copy is not None}

    def child(self, parent: Subschema, *path: str | int) -> Subschema:
        """The subschema at `path` below `parent`; its own `$id` and `$schema` count."""
        contents: object = parent.contents
        for token in path:
            contents = contents[token]  # type: ignore[index]  # the caller's path exists
        found = self._by_identity.get(id(contents))
        if found is not None:
            return found
        return self._subschema(contents, parent.location.child(*path), parent.dialect)

    def resolve(self, base: Subschema, reference: str) -> Subschema:
        """What `reference`, standing in `base`, leads to (2020-12, section 8.2.3).

        Raises `SchemaError` that names the URI when it leads nowhere.
        """
        if reference.startswith("#"):
            uri, fragment = base.location.resource, reference[1:]
        else:
            try:
                uri, fragment = urldefrag(urljoin(base.location.resource, reference))
            except ValueError as error:
                raise SchemaError(
                    f"{_shown(reference)} is not a URI reference ({error})", base.location.uri
                ) from None
        resource = self._resource(uri)
        if resource is None:
            raise SchemaError(
                f"the reference {_shown(reference)} leads to {_shown(uri)}, which is not among the "
                "documents; give that document too (documents=, --document URI=FILE); nothing is fetched",
                base.location.uri,
            )
        if not fragment:
            return resource
        if fragment.startswith("/"):
            pointer = from_fragment(fragment)
            if pointer is None:
                raise SchemaError(
                    f"the percent-encoding in the reference {_shown(reference)} is not that of UTF-8",
                    base.location.uri,
                )
            found = self._at_pointer(resource, pointer)
        else:
            found = self._anchors.get((resource.location.resource, fragment))
        if found is None:
            raise SchemaError(
                f"the reference {_shown(reference)} leads to nothing in {_shown(uri or 'this schema')}",
                base.location.uri,
            )
        return found

    def dynamic_anchors(self, resource: str) -> Mapping[str, Subschema]:
        """The `$dynamicAnchor`s of a resource; the name of 2019-09's `$recursiveAnchor` is empty."""
        return self._dynamic_anchors.get(resource, {})

    def _resource(self, uri: str) -> Subschema | None:
        found = self._resources.get(uri)
        if found is not None:
            return found
        if uri in self._given:
            return self._add(self._given.pop(uri), uri)
        if uri in METASCHEMAS:
            return self._add(METASCHEMAS.contents(uri), uri, trusted=True)
        while self._given:  # a document may hold a resource of another name
            other, document = self._given.popitem()
            self._add(document, other)
            if uri in self._resources:
                return self._resources[uri]
        return None

    def _add(self, document: object, uri: str, *, trusted: bool = False) -> Subschema:
        contents = plain(document, uri)
        if uri in self._copies:
            self._copies[uri] = contents
        root = self._subschema(contents, Location(uri, ""), self._default)
        if isinstance(contents, dict):
            self._being_added.append({uri, identifier_of(contents)})
            dialect = self._dialect(contents, self._default, root.location)
            self._being_added.pop()
            if not trusted:
                metaschema.check(contents, dialect, uri)
            self._index(root)
            root = self._by_identity[id(contents)]
        self._resources[uri] = root
        return root

    def _subschema(self, contents: object, location: Location, dialect: Dialect) -> Subschema:
        if not isinstance(contents, (dict, bool)):
            raise SchemaError(
                f"a schema is an object or a boolean, not {type(contents).__name__}", location.uri
            )
        return Subschema(contents, location, dialect)

    def _index(self, start: Subschema) -> None:
        """Register every subschema below `start`, with the resources and anchors that they declare."""
        waiting = [start]
        while waiting:
            contents, location, dialect = waiting.pop()
            if isinstance(contents, bool):
                continue
            dialect = self._dialect(contents, dialect, location)
            specification = dialect.specification
            identifier = specification.id_of(contents)
            if identifier is not None:
                location = Location(self._join(location, identifier), "")
            subschema = Subschema(contents, location, dialect)
            if identifier is not None:
                self._resources.setdefault(location.resource, subschema)
            self._by_identity[id(contents)] = subschema
            self._register_anchors(subschema)
            waiting.extend(
                self._subschema(child, location.child(*path), dialect)
                for path, child in _children(contents, dialect, location)
            )

    def _join(self, location: Location, identifier: str) -> str:
        try:
            return urldefrag(urljoin(location.resource, identifier))[0]
        except ValueError as error:
            raise SchemaError(
                f"$id {_shown(identifier)} is not a URI reference ({error})", location.uri
            ) from None

    def _register_anchors(self, subschema: Subschema) -> None:
        contents, location, dialect = subschema
        assert not isinstance(contents, bool)
        resource = location.resource
        if contents.get("$recursiveAnchor") is True and dialect.name == "2019-09":
            self._dynamic_anchors.setdefault(resource, {})[""] = subschema
        for anchor in dialect.specification.anchors_in(contents):
            self._anchors.setdefault((resource, anchor.name), subschema)
            if isinstance(anchor, DynamicAnchor):
                self._dynamic_anchors.setdefault(resource, {})[anchor.name] = subschema

    def _dialect(self, contents: Mapping[str, object], inherited: Dialect, location: Location) -> Dialect:
        identifier = contents.get("$schema")
        if identifier is None or not isinstance(identifier, str):
            return inherited
        if location.pointer and inherited.specification.id_of(contents) is None:
            return inherited  # $schema counts at the root of a resource only (2020-12, section 8.1.1)
        dialect = known(identifier)
        if dialect is not None:
            return dialect
        uri = identifier.removesuffix("#")
        if uri == inherited.uri:
            return inherited
        if uri and any(uri in names for names in self._being_added):
            raise SchemaError(
                f"the metaschema {_shown(uri)} is, in the end, its own metaschema", location.uri
            )
        found = self._resource(uri)
        if found is None or isinstance(found.contents, bool):
            raise SchemaError(
                f"the $schema {_shown(identifier)} is not a known dialect and not among the documents",
                location.uri,
            )
        return custom(uri, found.dialect, found.contents.get("$vocabulary"))

    def _at_pointer(self, resource: Subschema, pointer: str) -> Subschema | None:
        here: object = resource.contents
        nearest, below = resource, list[str]()
        for token in tokens(pointer):
            if isinstance(here, dict) and token in here:
                here = here[token]
            elif isinstance(here, list) and (at := index(token, len(here))) is not None:
                here = here[at]
            else:
                return None
            below.append(token)
            registered = self._by_identity.get(id(here))
            if registered is not None:
                nearest, below = registered, []
        if not below:
            return nearest
        found = self._subschema(here, nearest.location.child(*below), nearest.dialect)
        self._index(found)
        return found if isinstance(here, bool) else self._by_identity[id(here)]


def identifier_of(document: object) -> str:
    """What a document calls itself, whatever its dialect; "" where it does not."""
    identifier = document.get("$id", document.get("id")) if isinstance(document, Mapping) else None
    return identifier.removesuffix("#") if isinstance(identifier, str) else ""


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "...")


def _children(
    contents: Mapping[str, object], dialect: Dialect, location: Location
) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """The subschemas that stand directly in `contents`, each with the path to it."""
    paths: dict[int, tuple[str | int, ...]] = {}
    for keyword, value in contents.items():
        paths[id(value)] = (keyword,)
        if isinstance(value, dict):
            paths.update((id(item), (keyword, name)) for name, item in value.items())
        elif isinstance(value, list):
            paths.update((id(item), (keyword, index)) for index, item in enumerate(value))
    try:
        for child in dialect.specification.subresources_of(contents):
            if isinstance(child, dict):
                yield paths[id(child)], child
    except (TypeError, AttributeError, KeyError):
        raise SchemaError(
            "a keyword that holds schemas holds something else; check it against the metaschema",
            location.uri,
        ) from None
