"""Python's syntax tree to a typed expression tree that the schema supports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import Final, get_args

from holotype.compiler.rules.declarations import UNDECLARED, Declaration
from holotype.compiler.rules.proofs import (
    Misuse,
    check_comparison,
    check_instants,
    check_length,
    check_number,
    kind,
)
from holotype.compiler.rules.reads import reads
from holotype.compiler.rules.syntax import column, segment, syntax_tree
from holotype.compiler.rules.terms import (
    BOOLEANS,
    Arithmetic,
    Comparison,
    Condition,
    Conjunction,
    Constant,
    Default,
    Disjunction,
    Length,
    Minus,
    Path,
    Presence,
    Property,
    RuleCheck,
    Term,
    Truth,
    negated,
    path_text,
    types_of,
)
from holotype.contract.mistakes import repeated
from holotype.contract.names import did_you_mean, quoted
from holotype.contract.values import Rule, Severity
from holotype.errors import ContractError

_ID: Final = re.compile(r"[a-z0-9-]+")

_ARITHMETIC: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_COMPARISONS: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_ARGUMENTS: Final = {"len": 1, "present": 1, "absent": 1, "default": 2, "value": 1}
_LANGUAGE: Final = (
    'a rule is made of property names (a.b, value("any name")), numbers, strings, None, True, False, lists '
    "of these, + - *, comparisons, in, and, or, not, len(x), present(x), absent(x) and default(x, value)"
)
_MEANT: Final = {"true": "True", "false": "False", "null": "None"}


def parse_rules(rules: Iterable[Rule], root: Declaration) -> tuple[RuleCheck, ...]:
    """Read the rules about instances of which the schema declares `root`.

    Raises `ContractError`, its key naming the rule by its index (`rules[2].assert`) and its message the
    column, for what is not in the language, a property that is not declared, an operator that the declared
    types do not support, an id that is not `[a-z0-9-]+` or is used twice and an unknown severity.
    """
    rules = tuple(rules)
    for index, first in repeated(rule.id for rule in rules):
        raise ContractError(
            f"the id is that of rules[{first}] too; give each rule its own", key=f"rules[{index}].id"
        )
    return tuple(_parse(rule, root, f"rules[{index}]") for index, rule in enumerate(rules))


def _parse(rule: Rule, root: Declaration, key: str) -> RuleCheck:
    if not _ID.fullmatch(rule.id):
        raise ContractError(f"{rule.id!a} is no id; use a-z, 0-9 and -", key=f"{key}.id")
    if rule.severity not in get_args(Severity):
        raise ContractError(f"{rule.severity!a} is no severity; use error or warning", key=f"{key}.severity")
    for name in rule.undeclared:
        if root.child(name) is not None:
            raise ContractError(
                f"the schema declares {quoted(name)}; remove it here", key=f"{key}.undeclared"
            )
    when = None
    if rule.when is not None:
        when = _Reader(rule.when.strip(), f"{key}.when", root, rule.undeclared).whole()
    assertion = _Reader(rule.assertion.strip(), f"{key}.assert", root, rule.undeclared).whole()
    check = RuleCheck(rule, when, assertion, reads(assertion, when))
    for name in rule.undeclared:
        if all(read.path != (name,) for read in check.reads):
            raise ContractError(
                f"the rule does not read {quoted(name)}; remove it here", key=f"{key}.undeclared"
            )
    return check


class _Reader:
    """Reads one expression; its nesting is bounded, so it may recurse."""

    def __init__(self, text: str, key: str, root: Declaration, undeclared: tuple[str, ...]) -> None:
        self.text = text
        self.key = key
        self.root = root
        self.undeclared = undeclared

    def whole(self) -> Condition:
        return self.condition(syntax_tree(self.text, self.key))

    def condition(self, node: ast.expr) -> Condition:
        term = self.term(node)
        if isinstance(term, Condition):
            return term
        if types_of(term) <= BOOLEANS:
            return Truth(term, True)
        raise self.fault(
            node,
            f"a condition is needed, and {quoted(segment(node, self.text))} is {kind(types_of(term))}; "
            "compare it with something",
        )

    def term(self, node: ast.expr) -> Term:
        match node:
            case ast.Name() | ast.Attribute():
                return self.property(node)
            case ast.Constant() | ast.List() | ast.Tuple():
                return Constant(self.constant(node))
            case ast.Call():
                return self.call(node)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return negated(self.condition(operand))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.minus(self.number(operand, "-"))
            case ast.BinOp(op=operator, left=left, right=right) if type(operator) in _ARITHMETIC:
                sign = _ARITHMETIC[type(operator)]
                return Arithmetic(sign, self.number(left, sign), self.number(right, sign))
            case ast.BoolOp(op=ast.And(), values=values):
                return Conjunction(tuple(map(self.condition, values)))
            case ast.BoolOp(values=values):
                return Disjunction(tuple(map(self.condition, values)))
            case ast.Compare():
                return self.comparison(node)
        raise self.fault(node, f"{quoted(segment(node, self.text))} is not in the language; {_LANGUAGE}")

    def constant(self, node: ast.expr) -> object:
        match node:
            case ast.Constant(value=None | bool() | int() | str() as value):
                return value
            case ast.Constant(value=float() as value) if value - value == 0.0:
                return int(value) if value.is_integer() else value
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value) as operand):
                if not isinstance(value, bool):
                    number = self.constant(operand)
                    assert isinstance(number, int | float)
                    return -number
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return tuple(map(self.constant, items))
        raise self.fault(
            node,
            f"{quoted(segment(node, self.text))} is no value; write a number within the range of a double, "
            "a string, None, True, False or a list of these",
        )

    def number(self, node: ast.expr, operator: str) -> Term:
        term = self.term(node)
        self.check(node, check_number(operator, term, segment(node, self.text)))
        return term

    def minus(self, term: Term) -> Term:
        match term:
            case Constant(int() | float() as value):
                return Constant(-value)
            case _:
                return Minus(term)

    def comparison(self, node: ast.Compare) -> Condition:
        nodes = [node.left, *node.comparators]
        terms = [self.term(each) for each in nodes]
        links: list[Condition] = []
        for index, operator in enumerate(node.ops):
            sign = _COMPARISONS.get(type(operator))
            left, right = nodes[index], nodes[index + 1]
            if sign is None:
                raise self.fault(left, "`is` is not in the language; write == or !=")
            link = Comparison(sign, terms[index], terms[index + 1])
            texts = segment(left, self.text), segment(right, self.text)
            self.check(left, check_comparison(link, texts, self.values(left), self.values(right)))
            self.check(left, check_instants(link, texts, self.formats(left), self.formats(right)))
            links.append(link)
        return links[0] if len(links) == 1 else Conjunction(tuple(links))

    def call(self, node: ast.Call) -> Term:
        match node.func:
            case ast.Attribute(attr="value"):
                return self.property(node)
            case ast.Name(id=function) if function in _ARGUMENTS:
                pass
            case _:
                raise self.fault(node, f"{quoted(segment(node.func, self.text))} is no function; {_LANGUAGE}")
        count = _ARGUMENTS[function]
        if len(node.args) != count or node.keywords:
            raise self.fault(node, f"{function} takes {count} argument{'s' if count > 1 else ''}")
        first = node.args[0]
        match function:
            case "value":
                return self.property(node)
            case "present" | "absent":
                return Presence(self.property(first).path, function == "present")
            case "default":
                found = self.property(first)
                value = Constant(self.constant(node.args[1]))
                return Default(found.path, found.types | types_of(value), value)
            case _:
                term = self.term(first)
                self.check(first, check_length(term, segment(first, self.text)))
                return Length(term)

    def property(self, node: ast.expr) -> Property:
        path, declaration = self.declared(node)
        types = declaration.types
        return Property(path, types | {"integer"} if "number" in types else types)

    def values(self, node: ast.expr) -> tuple[object, ...] | None:
        """What `enum` and `const` leave for the property that `node` is, if it is one."""
        declaration = self.declaration(node)
        values = None if declaration is None else declaration.values
        match node:
            case ast.Call(func=ast.Name(id="default"), args=[_, last]) if values is not None:
                return (*values, self.constant(last))
            case _:
                return values

    def formats(self, node: ast.expr) -> frozenset[str]:
        """The values of `format` for the property that `node` is, if it is one."""
        declaration = self.declaration(node)
        return frozenset() if declaration is None else declaration.formats

    def declaration(self, node: ast.expr) -> Declaration | None:
        """What is declared of the property that `node` is, with a default or without, if it is one."""
        match node:
            case ast.Call(func=ast.Name(id="default"), args=[first, _]):
                return self.declaration(first)
            case ast.Name() | ast.Attribute() | ast.Call(func=ast.Name(id="value") | ast.Attribute()):
                return self.declared(node)[1]
            case _:
                return None

    def declared(self, node: ast.expr) -> tuple[Path, Declaration]:
        """The path that `node` names, and what the schema declares there."""
        path: Path = ()
        parent = self.root
        match node:
            case ast.Name(id=name):
                pass
            case ast.Call(func=ast.Name(id="value")):
                name = self.quoted_name(node)
            case ast.Attribute(value=value, attr=name):
                path, parent = self.declared(value)
            case ast.Call(func=ast.Attribute(value=value, attr="value")):
                path, parent = self.declared(value)
                name = self.quoted_name(node)
            case _:
                raise self.fault(
                    node,
                    f"{quoted(segment(node, self.text))} is no property; "
                    'write a name, a.b or value("any name")',
                )
        if not isinstance(node, ast.Call) and not segment(node, self.text).endswith(name):
            # Python normalises identifiers (NFKC); a property's name is what it is.
            raise self.fault(
                node, f'this name is not in Unicode\'s form NFKC; write value("...") for {quoted(name)}'
            )
        return (*path, name), self.child(node, path, parent, name)

    def child(self, node: ast.expr, path: Path, parent: Declaration, name: str) -> Declaration:
        found = parent.child(name)
        if found is not None:
            return found
        if not path and name in self.undeclared:
            return UNDECLARED
        if "object" not in parent.types:
            owner = quoted(path_text(path)) if path else "the instance"
            raise self.fault(node, f"{owner} is {kind(parent.types)}, it has no properties")
        owner = f" of {quoted(path_text(path))}" if path else ""
        hint = (
            f", write {_MEANT[name]} for the value"
            if name in _MEANT
            else did_you_mean(name, parent.names)
            or "; a property that the instances have all the same is named under `undeclared`"
        )
        raise self.fault(node, f"the schema declares no property {quoted(name)}{owner}{hint}")

    def quoted_name(self, node: ast.Call) -> str:
        match node:
            case ast.Call(args=[ast.Constant(value=str() as name)], keywords=[]):
                return name
        raise self.fault(node, 'value takes one string, the name of a property: value("any name")')

    def check(self, node: ast.expr, misuse: Misuse | None) -> None:
        if misuse is not None:
            raise self.fault(node, misuse)

    def fault(self, node: ast.expr, sentence: str) -> ContractError:
        return ContractError(f"{column(node, self.text)}: {sentence}", key=self.key)
