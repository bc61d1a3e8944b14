"""Reads a checkout of the JSON-Schema-Test-Suite into values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from holotype.contract.values import Formats
from holotype.schema.dialects import DialectName

REQUIRED = "required"
OPTIONAL = "optional"
FORMAT = "optional/format"
ANNOTATIONS = "annotations"
SECTIONS = (REQUIRED, OPTIONAL, FORMAT, ANNOTATIONS)

DIALECTS: dict[str, DialectName] = {
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
    "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft7": "http://json-schema.org/draft-07/schema#",
    "draft6": "http://json-schema.org/draft-06/schema#",
    "draft4": "http://json-schema.org/draft-04/schema#",
}
# Annotations are collected since 2019-09; the number is how the suite's "compatibility" calls the draft.
ANNOTATING = {"draft2020-12": 2020, "draft2019-09": 2019}

REMOTES = "http://localhost:1234/"
# Dialects that Holotype does not know stand in folders of their own among the remotes.
FOREIGN_REMOTES = ("draft3/", "v1/")


class Expectation(NamedTuple):
    """An instance with what the suite expects of it: a verdict, or assertions about annotations."""

    description: str
    instance: Any
    valid: bool
    assertions: tuple[Assertion, ...] = ()


class Assertion(NamedTuple):
    """The annotations of one keyword at one instance location: schema location -> value."""

    location: str
    keyword: str
    expected: dict[str, Any]


class Group(NamedTuple):
    """A schema with its tests.  `file` is named as in the suite, below the draft, without `.json`."""

    draft: str
    section: str
    file: str
    description: str
    schema: Any
    tests: tuple[Expectation, ...]

    @property
    def formats(self) -> Formats:
        asserted = self.section == FORMAT or self.file == f"{OPTIONAL}/content"
        return "assert" if asserted else "dialect"


def groups(suite: Path, draft: str) -> Iterator[Group]:
    """Every group of the suite for `draft`, required ones first."""
    folder = suite / "tests" / draft
    for section, place in ((REQUIRED, folder), (OPTIONAL, folder / OPTIONAL), (FORMAT, folder / FORMAT)):
        for path in sorted(place.glob("*.json")):
            file = path.relative_to(folder).with_suffix("").as_posix()
            for group in _read(path):
                tests = tuple(Expectation(t["description"], t["data"], t["valid"]) for t in group["tests"])
                yield Group(draft, section, file, group["description"], group["schema"], tests)
    if draft in ANNOTATING:
        yield from _annotation_groups(suite / ANNOTATIONS / "tests", draft)


def _annotation_groups(folder: Path, draft: str) -> Iterator[Group]:
    for path in sorted(folder.glob("*.json")):
        for group in _read(path)["suite"]:
            if not _is_compatible(group.get("compatibility", "3"), ANNOTATING[draft]):
                continue
            tests = tuple(
                Expectation(
                    f"instance {number}",
                    test["instance"],
                    True,
                    tuple(Assertion(**assertion) for assertion in test["assertions"]),
                )
                for number, test in enumerate(group["tests"], 1)
            )
            file = f"{ANNOTATIONS}/{path.stem}"
            yield Group(draft, ANNOTATIONS, file, group["description"], group["schema"], tests)


def _is_compatible(compatibility: str, draft: int) -> bool:
    """`7`: since draft-07; `<=2019`: until 2019-09; `=2020`: 2020-12 only; a comma means "and"."""
    for bound in compatibility.split(","):
        if bound.startswith("<="):
            fits = draft <= int(bound[2:])
        elif bound.startswith("="):
            fits = draft == int(bound[1:])
        else:
            fits = draft >= int(bound)
        if not fits:
            return False
    return True


def remotes(suite: Path) -> dict[str, Any]:
    """What the suite's schemas refer to: URI -> document."""
    folder = suite / "remotes"
    names = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.json"))}
    return {
        REMOTES + name: _read(path) for name, path in names.items() if not name.startswith(FOREIGN_REMOTES)
    }


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())
