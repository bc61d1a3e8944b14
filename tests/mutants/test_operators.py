"""The operators: what they change, and what they leave alone because nothing that runs would differ."""

from __future__ import annotations

import pytest

from .operators import behaviour, mutants


def changes(source: str) -> set[str]:
    """Each whole module that a mutant of `source` is."""
    return {mutant.applied(source.encode()).decode() for mutant in mutants(source.encode())}


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("a < b", "(a <= b)"),
        ("a == b", "(a != b)"),
        ("a in b", "(a not in b)"),
        ("a is None", "(a is not None)"),
        ("a and b", "(a or b)"),
        ("a and b", "a"),
        ("a and b and c", "(a and c)"),
        ("not a", "a"),
        ("level + 1", "level"),
        ("level + 1", "(level - 1)"),
        ("level + 1", "level + 2"),
        ("x = True", "x = False"),
        ("x = 'a'", "x = 'a~'"),
        ("x = f'{a}'", "x = ''"),
        ("f(a, b)", "f(b, a)"),
        ("f(a, b=1)", "f(a)"),
        ("f(a)", "pass"),
        ("x = [a, b]", "x = [a]"),
        ("x = {'a': b, 'c': d}", "x = {'a': b}"),
        ("x[0] = a", "pass"),
        ("x = [a for a in b if a]", "x = [a for a in b if True]"),
        ("if a:\n    b()", "if False:\n    b()"),
        ("if a:\n    b()", "if (not a):\n    b()"),
        ("@cache\ndef f(): pass", "\ndef f(): pass"),
        ("def f():\n    return a", "def f():\n    return None"),
        ("def f() -> bool:\n    return a", "def f() -> bool:\n    return True"),
        ("for a in b:\n    break", "for a in b:\n    pass"),
        ("é = 'é' + x", "é = ('é' - x)"),
    ],
)
def test_one_place_is_changed(source: str, changed: str) -> None:
    assert changed in changes(source)


@pytest.mark.parametrize(
    "source",
    [
        "from a import b",
        '"""A docstring."""',
        'def f():\n    """A docstring."""',
        "__all__ = ['a', 'b']",
        "x: Literal['a', 'b']",
        "def f(x: Literal['a'] = y) -> Literal[1]: pass",
        "if TYPE_CHECKING:\n    x = 1",
        "if __name__ == '__main__':\n    f(1)",
        "Alias = dict[str, int] | None",
        "Item = TypeVar('Item', bound='Other')",
        "x = cast('Other', y)",
        "@overload\ndef f(x=1): pass",
    ],
)
def test_what_is_for_readers_and_type_checkers_is_left_alone(source: str) -> None:
    assert not changes(source)


def test_the_parts_of_a_formatted_string_are_left_alone() -> None:
    assert changes("x = f'{a + 1}'") == {"x = ''"}


def test_every_mutant_can_be_compiled() -> None:
    with open(__file__, "rb") as file:
        source = file.read()
    for mutant in mutants(source):
        compile(mutant.applied(source), mutant.before, "exec")


def test_what_compiles_to_the_same_behaves_the_same_wherever_it_stands() -> None:
    def compiled(source: str) -> object:
        return behaviour(compile(source, "", "exec"))

    assert compiled("def f():\n    return  (a)") == compiled("\n\ndef f(): return a")
    assert compiled("x = 1") != compiled("x = True")
    assert compiled("def f():\n    return a < b") != compiled("def f():\n    return a <= b")
