"""Where a subschema stands: JSON Pointers (RFC 6901) and the URIs whose fragments they are."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, unquote

from holotype.pointers import escape


def from_fragment(fragment: str) -> str | None:
    """The JSON Pointer that a URI fragment stands for (RFC 6901, section 6); None for what is not UTF-8."""
    try:
        return unquote(fragment, errors="surrogatepass")
    except UnicodeDecodeError:
        return None


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
