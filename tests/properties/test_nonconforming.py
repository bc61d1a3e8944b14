"""A job with one thing wrong gets the error of that, what follows from it, and no other."""

from __future__ import annotations

import mistral_batch_job as package
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import blueprint, operators
from .vendored import ANNOTATIONS, APPLICATORS, places, pointer, without_nulls
from .verdicts import peer
from .violations import Found, Operator, Violation

# There are many operators, and each has one thing to show.
FEWER = settings(max_examples=max(1, settings().max_examples // 10))

each_keyword = pytest.mark.parametrize("operator", operators.KEYWORDS, ids=lambda operator: operator.name)
each_rule = pytest.mark.parametrize("operator", operators.RULES, ids=lambda operator: operator.name)


def test_every_keyword_is_broken_at_every_place_of_the_schema() -> None:
    assert {operator.keyword_location for operator in operators.KEYWORDS} == {
        pointer(*place.tokens, keyword)
        for place in places()
        for keyword in place.subschema.keys() - APPLICATORS - ANNOTATIONS
    }


def test_every_rule_is_broken() -> None:
    assert {operator.keyword_location for operator in operators.RULES} == {
        pointer("rules", identifier) for identifier in blueprint.RULES
    }


@each_keyword
@FEWER
@given(data=st.data())
def test_a_broken_keyword_is_an_error_there_and_nowhere_else(operator: Operator, data: st.DataObject) -> None:
    violation = data.draw(operator.violations)
    assert found(violation) == violation.errors
    assert not package.is_valid(violation.instance)
    assert not package.is_clean(violation.instance)
    with pytest.raises(package.ValidationError) as caught:
        package.validate(violation.instance)
    assert list(caught.value.errors) == list(package.iter_errors(violation.instance))


@each_keyword
@FEWER
@given(data=st.data())
def test_jsonschema_finds_the_broken_keyword_at_the_same_place(
    operator: Operator, data: st.DataObject
) -> None:
    violation = data.draw(operator.violations)
    assert {
        Found(pointer(*error.absolute_path), pointer(*error.absolute_schema_path))
        for error in peer().iter_errors(without_nulls(violation.instance))
    } == violation.errors


@each_rule
@FEWER
@given(data=st.data())
def test_a_broken_rule_is_an_error_of_that_rule_and_those_that_it_implies(
    operator: Operator, data: st.DataObject
) -> None:
    violation = data.draw(operator.violations)
    assert found(violation) == violation.errors
    assert not package.is_clean(violation.instance)


@each_rule
@FEWER
@given(data=st.data())
def test_a_job_that_breaks_a_rule_is_refused_if_the_rule_is_no_warning(
    operator: Operator, data: st.DataObject
) -> None:
    job = data.draw(operator.violations).instance
    severity = blueprint.RULES[operator.name.removeprefix("/rules/")].severity
    assert package.is_valid(job) is (severity == "warning")


@each_rule
@FEWER
@given(data=st.data())
def test_jsonschema_sees_nothing_of_a_broken_rule(operator: Operator, data: st.DataObject) -> None:
    assert peer().is_valid(without_nulls(data.draw(operator.violations).instance))


def found(violation: Violation) -> set[Found]:
    return {
        Found(error.instance_location, error.keyword_location)
        for error in package.iter_errors(violation.instance)
    }
