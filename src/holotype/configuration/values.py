"""What a configuration file says, as values."""

# Annotations are evaluated here, not kept as text: NamedTuple compiles text, at every start of the command.

from typing import NamedTuple

from holotype.checking.values import SchemaName


class Manner(NamedTuple):
    """How files are checked; None and () where nothing is said, and the defaults hold.

    `schema` names an installed module, or a path; `documents` are pairs of a URI and the path of the
    schema that it stands for, `document_folders` paths of folders that hold more of them.
    """

    schema: SchemaName | None = None
    each: str | None = None
    at: str | None = None
    nulls: str | None = None
    dialect: str | None = None
    formats: str | None = None
    fail_on: str | None = None
    input_format: str | None = None
    duplicate_keys: str | None = None
    yaml_merge: str | None = None
    documents: tuple[tuple[str, str], ...] = ()
    document_folders: tuple[str, ...] = ()

    def overridden(self, other: "Manner") -> "Manner":
        """The same, but for what `other` says."""
        said = {name: value for name, value in other._asdict().items() if value not in (None, ())}
        return self._replace(**said)
