"""What is either of several shapes."""

from __future__ import annotations

from holotype.codegen.shapes import ANYTHING, Literals, LiteralValue, Shape, union
from holotype.schema.locations import Location

HERE, THERE, ABOVE = (Location("https://example.com/", pointer) for pointer in ("/a", "/b", ""))
NOTHING = Shape(null=False, scalars=frozenset(), literals=None, array=None, object=None)


def scalars(*types: str) -> Shape:
    return NOTHING._replace(scalars=frozenset(types))


def listed(*values: LiteralValue, place: Location = HERE) -> Shape:
    return NOTHING._replace(literals=Literals.of(values, place))


def test_integers_are_among_numbers() -> None:
    assert union([scalars("integer"), scalars("number")], ABOVE) == scalars("number")


def test_integers_stay_integers_where_there_are_no_other_numbers() -> None:
    assert union([scalars("integer"), scalars("string")], ABOVE) == scalars("integer", "string")


def test_a_single_list_of_values_keeps_its_place() -> None:
    assert union([listed("a", "b"), scalars("integer")], ABOVE) == listed("a", "b")._replace(
        scalars=frozenset({"integer"})
    )


def test_two_lists_of_values_stand_where_they_come_together() -> None:
    assert union([listed("a", place=HERE), listed("b", place=THERE)], ABOVE) == listed("a", "b", place=ABOVE)


def test_two_lists_of_one_place_stand_where_they_come_together() -> None:
    assert union([listed("a"), listed("b")], ABOVE) == listed("a", "b", place=ABOVE)


def test_a_value_is_listed_once_and_true_is_not_one() -> None:
    assert union([listed("a", 1), listed(True, "a")], ABOVE) == listed("a", 1, True, place=ABOVE)


def test_lists_that_python_takes_for_the_same_are_not() -> None:
    assert listed(1) != listed(True)


def test_values_of_a_type_of_which_any_value_may_come_are_not_listed() -> None:
    assert union([listed("a", 1, True), scalars("string")], ABOVE) == NOTHING._replace(
        scalars=frozenset({"string"}), literals=Literals.of((1, True), HERE)
    )


def test_with_anything_it_is_anything() -> None:
    assert union([ANYTHING, listed("a"), scalars("integer")], ABOVE) == ANYTHING
