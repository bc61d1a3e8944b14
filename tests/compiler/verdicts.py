"""The verdict on an instance, by every way of asking for it: they have to agree."""

from __future__ import annotations

import warnings
from typing import Any

import holotype


def verdict(schema: Any, instance: Any, **options: Any) -> bool:
    """Whether the instance is valid, as the predicates, the errors path and `validate` all say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of formats that are not known
        validator = holotype.compile(schema, **options)
    valid = validator.is_valid(instance)
    assert validator.is_clean(instance) is valid, "is_clean"
    assert (not list(validator.iter_errors(instance))) is valid, "iter_errors"
    try:
        validator.validate(instance)
    except holotype.ValidationError:
        assert not valid, "validate"
    else:
        assert valid, "validate"
    return valid


def verdicts(schema: Any, instances: list[Any], **options: Any) -> list[bool]:
    """The verdict on each of the instances."""
    return [verdict(schema, instance, **options) for instance in instances]
