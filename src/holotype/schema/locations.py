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


def from_fragment(fragment: str) -> str | None:
    """The JSON Pointer that a URI fragment stands for (RFC 6901, section 6); None for what is not UTF-8."""
    try:
        return unquote(fragment, errors="surrogatepass")
    except UnicodeDecodeError:
        return None


def index(token: str, length: int) -> int | None:
    """The index, of an array of this length, that a reference token is (RFC 6901, section 4); else None."""
    # The length of the text bounds what int() is given.
    if not (token.isascii() and token.isdigit()) or len(token) > len(str(length)):
        return None
    found = int(token)
    return found if found < length and str(found) == token else None


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
