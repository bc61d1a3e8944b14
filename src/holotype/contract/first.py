"""The text of a first contract."""

from __future__ import annotations

import os
import re
from collections.abc import Container
from json import dumps
from keyword import iskeyword
from typing import Final

from holotype.contract.digests import digest
from holotype.errors import ContractError

_URI: Final = re.compile(
    r"(?:https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/|urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:)"
    r"(?:[A-Za-z0-9._~:@!$&'()*+,;=/-]|%[0-9A-Fa-f]{2}){1,1000}"
)

_TEXT: Final = """\
# A contract says what a schema does not: where it comes from, what is generated from it, and which rules its
# instances keep.  Paths are relative to this file.  `holotype generate` writes the package.

# The vendored schema.  Upstream's file, never edited.
schema = {schema}

# A URI of your own that names this contract; it stands in front of the names of rules in reports.
id = {id}

[source]
{source}
# Whose text the schema is, and where it was taken from; the page of the package says it.
# provenance = "The service's own description, as of its release 2.4."
# The digest of the schema's content, not of its formatting.  When the schema changes, every command stops and
# prints the new digest: look at the change, then write the new digest here.
sha256 = "{sha256}"

[package]
# The folder of the generated package; its name is the name that a program imports.
path = {package}
# The class of the schema's root.
class = "{class_name}"

[validation]
# "assert": formats such as uuid are checked.  "dialect": only where the schema's dialect says so.
formats = "assert"
# "reject": a null is an error where the schema refuses it.  "absent": on an optional property it counts as if
# the property were absent, as many services write it.
nulls = "reject"

# [documents]
# Where a document is a list that holds the instances, the place of the list in it.
# each = "/data"

# [severity]
# An assertion of the schema, by its place in it, that only warns: here, values that upstream added since.
# "/properties/status/enum" = "warning"

# Rules between properties.  Names are properties of the schema, a.b and value("any name") reach others; there
# are numbers, strings, None, True, False, lists, + - *, comparisons, in, and, or, not, len(x), present(x),
# absent(x) and default(x, value).  A rule is skipped where a property that it needs is absent.
# [[rules]]
# id = "completed-within-total"
# when = 'status in ["RUNNING", "DONE"]'
# assert = "completed + default(failed, 0) <= total"
# severity = "error"                       # or "warning"
# because = "no more can be completed than there is"
"""


def first_contract(
    schema: object, schema_file: str, folder: str = ".", taken: Container[str] = frozenset()
) -> str:
    """The text of a contract for `schema`, with comments that explain each key.

    `schema_file` is the path of the schema's file and `folder` that of the folder for the generated package,
    both as the contract has to write them: relative to its own folder.  The names of the package and of its
    class are made from the name of the schema's file; `taken` holds those that no class may have.

    Raises `ContractError` for a path that cannot stand in a contract and `SchemaError` for what is not JSON.
    """
    words = _words(schema_file)
    class_name = "".join(word[0].upper() + word[1:] for word in words)
    return _TEXT.format(
        schema=_path(schema_file),
        id=_string(f"https://holotype.invalid/contracts/{'-'.join(words)}"),
        source=_source(schema),
        sha256=digest(schema),
        package=_path(f"{folder.rstrip('/')}/{_free('_'.join(words).lower(), '_schema')}"),
        class_name=_free(class_name, "Schema", taken),
    )


def _words(schema_file: str) -> list[str]:
    """The words of the file's name; the first one begins with a letter."""
    name = os.path.basename(schema_file)
    stem = re.sub(r"(\.schema)?\.(json|ya?ml)$", "", name, flags=re.IGNORECASE)
    words: list[str] = re.findall(r"[A-Za-z0-9]+", stem[:60].replace("'", "")) or ["schema"]
    return words if words[0][0].isalpha() else ["schema", *words]


def _free(name: str, suffix: str, taken: Container[str] = ()) -> str:
    return name + suffix if iskeyword(name) or name in taken else name


def _source(schema: object) -> str:
    """The line that names the schema's own URI; a comment where it has none that a contract could name."""
    uri = (schema.get("$id") or schema.get("id")) if isinstance(schema, dict) else None
    if isinstance(uri, str) and _URI.fullmatch(uri.removesuffix("#")):
        return f"# The URI that the schema is known by.\nid = {_string(uri)}"
    return '# The URI that the schema is known by.\n# id = "https://example.com/schema.json"'


def _path(path: str) -> str:
    if not path.isprintable() or len(path) > 1000:
        raise ContractError(
            f"the path {path[:100]!a} cannot stand in a contract: it is too long, or holds what cannot be "
            "printed; rename the file or the folder"
        )
    return _string(path)


def _string(text: str) -> str:
    """A basic string of TOML; what is printable needs only the escapes that JSON has, too."""
    return dumps(text, ensure_ascii=False)
