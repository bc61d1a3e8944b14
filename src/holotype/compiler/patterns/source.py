"""The Python source, as `Code`, of what tests a text against a pattern."""

from __future__ import annotations

from holotype.compiler.emission.fragments import Code, code, join, literal, name
from holotype.compiler.patterns.pattern import (
    Always,
    Ascii,
    Automaton,
    Contains,
    EndsWith,
    Equals,
    OneOf,
    Pattern,
    Search,
    StartsWith,
)


def constant(pattern: Pattern) -> Code | None:
    """The expression of what the module is to make once for this pattern; None if it needs nothing.

    It may name the module `re` and the library class `PatternAutomaton`.
    """
    match pattern.test:
        case Search() as search:
            return _search(search)
        case Automaton(sets, program, looks, boundary, short, quick):
            arguments = [literal(sets), literal(program), literal(looks), literal(boundary)]
            if quick is not None:
                arguments += [literal(short), _search(quick)]
            return code("PatternAutomaton({})", join(", ", arguments))
        case _:
            return None


def _search(search: Search) -> Code:
    return code("re.compile({}).{}", literal(search.python_source), name(search.method))


def test(pattern: Pattern, constant_name: Code, value: Code) -> Code:
    """The condition that the pattern is found in the text `value`: a name, since it may stand there twice.

    `constant_name` is the name of the module's constant for the pattern, unused where it has none.  The
    condition is a comparison, a call, or such joined by `and` and `or` in parentheses: `not` may precede it.
    """
    match pattern.test:
        case Always():
            return code("True")
        case Equals(text):
            return code("({} == {})", value, literal(text))
        case OneOf(texts):
            return code("({} in {{{}}})", value, join(", ", map(literal, texts)))
        case StartsWith(text):
            return code("{}.startswith({})", value, literal(text))
        case EndsWith(text):
            return code("{}.endswith({})", value, literal(text))
        case Contains(text):
            return code("({} in {})", literal(text), value)
        case Ascii() as ascii_only:
            return _ascii(ascii_only, value)
        case Search():
            return code("({}({}) is not None)", constant_name, value)
        case Automaton():
            return code("{}.search({})", constant_name, value)


def _ascii(ascii_only: Ascii, value: Code) -> Code:
    methods, minimum, maximum = ascii_only
    conditions = [code("{}.isascii()", value)]
    conditions += [code("{}.{}()", value, name(method)) for method in methods]
    length = code("len({})", value)
    # The methods refuse the empty text, so one character at least is already asked for.
    if minimum > 1 and minimum == maximum:
        conditions.insert(0, code("{} == {}", length, literal(minimum)))
    elif minimum > 1 and maximum is not None:
        conditions.insert(0, code("{} <= {} <= {}", literal(minimum), length, literal(maximum)))
    elif minimum > 1:
        conditions.insert(0, code("{} >= {}", length, literal(minimum)))
    elif maximum is not None:
        conditions.insert(0, code("{} <= {}", length, literal(maximum)))
    every = join(" and ", conditions)
    return code("(not {} or {})", value, every) if minimum == 0 else code("({})", every)
