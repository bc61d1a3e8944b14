"""The public functions of an emitted module, and the names that they rest on."""

from __future__ import annotations

from typing import Final, NamedTuple

from holotype.compiler.emission.fragments import Code, code, indent, lines, literal
from holotype.compiler.emission.unit import Unit

# `Literal` is there: the class of errors needs it.
_NULLS: Final = code('nulls: Literal["reject", "absent"]')


class Entries(NamedTuple):
    """The functions that look at a whole instance; `rules` is None where there are none.

    `takes_absent` says whether the predicates are told what reading an absent property gives, `table` is the
    one to strip by where a null can count as absent; `strips_first` says that the predicates want a stripped
    instance.
    """

    valid: Code
    clean: Code
    errors: Code
    rules: Code | None
    takes_absent: bool
    table: Code | None
    strips_first: bool


def functions(entries: Entries, nulls: str, unit: Unit) -> list[Code]:
    """is_valid, is_clean, iter_errors, validate, strip, and what collects the errors."""
    default = literal(nulls)
    unit.library("Error")
    unit.library("ValidationError")
    collect = unit.entry("collect_errors")
    return [
        _predicate(
            code("is_valid"),
            code('"""Whether the instance has no error of severity "error"."""'),
            entries.valid,
            entries,
            nulls,
            unit,
        ),
        _predicate(
            code("is_clean"),
            code('"""Whether the instance has no error, and no warning either."""'),
            entries.clean,
            entries,
            nulls,
            unit,
        ),
        _iter_errors(collect, default, unit),
        code(
            "def validate(instance: object, *, {} = {}) -> None:\n"
            '    """Raise ValidationError, with all errors of severity "error", unless it is valid."""\n'
            "    if not is_valid(instance, nulls=nulls):\n"
            "        found = iter_errors(instance, nulls=nulls)\n"
            '        raise ValidationError(tuple(error for error in found if error.severity == "error"))',
            _NULLS,
            default,
        ),
        _strip(entries, unit),
        _collect(collect, entries, unit),
    ]


def _predicate(
    function: Code, docstring: Code, entry: Code, entries: Entries, nulls: str, unit: Unit
) -> Code:
    anew = unit.library("anew")
    absent_for = unit.library("absent_for")
    if entries.takes_absent:
        marker = code("None") if nulls == "absent" else unit.library("ABSENT")
        prepare = code("absent = {} if nulls == {} else {}(nulls)", marker, literal(nulls), absent_for)
        arguments = code("instance, absent")
    elif entries.strips_first:
        prepare = code("if {}(nulls) is None:\n    instance = strip(instance)", absent_for)
        arguments = code("instance")
    else:
        prepare = code("if nulls != {}:\n    {}(nulls)", literal(nulls), absent_for)
        arguments = code("instance")
    definition = code(
        "def {function}(instance: object, *, {nulls} = {default}) -> bool:\n"
        "    {docstring}\n"
        "    {prepare}\n"
        "    try:\n"
        "        return {entry}({arguments})\n"
        "    except Exception:\n"
        "        return {anew}({entry}, {arguments})",
        function=function,
        nulls=_NULLS,
        default=literal(nulls),
        docstring=docstring,
        prepare=prepare,
        entry=entry,
        arguments=arguments,
        anew=anew,
    )
    return _forgetting(definition, unit)


def _forgetting(definition: Code, unit: Unit) -> Code:
    """The function, which ends in a `try`, with an end that empties what predicates have remembered."""
    if not unit.graph.remembered:
        return definition
    return code("{}\n    finally:\n        {}.clear()", definition, unit.library("REMEMBERED"))


def _iter_errors(collect: Code, default: Code, unit: Unit) -> Code:
    definition = code(
        "def iter_errors(instance: object, *, {nulls} = {default}) -> Iterator[Error]:\n"
        '    """Every error and warning, in the order of the schema\'s keywords; those of rules last."""\n'
        "    if is_clean(instance, nulls=nulls):\n"
        "        return iter(())\n"
        "    try:\n"
        "        return iter({collect}(instance, nulls))\n"
        "    except Exception:\n"
        "        return iter({anew}({collect}, instance, nulls))",
        nulls=_NULLS,
        default=default,
        collect=collect,
        anew=unit.library("anew"),
    )
    return _forgetting(definition, unit)


def _strip(entries: Entries, unit: Unit) -> Code:
    absent_for = unit.library("absent_for")
    if entries.table is None:
        body = code("{}(nulls)\nreturn instance", absent_for)
    else:
        body = code(
            "if {}(nulls) is not None:\n"
            "    return instance\n"
            "try:\n"
            "    return {strip}(instance, (0,), {table})\n"
            "except RecursionError:\n"
            "    return {more}({strip}, instance, (0,), {table})",
            absent_for,
            strip=unit.library("strip_nulls"),
            table=entries.table,
            more=unit.library("with_more_stack"),
        )
    return code(
        'def strip(instance: Any, *, {} = "absent") -> Any:\n'
        '    """The instance without the nulls that count as absent; itself where there are none."""\n'
        "    {}",
        _NULLS,
        body,
    )


def _collect(collect: Code, entries: Entries, unit: Unit) -> Code:
    explores = unit.graph.explores
    statements = [
        code("found = {}({}(), instance)", unit.library("Findings"), unit.library("Memory"))
        if explores
        else code("found: list[Error] = []"),
        code("stripped = strip(instance, nulls=nulls)"),
        code('{}(stripped, "", "", found)', entries.errors),
    ]
    if entries.rules is not None:
        statements.append(code("{}(stripped, found)", entries.rules))
    errors = code("found")
    if explores:
        errors = code("errors")
        statements.append(code("errors = {}(found)", unit.library("located")))
    if entries.table is not None:
        hinted = code(
            '{e} = {hinted}({e}, {collect}(instance, "absent"))',
            e=errors,
            hinted=unit.library("hint_at_nulls"),
            collect=collect,
        )
        statements.append(code('if nulls == "reject":\n    {}', hinted))
    return code(
        "def {}(instance: Any, {}) -> list[Error]:\n{}",
        collect,
        _NULLS,
        indent(lines([*statements, code("return {}", errors)])),
    )
