"""The verdict on an instance, by every way of asking for it: they have to agree."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import holotype


def verdicts(schema: Any, instances: Iterable[Any], **options: Any) -> list[bool]:
    """Whether each instance is valid, as the predicates, the errors path and `validate` all say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of formats that are not known
        validator = holotype.compile(schema, **options)
    return [_verdict(validator, instance) for instance in instances]


def verdict(schema: Any, instance: Any, **options: Any) -> bool:
    """The same of one instance."""
    return verdicts(schema, [instance], **options)[0]


def _verdict(validator: holotype.Validator, instance: Any) -> bool:
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
