"""Command lines that are read without a parser of options mean what they mean to one."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from holotype.cli import validate
from holotype.cli.arguments import Parser

WORDS = [
    "a.json",
    "",
    "-",
    "--",
    "--schema",
    "--schema=b",
    "--configured-only",
    "--nulls",
    "reject",
    "-x",
    "b c",
]


def parsed(words: list[str]) -> dict[str, Any]:
    parser = Parser(prog="holotype validate", summary="")
    kind = validate.configure(parser)
    return said(parser.parse_args(words, kind()))


def said(options: validate.Options) -> dict[str, Any]:
    return {
        name: value for name, value in vars(options).items() if value != getattr(validate.Options, name)
    } | {"paths": list(options.paths)}


@given(st.lists(st.sampled_from(WORDS), max_size=5))
def test_they_mean_the_same(words: list[str]) -> None:
    options = validate.plain(words)
    if options is not None:
        assert said(options) == parsed(words)


def test_what_a_hook_says_needs_no_parser() -> None:
    for words in product([[], ["--configured-only"]], [[], ["--schema", "own.json"]], [["a", "b"]]):
        assert validate.plain([*words[0], *words[1], *words[2]]) is not None
