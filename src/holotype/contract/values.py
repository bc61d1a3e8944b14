"""What a contract file says, as values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

Formats: TypeAlias = Literal["assert", "dialect"]
Nulls: TypeAlias = Literal["reject", "absent"]
Severity: TypeAlias = Literal["error", "warning"]


class Rule(NamedTuple):
    """An invariant between properties, which a schema cannot say.

    `assertion` and `when` are expressions of the rule language; `severity` is "error" or "warning";
    `because` is the reason, as a sentence for who reads the error.  `undeclared` names properties that the
    instances carry though the schema does not declare them: without it, a rule that reads one is an error.
    """

    id: str
    assertion: str
    when: str | None = None
    severity: Literal["error", "warning"] = "error"
    because: str | None = None
    undeclared: tuple[str, ...] = ()


class Contract(NamedTuple):
    """A contract, with its defaults filled in.

    `file` is its path as it was given; `schema_file` and `package_path` are resolved against its folder.
    `source_id` is the URI that the schema is known by, `provenance` says whose text it is; each is empty
    where the contract does not say.  `sha256` is the digest that the schema must have.  `severity` maps the
    place of an assertion in the schema, a JSON Pointer, to "warning".  `each` is the JSON Pointer of the
    array whose items are the instances, in a document that has it; empty: there is none.
    """

    file: str
    schema_file: str
    id: str
    source_id: str
    provenance: str
    sha256: str
    package_path: str
    class_name: str
    formats: Formats
    nulls: Nulls
    severity: Mapping[str, Severity]
    rules: tuple[Rule, ...]
    each: str
