"""Where a subschema stands: JSON Pointers (RFC 6901) and the URIs whose fragments they are."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, unquote


def escape(token: str) -> str:
    """A reference token as it stands in a JSON Pointer (RFC 6901, section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def tokens(pointer: str) -> list[str]:
    """The reference tokens of a JSON Pointer."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def from_fragment(fragment: str) -> str:
    """The JSON Pointer that a URI fragment stands for (RFC 6901, section 6)."""
    return unquote(fragment, errors="surrogatepass")


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
