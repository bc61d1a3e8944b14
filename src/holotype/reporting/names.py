"""Names of files as reports for machines carry them."""

from __future__ import annotations

import os

STANDARD_INPUT = "stdin"


def file_name(file: str) -> str:
    """The path as Unicode text: bytes of it that are no UTF-8 become U+FFFD; "-" becomes a name."""
    if file == "-":
        return STANDARD_INPUT
    return os.fsencode(file).decode("utf-8", "replace")


def file_uri(file: str) -> str:
    """The path as a URI reference (RFC 3986): relative beneath the current folder, else absolute."""
    from urllib.parse import quote

    if file == "-":
        return STANDARD_INPUT
    path = os.path.normpath(file)
    if os.path.isabs(path):
        beneath = os.path.relpath(path)
        path = path if beneath.startswith(os.pardir) else beneath
    if os.path.isabs(path):
        return "file://" + quote(os.fsencode(path))
    # A colon in the first segment would read as a scheme (RFC 3986, section 4.2); quote() escapes it.
    return quote(os.fsencode(path.replace(os.sep, "/")))
