"""From a schema to the text of a module that validates it, or to a validator in memory."""

from __future__ import annotations

import copyreg
import os
import pickle
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, get_args

from holotype import __version__
from holotype.compiler import checks
from holotype.compiler.emission.graph import Graph
from holotype.compiler.emission.module import Identity, module
from holotype.compiler.lowering import lower
from holotype.compiler.lowering.notices import Notice
from holotype.compiler.places import Place, on_conjunctive_paths
from holotype.compiler.rules import RuleCheck, parse_rules
from holotype.compiler.validator import Validator
from holotype.contract import Contract, Rule, digest, located
from holotype.contract.keys import key_text
from holotype.contract.values import Formats, Nulls
from holotype.errors import ContractError, SchemaError
from holotype.schema.dialects import NEWEST, DialectName, named
from holotype.schema.resources import Elsewhere, Schemas


class Compiled(NamedTuple):
    """What a module is written from, notices about what in the schema it does not check, and what that
    was made of.

    `arguments` are those of `compile`, with the documents that references led to, in copies of our own; or
    the contract and its schema.
    """

    graph: Graph
    rules: tuple[RuleCheck, ...]
    identity: Identity
    notices: tuple[Notice, ...]
    arguments: Mapping[str, Any]

    @property
    def source(self) -> str:
        """The text of the module."""
        return module(self.graph, self.rules, self.identity)


def compile(  # noqa: A001  # the name that people know from `re`
    schema: Mapping[str, object] | bool,
    *,
    documents: Mapping[str, Mapping[str, object] | bool] | None = None,
    dialect: DialectName | None = None,
    formats: Literal["assert", "dialect"] = "assert",
    nulls: Literal["reject", "absent"] = "reject",
    rules: Iterable[Rule] = (),
) -> Validator:
    """Compile a JSON Schema, of any draft since 04, to a validator in memory.

    `schema` is a schema as JSON values; `documents` maps URIs to the schemas that references may lead to;
    `dialect` is that of schemas without `$schema`, by name ("draft7") or URI, by default 2020-12.
    `formats` is "assert" (checked) or "dialect" (as the dialect says, mostly an annotation); `nulls` is
    "reject" (to the letter) or "absent" (a null at an optional property that refuses it counts as absent).

    Raises `SchemaError` for a schema that is none, that refers to a document which is not given, or that
    cannot be compiled; `ContractError` for a rule; `ValueError` for an unknown option.  Warns of what
    is not checked as its author may think: keywords and formats that the dialect does not know, what it
    ignores beside `$ref` or alone, and `contentMediaType` in draft-07, which is checked with the formats.
    """
    compiled = compile_module(
        schema, documents=documents, dialect=dialect, formats=formats, nulls=nulls, rules=rules
    )
    warn_of(notice.sentence for notice in compiled.notices)
    return Validator(*compiled)


def compile_source(
    schema: Mapping[str, object] | bool,
    *,
    documents: Mapping[str, Mapping[str, object] | bool] | None = None,
    dialect: DialectName | None = None,
    formats: Literal["assert", "dialect"] = "assert",
    nulls: Literal["reject", "absent"] = "reject",
    rules: Iterable[Rule] = (),
) -> str:
    """The text of a standalone module that validates `schema`; arguments and exceptions as of `compile`."""
    compiled = compile_module(
        schema, documents=documents, dialect=dialect, formats=formats, nulls=nulls, rules=rules
    )
    warn_of(notice.sentence for notice in compiled.notices)
    return compiled.source


def warn_of(notices: Iterable[str]) -> None:
    """Warn, in the place of who called the caller, of what in a schema is not checked."""
    for notice in notices:
        warnings.warn(notice, stacklevel=3)


def _pickled(validator: Validator) -> tuple[Callable[[bytes], Validator], tuple[bytes]]:
    """A validator as what it was compiled from: its functions are in no module that could be imported."""
    return _compiled_once, (pickle.dumps(validator.arguments),)


# A pool of processes unpickles the validator with each piece of work.
@lru_cache(maxsize=64)
def _compiled_once(arguments: bytes) -> Validator:
    given = pickle.loads(arguments)
    return Validator(*(compile_contract if "contract" in given else compile_module)(**given))


copyreg.pickle(Validator, _pickled)


def compile_module(
    schema: object,
    *,
    documents: Mapping[str, object] | None = None,
    dialect: str | None = None,
    formats: str = "assert",
    nulls: str = "reject",
    rules: Iterable[Rule] = (),
    elsewhere: Elsewhere | None = None,
) -> Compiled:
    """The same, with the notices as values instead of warnings.

    `elsewhere` is asked for documents that references lead to and that are not given.
    """
    _check_option("formats", formats, get_args(Formats))
    _check_option("nulls", nulls, get_args(Nulls))
    if not isinstance(rules, Iterable):
        raise ValueError(f"rules is a sequence of Rule, not {rules!r:.80}")
    rules = tuple(rules)
    if isinstance(schema, str | bytes | os.PathLike) and elsewhere is None:
        raise SchemaError(
            f"expected a schema as json.load gives it, found {schema!r:.80}: load it first, or have "
            "documents checked by its file, with holotype.check(paths, schema=FILE)",
            "#",
            shown=False,
        )
    _check_inputs(documents, dialect, rules)
    schemas = Schemas(schema, documents or {}, NEWEST if dialect is None else named(dialect), elsewhere)
    lowered = lower(schemas, asserts_formats=formats == "assert", severities={})
    graph = Graph(lowered.root)
    parsed = parse_rules(rules, Place([lowered.root], graph))
    identity = Identity(__version__, schemas.root.location.resource, digest(schema), formats, nulls)
    arguments = {
        "schema": schemas.root.contents,
        "documents": schemas.documents(),
        "dialect": dialect,
        "formats": formats,
        "nulls": nulls,
        "rules": rules,
    }
    return Compiled(graph, parsed, identity, lowered.notices, arguments)


def compile_contract(
    contract: Contract, schema: object, documents: Mapping[str, object] | None = None
) -> Compiled:
    """The validator of the package that `contract` describes: rules and severities too.

    Raises as `compile`, and `ContractError` for a severity that cannot be lowered.  Does not warn.
    """
    schemas = Schemas(schema, documents or {}, elsewhere=_OneFile(contract.schema_file))
    lowered = lower(schemas, asserts_formats=contract.formats == "assert", severities=contract.severity)
    graph = Graph(lowered.root)
    try:
        _check_severities(contract, lowered.root, schemas.root.location.resource)
        parsed = parse_rules(contract.rules, Place([lowered.root], graph))
    except ContractError as error:
        raise located(error, contract) from None
    identity = Identity(
        __version__,
        schemas.root.location.resource,
        digest(schema),
        contract.formats,
        contract.nulls,
        contract.class_name,
        contract.id,
        contract.each,
    )
    arguments = {
        "contract": contract._replace(severity=dict(contract.severity)),  # a proxy cannot be pickled
        "schema": schemas.root.contents,
        "documents": schemas.documents(),
    }
    return Compiled(graph, parsed, identity, lowered.notices, arguments)


class _OneFile:
    """The schema of a contract has no documents beside it: the contract names one digest."""

    def __init__(self, file: str) -> None:
        self._file = file

    def find(self, uri: str, base: str) -> None:
        return None

    def why_not(self, uri: str, base: str) -> str:
        return (
            ": the schema of a contract is one file; write what it refers to into it, beneath $defs, or "
            f"check by the schema alone (--schema {self._file}); nothing is fetched"
        )


def _check_inputs(documents: object, dialect: object, rules: Iterable[object]) -> None:
    """Raise `ValueError` for arguments of another kind than `compile` takes."""
    if documents is not None and not (
        isinstance(documents, Mapping) and all(isinstance(uri, str) for uri in documents)
    ):
        raise ValueError(f"documents maps URIs to schemas; {documents!r:.80} does not")
    if dialect is not None and not isinstance(dialect, str):
        raise ValueError(f"dialect is the name or the URI of a dialect, not {dialect!r:.80}")
    for rule in rules:
        if not isinstance(rule, Rule) or not isinstance(rule.assertion, str):
            raise ValueError(f'rules are made like Rule("id", "a <= b"), not like {rule!r:.80}')


def _check_option(option: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ValueError(f"{option} is {' or '.join(map(repr, known))}, not {value!r}")


_ASSERTIONS: Final = (
    checks.Enum,
    checks.Const,
    checks.Minimum,
    checks.Maximum,
    checks.ExclusiveMinimum,
    checks.ExclusiveMaximum,
    checks.MultipleOf,
    checks.MinLength,
    checks.MaxLength,
    checks.Pattern,
    checks.Format,
    checks.MinItems,
    checks.MaxItems,
    checks.UniqueItems,
    checks.MinProperties,
    checks.MaxProperties,
    checks.DependentRequired,
)


def _check_severities(contract: Contract, root: checks.Node, resource: str) -> None:
    """Only an assertion other than `type` and `required`, on a conjunctive path, can be lowered."""
    allowed = {
        f"{node.location.pointer}/{check.origin.keyword}"
        for node in on_conjunctive_paths(root)
        if node.location.resource == resource
        for check in node.checks
        if isinstance(check, _ASSERTIONS)
    }
    for pointer in contract.severity:
        if pointer not in allowed:
            raise ContractError(
                "no assertion that can be lowered stands there; only one that holds for every valid instance "
                "(through $ref, allOf, properties, items) and is neither type nor required can be a warning",
                key=key_text(("severity", pointer)),
            )
