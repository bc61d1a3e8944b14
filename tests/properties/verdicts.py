"""Two verdicts about an instance: that of the generated package, and that of jsonschema and the blueprint."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import mistral_batch_job as package
from jsonschema import Draft202012Validator

from holotype.contract.values import Nulls

from .blueprint import RULES, broken
from .vendored import SCHEMA, pointer, without_nulls
from .violations import Found


class Verdict(NamedTuple):
    """Whether there is no error of severity error, and none at all; and where the errors are, sorted."""

    is_valid: bool
    is_clean: bool
    errors: list[Found]


def of_package(instance: Any, nulls: Nulls) -> Verdict:
    """What the two predicates say, and what the errors path finds."""
    return Verdict(
        package.is_valid(instance, nulls=nulls),
        package.is_clean(instance, nulls=nulls),
        sorted(
            Found(error.instance_location, error.keyword_location)
            for error in package.iter_errors(instance, nulls=nulls)
        ),
    )


def expected(instance: Any, nulls: Nulls) -> Verdict:
    """What jsonschema finds, and which rules are broken among those that read nothing invalid."""
    stripped = without_nulls(instance) if nulls == "absent" else instance
    errors = list(peer().iter_errors(stripped))
    found = [Found(pointer(*error.absolute_path), pointer(*error.absolute_schema_path)) for error in errors]
    rules: list[str] = []
    if isinstance(stripped, dict):
        invalid = {str(error.absolute_path[0]) for error in errors if error.absolute_path}
        rules = broken(stripped, invalid)
    return Verdict(
        not found and all(RULES[rule].severity == "warning" for rule in rules),
        not found and not rules,
        sorted(found + [Found("", pointer("rules", rule)) for rule in rules]),
    )


@cache
def peer() -> Any:
    """jsonschema's validator for the schema, with formats asserted."""
    return Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
