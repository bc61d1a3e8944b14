"""The ways to change a module in one place, so that it should behave differently."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from types import CodeType
from typing import Any, NamedTuple

SWAPS: dict[type[ast.AST], Any] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
    ast.And: ast.Or(),
    ast.Or: ast.And(),
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.FloorDiv(),
    ast.FloorDiv: ast.Mult(),
    ast.Mod: ast.FloorDiv(),
    ast.LShift: ast.RShift(),
    ast.RShift: ast.LShift(),
    ast.BitOr: ast.BitAnd(),
    ast.BitAnd: ast.BitOr(),
}
# They speak to a type checker; dropping them changes nothing that runs.
FOR_CHECKERS = {"final", "overload", "override", "runtime_checkable"}
TYPES = {"NewType", "ParamSpec", "TypeAlias", "TypeVar", "cast"}
ATOMS = (
    ast.Constant,
    ast.Name,
    ast.Attribute,
    ast.Call,
    ast.Subscript,
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Dict,
)


class Mutant(NamedTuple):
    """One change: the bytes from `start` to `end` of the module become `after`."""

    line: int
    start: int
    end: int
    before: str
    after: str

    def applied(self, source: bytes) -> bytes:
        return source[: self.start] + self.after.encode() + source[self.end :]


def mutants(source: bytes) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of the text."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in _statements_and_expressions(ast.parse(source)):
        for place, after in _changes(node):
            text = ast.unparse(after) if after is not None else ""
            # It may bind less tightly than its place asks for.
            if isinstance(after, ast.expr) and not isinstance(after, ATOMS):
                text = f"({text})"
            start = starts[place.lineno - 1] + place.col_offset
            end = starts[(place.end_lineno or 0) - 1] + (place.end_col_offset or 0)
            if after is None:
                start -= len("@")
            yield Mutant(place.lineno, start, end, source[start:end].decode(), text)


def behaviour(code: CodeType) -> Any:
    """What a code object does, without where it stands: equal for mutants that change nothing."""
    constants = tuple(
        behaviour(each) if isinstance(each, CodeType) else (type(each).__name__, repr(each))
        for each in code.co_consts
    )
    names = (code.co_names, code.co_varnames, code.co_cellvars, code.co_freevars)
    arguments = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    return code.co_code, code.co_exceptiontable, constants, names, arguments


def _statements_and_expressions(node: ast.AST) -> Iterator[Any]:
    """The nodes that run, without what is there for type checkers and readers."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Global() | ast.Nonlocal():
            return
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Assign(targets=[ast.Name(id="__all__")]):
            return
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return
        case ast.Expr(value=ast.Constant()):
            return
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
            return
        case ast.Assign(targets=[ast.Name()], value=value) if _is_type(value):
            return
        case ast.FunctionDef() if FOR_CHECKERS & {_name(each) for each in node.decorator_list}:
            return
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_params"):
            continue
        # Python 3.11 does not know where the parts of an f-string stand.
        if isinstance(node, ast.JoinedStr):
            continue
        children = value if isinstance(value, list) else [value]
        if isinstance(node, ast.Call) and field == "args" and _name(node.func) in TYPES:
            children = children[1:]
        for child in children:
            if isinstance(child, ast.AST):
                yield from _statements_and_expressions(child)


def _changes(node: Any) -> Iterator[tuple[Any, ast.AST | None]]:
    """Pairs of a node and what may stand in its place; None where a decorator goes."""
    match node:
        case ast.Compare():
            for number, operator in enumerate(node.ops):
                ops = [*node.ops[:number], SWAPS[type(operator)], *node.ops[number + 1 :]]
                yield node, ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield node, ast.BoolOp(SWAPS[type(node.op)], node.values)
            for values in _shorter(node.values):
                yield node, values[0] if len(values) == 1 else ast.BoolOp(node.op, values)
        case ast.BinOp() if type(node.op) in SWAPS:
            yield node, ast.BinOp(node.left, SWAPS[type(node.op)], node.right)
            if isinstance(node.op, ast.Add | ast.Sub):
                yield node, node.left
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node, node.operand
        case ast.Constant(value=bool(flag)):
            yield node, ast.Constant(not flag)
        case ast.Constant(value=int(number) | float(number)):
            yield node, ast.Constant(number + 1)
            yield node, ast.Constant(number - 1)
        case ast.Constant(value=str(text)):
            yield node, ast.Constant(f"{text}~")
        case ast.JoinedStr():
            yield node, ast.Constant("")
        case ast.If() | ast.IfExp():
            yield node.test, ast.UnaryOp(ast.Not(), node.test)
            if isinstance(node, ast.If) and not node.orelse:
                yield node.test, ast.Constant(False)
        case ast.comprehension():
            for condition in node.ifs:
                yield condition, ast.Constant(True)
        case ast.Call():
            yield from ((node, change) for change in _calls(node))
        case ast.Tuple(ctx=ast.Load()) | ast.List(ctx=ast.Load()) | ast.Set():
            if len(node.elts) > 1:
                for elements in _shorter(node.elts):
                    yield node, _with(node, elts=elements)
        case ast.Dict():
            pairs = list(zip(node.keys, node.values, strict=True))
            for kept in _shorter(pairs):
                yield node, ast.Dict([key for key, _ in kept], [value for _, value in kept])
        case ast.FunctionDef():
            yield from ((decorator, None) for decorator in node.decorator_list)
            yield from _returns(node)
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Delete() | ast.Break() | ast.Continue():
            yield node, ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, ast.Pass()


def _calls(node: ast.Call) -> Iterator[ast.Call]:
    if len(node.args) > 1 and not any(isinstance(each, ast.Starred) for each in node.args[:2]):
        first, second, *rest = node.args
        yield _with(node, args=[second, first, *rest])
    for keywords in _shorter(node.keywords):
        yield _with(node, keywords=keywords)


def _returns(function: ast.FunctionDef) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The values of a function's own return statements, with others of the type that it declares."""
    is_predicate = isinstance(function.returns, ast.Name) and function.returns.id == "bool"
    others = (True, False) if is_predicate else (None,)
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(node, ast.Return) and node.value is not None:
            yield from ((node.value, ast.Constant(other)) for other in others)
        waiting.extend(reversed(list(ast.iter_child_nodes(node))))


def _shorter(items: list[Any]) -> Iterator[list[Any]]:
    """The list without one of its items, in every way."""
    for number in range(len(items)):
        yield items[:number] + items[number + 1 :]


def _with(node: Any, **fields: Any) -> Any:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _is_type(value: ast.expr) -> bool:
    """Whether an alias is of types: `list[str]`, `A | B`, `TypeVar("T")`."""
    match value:
        case ast.Subscript(value=ast.Name(id=name)):
            return name[:1].isupper() or name in ("dict", "frozenset", "list", "set", "tuple", "type")
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return _is_type(left) or _is_type(right)
        case ast.Call():
            return _name(value.func) in TYPES
        case ast.Constant(value=None):
            return True
    return False


def _name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2].partition("(")[0]
