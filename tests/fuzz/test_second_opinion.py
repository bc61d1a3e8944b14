"""Ours and jsonschema find the same errors, but for what docs/disagreements.md says of jsonschema."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.checking.differences import differences
from holotype.checking.judge import JudgedSchema, findings_by

from .dialects import DIALECTS, Written
from .instances import instances
from .schemas import schemas
from .test_agreement import WIDE
from .verdicts import ours


def without_known_differences(schema: Any) -> Any:
    """The schema without what jsonschema is known to read otherwise."""
    if isinstance(schema, list):
        return [without_known_differences(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: without_known_differences(each) for name, each in schema.items() if not is_python(name)}
    if isinstance(kept.get("multipleOf"), float):
        del kept["multipleOf"]
    if is_python(kept.get("pattern")):
        del kept["pattern"]
    if kept.get("format") == "email":
        del kept["format"]
    if "additionalProperties" in kept:
        kept.pop("unevaluatedProperties", None)
    return kept


def is_python(pattern: object) -> bool:
    """Whether it is a pattern of the campaign that Python's `re` reads otherwise than ECMA-262."""
    return isinstance(pattern, str) and (pattern.endswith(("$", "$)")) or "\\" in pattern)


@pytest.mark.parametrize("written", DIALECTS, ids=lambda each: each.name)
@WIDE
@given(data=st.data())
def test_jsonschema_finds_the_same_errors(written: Written, data: st.DataObject) -> None:
    schema = without_known_differences(data.draw(schemas(written), label="schema"))
    validator = ours(schema).validator
    findings = findings_by(JudgedSchema(schema, {}, written.name, True))
    for _ in range(6):
        instance = data.draw(instances(schema), label="instance")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                theirs = findings(instance)
            except (
                AttributeError,
                TypeError,
            ):  # theirs, in unevaluatedItems: there is no second opinion then
                continue
        errors = list(validator.iter_errors(instance))
        assert bool(errors) is bool(theirs)
        assert differences(errors, theirs) == ([], [])
