"""Where a subschema stands: JSON Pointers (RFC 6901) and the URIs whose fragments they are."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from holotype.pointers import escape


def from_fragment(fragment: str) -> str | None:
    """The JSON Pointer that a URI fragment stands for (RFC 6901, section 6); None for what is not UTF-8."""
    try:
        return unquote(fragment, errors="surrogatepass")
    except UnicodeDecodeError:
        return None


def joined(base: str, reference: str) -> str:
    """The URI that a reference stands for where the base URI is this one, without a fragment (RFC 3986, 5.2).

    A relative base, as that of a schema without `$id`, is taken as a path from an unknown place: what climbs
    above it keeps its dots.  Raises ValueError for what is no URI reference.
    """
    uri = urldefrag(urljoin(base, reference))[0]
    own, given = urlsplit(base), urlsplit(reference)
    if own.scheme or own.netloc or own.path.startswith("/"):
        return uri
    if given.scheme or given.netloc or given.path.startswith("/") or not given.path:
        return uri
    path = posixpath.normpath(posixpath.join(posixpath.dirname(own.path), given.path))
    return f"{path}?{given.query}" if given.query else path


class Location(NamedTuple):
    """The URI of a schema resource, and the JSON Pointer from its root."""

    resource: str
    pointer: str

    @property
    def uri(self) -> str:
        """The absolute location, `resource#pointer`, its fragment percent-encoded (RFC 6901, section 6)."""
        fragment = quote(self.pointer, safe="/~!$&'()*+,;=:@?", errors="surrogatepass")
        return f"{self.resource}#{fragment}"

    def child(self, *path: str | int) -> Location:
        """The location below this one."""
        suffix = "".join(f"/{escape(str(token))}" for token in path)
        return Location(self.resource, self.pointer + suffix)
