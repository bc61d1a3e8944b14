"""Draws mutants of the source by a seed."""

from __future__ import annotations

import ast
import random
import tomllib
from pathlib import Path
from typing import NamedTuple

from ..house.checkout import ROOT, files
from .operators import Mutant, behaviour, mutants

JUDGED = Path(__file__).with_name("judged.toml")
# Written by a generator, which has tests of its own.
DERIVED = ("src/holotype/contract/validator.py", "src/holotype/schema/metaschemas/draft")


class Drawn(NamedTuple):
    """A mutant of a file, with the line that it changes."""

    file: str
    code: str
    mutant: Mutant

    @property
    def sentence(self) -> str:
        before, after = (" ".join(text.split()) for text in (self.mutant.before, self.mutant.after))
        return f"{self.file}:{self.mutant.line}: {before} -> {after or 'nothing'}"


class Judged(NamedTuple):
    """By what a mutant is known again when lines have moved."""

    file: str
    code: str
    before: str
    after: str


def draw(number: int, seed: int, only: str) -> list[Drawn]:
    """So many mutants, no two of one line; none that compiles to the same or is judged equivalent."""
    judged = read_judged(JUDGED.read_text("utf-8"))
    sources = {
        name: (ROOT / name).read_bytes()
        for name in files()
        if name.startswith("src/") and name.endswith(".py") and only in name and not name.startswith(DERIVED)
    }
    by_line: dict[tuple[str, int], list[Mutant]] = {}
    for name, source in sources.items():
        for mutant in mutants(source):
            by_line.setdefault((name, mutant.line), []).append(mutant)
    chance = random.Random(seed)
    lines = sorted(by_line)
    chance.shuffle(lines)
    drawn: list[Drawn] = []
    for name, line in lines:
        if len(drawn) == number:
            break
        source = sources[name]
        code = source.splitlines()[line - 1].decode().strip()
        original = behaviour(compile(source, name, "exec"))
        for mutant in chance.sample(by_line[name, line], len(by_line[name, line])):
            if Judged(name, code, mutant.before, mutant.after) in judged:
                continue
            if behaviour(compile(mutant.applied(source), name, "exec")) != original:
                drawn.append(Drawn(name, code, mutant))
                break
    return drawn


def read_judged(text: str) -> dict[Judged, str]:
    """The mutants that no test could tell from the source, each with the reason."""
    entries = tomllib.loads(text).get("equivalent", [])
    return {
        Judged(each["file"], each["code"], each["before"], each["after"]): each["because"] for each in entries
    }


def function_of(source: bytes, line: int) -> str:
    """`line:name` of the function in whose body the line stands, as a profile has it, or nothing."""
    found = ""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.body[0].lineno <= line <= (node.end_lineno or 0):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            found = f"{first}:{node.name}"
    return found
