"""The source that tests a pattern does so in a module that knows nothing of ours."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from holotype.compiler import patterns
from holotype.compiler.emission.fragments import name
from holotype.compiler.patterns import automaton, property_names, recogniser

LIBRARY = [Path(str(module.__file__)) for module in (automaton, property_names, recogniser)]
TEXTS = [
    "",
    "a",
    "abc",
    "ABC",
    "12",
    "a1",
    "x-",
    "\u0663",
    "a\n",
    "aaaa",
    "a@b.c",
    "@" * 60 + ".",
    '"',
    "\ud800",
    "bar",
]


def library() -> dict[str, object]:
    """The names of the library modules, copied into one module of their own."""
    namespace: dict[str, object] = {"__name__": "emitted", "re": re}
    for path in LIBRARY:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tree.body = [
            statement
            for statement in tree.body
            if not (isinstance(statement, ast.ImportFrom) and str(statement.module).startswith("holotype"))
        ]
        exec(compile(tree, str(path), "exec"), namespace)
    return namespace


@pytest.mark.parametrize(
    "source",
    [
        "",
        "^abc$",
        "^(abc|12|a)$",
        "^x-",
        "c$",
        "b",
        r"^\d+$",
        r"^\d*$",
        "^[a-zA-Z0-9]{2}$",
        "^[a-zA-Z0-9]{2,}$",
        "^[a-zA-Z0-9]{2,3}$",
        "^[a-z]{0,3}$",
        "^[A-Z]?$",
        "^[^@]+$",
        r"^\S+@\S+\.\S+$",
        r"(?<=a+b?)\b.",
        r"\b(?!a)\w+(?<=b*)r$",
        "\"|\\\\|'",
        "\ud800",
        "[\ud800-\udfff]$",
    ],
)
def test_the_condition_agrees_with_matches(source: str) -> None:
    pattern = patterns.compile_pattern(source)
    namespace = library()
    constant = patterns.constant(pattern)
    if constant is not None:
        namespace["PATTERN"] = eval(constant.text, namespace)
    condition = patterns.test(pattern, name("PATTERN"), name("value"))
    for value in TEXTS:
        namespace["value"] = value
        assert eval(f"not {condition}", namespace) is not patterns.matches(pattern, value), value


def test_the_source_is_what_a_person_would_write() -> None:
    expected = {
        "^abc$": (None, '(value == "abc")'),
        "^(a|bc)$": (None, '(value in {"a", "bc"})'),
        "^x-": (None, 'value.startswith("x-")'),
        "x$": (None, 'value.endswith("x")'),
        "x": (None, '("x" in value)'),
        ".*": (None, "True"),
        r"^\d{4}$": (None, "(len(value) == 4 and value.isascii() and value.isdigit())"),
        r"^\d*$": (None, "(not value or value.isascii() and value.isdigit())"),
        "^[a-z]+-": ('re.compile("[a-z]+-").match', "(PATTERN(value) is not None)"),
    }
    for source, (constant, condition) in expected.items():
        pattern = patterns.compile_pattern(source)
        made = patterns.constant(pattern)
        assert (made.text if made else None) == constant
        assert patterns.test(pattern, name("PATTERN"), name("value")).text == condition


def test_the_format_regex_works_in_the_emitted_module() -> None:
    is_regex = library()["is_regex"]
    assert callable(is_regex)
    assert is_regex(r"^\p{Lu}[a-z]+$")
    assert not is_regex(r"\p{Foo}")


def test_library_modules_hold_only_what_the_emitter_copies() -> None:
    for path in LIBRARY:
        docstring, *statements = ast.parse(path.read_text(encoding="utf-8")).body
        assert isinstance(docstring, ast.Expr)
        for statement in statements:
            assert isinstance(
                statement,
                (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef),
            )
