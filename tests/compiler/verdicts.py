"""The verdict on an instance, by every way of asking for it: they have to agree."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import holotype


def verdicts(schema: Any, instances: Iterable[Any], **options: Any) -> list[bool]:
    """Whether each instance is valid, as the predicates, the errors path and `validate` all say.

    In memory, where each function is written when it is needed, and as the emitted module.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of formats that are not known
        validator = holotype.compile(schema, **options)
    emitted: dict[str, Any] = {"__name__": "emitted"}
    exec(compile(validator.source, "<emitted>", "exec"), emitted)
    return [_verdict(validator, emitted, instance) for instance in instances]


def verdict(schema: Any, instance: Any, **options: Any) -> bool:
    """The same of one instance."""
    return verdicts(schema, [instance], **options)[0]


def _verdict(validator: holotype.Validator, emitted: dict[str, Any], instance: Any) -> bool:
    valid = validator.is_valid(instance)
    assert emitted["is_valid"](instance) is valid, "the emitted module"
    errors = [tuple(error) for error in emitted["iter_errors"](instance)]
    assert errors == [tuple(error) for error in validator.iter_errors(instance)], "the emitted module"
    assert validator.is_clean(instance) is valid, "is_clean"
    assert (not list(validator.iter_errors(instance))) is valid, "iter_errors"
    try:
        validator.validate(instance)
    except holotype.ValidationError:
        assert not valid, "validate"
    else:
        assert valid, "validate"
    return valid
