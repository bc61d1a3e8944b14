"""Every way to a verdict about one instance: ours, each of them, and the one of jsonschema-rs."""

from __future__ import annotations

import warnings
from typing import Any

import jsonschema_rs
from hypothesis import reject

import holotype
from holotype.contract.values import Nulls

from .dialects import Written

_PEERS = {
    "2020-12": jsonschema_rs.Draft202012Validator,
    "2019-09": jsonschema_rs.Draft201909Validator,
    "draft7": jsonschema_rs.Draft7Validator,
    "draft6": jsonschema_rs.Draft6Validator,
    "draft4": jsonschema_rs.Draft4Validator,
}


class Ours:
    """One schema compiled: the validator in memory, and its source executed in a clean namespace."""

    def __init__(self, schema: Any, *, nulls: Nulls = "reject") -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the campaign writes formats that nobody knows
            self.validator = holotype.compile(schema, nulls=nulls)
        self.emitted: dict[str, Any] = {"__name__": "emitted"}
        exec(compile(self.validator.source, "<emitted>", "exec"), self.emitted)

    def verdicts(self, instance: Any, **options: Nulls) -> dict[str, bool]:
        """Each way's verdict, by its name; they have to be the same."""
        errors = list(self.emitted["iter_errors"](instance, **options))
        in_memory = list(self.validator.iter_errors(instance, **options))
        assert [tuple(error) for error in errors] == [tuple(error) for error in in_memory]
        return {
            "predicate": self.emitted["is_valid"](instance, **options),
            "clean": self.emitted["is_clean"](instance, **options),
            "errors path": not errors,
            "in memory": self.validator.is_valid(instance, **options),
        }


def ours(schema: Any, *, nulls: Nulls = "reject") -> Ours:
    """The schema compiled; the example is rejected where a reference leads back to itself without an end.

    What that means nobody says, and a peer may run into the infinite loop.
    """
    compiled = Ours(schema, nulls=nulls)
    if "leads back to itself" in compiled.validator.source:
        reject()
    return compiled


def peer(schema: Any, written: Written) -> Any:
    """The validator of jsonschema-rs, which asserts formats as ours do."""
    return _PEERS[written.name](schema, validate_formats=True)
