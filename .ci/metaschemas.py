"""Writes the validators of src/holotype/schema/metaschemas from the official metaschemas; --check compares.

What is compiled is the official text but for two things that change no verdict.  An `anyOf` whose branches
admit different JSON types is spelled as what it is, one branch for each type, so that each mistake stands
where it was made instead of below a choice.  And the drafts that lack `if` are spelled as draft 7.
"""

from __future__ import annotations

import sys
from difflib import unified_diff
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

from jsonschema_specifications import REGISTRY

from holotype import compile_source
from holotype.schema import metaschema
from holotype.schema.dialects import DIALECTS, Dialect

FOLDER = Path(__file__).parents[1] / "src/holotype/schema/metaschemas"
DRAFT_4 = "http://json-schema.org/draft-04/schema"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
JSON_TYPES = {str: "string", dict: "object", list: "array", bool: "boolean"}


def source(dialect: Dialect) -> str:
    """The text of the validator for the dialect's schemas."""
    family = dialect.uri.removesuffix("schema")
    documents = {uri: spelled(REGISTRY.contents(uri), uri) for uri in REGISTRY if uri.startswith(family)}
    # What checks schemas is about to be made.
    with patch.object(metaschema, "check"):
        return compile_source(documents.pop(dialect.uri), documents=documents, formats="dialect")


def spelled(contents: Any, uri: str) -> Any:
    """The metaschema, or a part of it, in the spelling that is compiled."""
    if isinstance(contents, list):
        return [spelled(each, uri) for each in contents]
    if not isinstance(contents, dict):
        return contents
    copy = {keyword: spelled(value, uri) for keyword, value in contents.items()}
    if isinstance(copy.get("anyOf"), list):
        branches = [(types(branch, uri), branch) for branch in copy.pop("anyOf")]
        assert all(one.isdisjoint(other) for (one, _), (other, _) in combinations(branches, 2)), copy
        copy["type"] = sorted(set().union(*(admitted for admitted, _ in branches)))
        copy["allOf"] = [
            {"if": {"type": sorted(admitted)}, "then": branch}
            for admitted, branch in branches
            if branch.keys() != {"type"}
        ]
    if str(copy.get("$schema")).endswith(("draft-04/schema#", "draft-06/schema#")):
        copy["$schema"] = DRAFT_7
        copy["$id"] = copy.pop("id", copy.get("$id"))
    if copy.get("exclusiveMinimum") is True:
        copy["exclusiveMinimum"] = copy.pop("minimum")
    if uri == DRAFT_4 and copy.get("type") == "integer":
        # There 2.0 is none, so this stays in its dialect, as a resource of its own.
        copy |= {"$schema": DRAFT_4, "$id": "integer", "id": "integer"}
    return copy


def types(branch: dict[str, Any], uri: str) -> set[str]:
    """The JSON types of the instances that the branch can admit."""
    if "$dynamicRef" in branch or "$recursiveRef" in branch:
        return types({"$ref": "#"}, uri)
    if "$ref" in branch:
        return types(REGISTRY.resolver(uri).lookup(branch["$ref"]).contents, uri)
    if "enum" in branch:
        return {JSON_TYPES[type(value)] for value in branch["enum"]}
    declared = branch["type"]
    return {declared} if isinstance(declared, str) else set(declared)


def main(arguments: list[str]) -> int:
    """Write the modules; with `--check`, print how they would change, and 1 if they would."""
    stale = False
    for dialect in DIALECTS:
        file = FOLDER / f"{metaschema.module_of(dialect)}.py"
        old, new = file.read_text("utf-8") if file.exists() else "", source(dialect)
        if arguments == ["--check"]:
            stale = stale or old != new
            lines = unified_diff(old.splitlines(True), new.splitlines(True), str(file), str(file))
            sys.stdout.writelines(lines)
        elif old != new:
            file.write_text(new, "utf-8")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
