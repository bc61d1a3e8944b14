"""A validator in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

from holotype.compiler.emission.module import Identity, linked, module
from holotype.compiler.library.derived import as_parsed
from holotype.compiler.library.errors import Error

if TYPE_CHECKING:
    from holotype.compiler.emission.graph import Graph
    from holotype.compiler.lowering.notices import Notice
    from holotype.compiler.output import Output, Outputs
    from holotype.compiler.rules import RuleCheck
    from holotype.contract.values import Nulls


class Validator:
    """Checks instances against one schema and its rules.  Make one with `holotype.compile`.

    `source` is the text of a module that does the same, `HOLOTYPE` its header, `notices` sentences about
    what in the schema is not checked.  `arguments` are those of `compile`, which a pickle holds: a process
    that loads it compiles them, once.  The functions alone cannot be pickled.
    """

    HOLOTYPE: Mapping[str, str]
    RULE_READS: Mapping[str, tuple[str, ...]]

    if TYPE_CHECKING:

        def is_valid(self, instance: object, *, nulls: Literal["reject", "absent"] = ...) -> bool:
            """Whether the instance has no error of severity "error".

            `nulls` is "reject" (to the letter) or "absent" (a null at an optional property that refuses it
            counts as absent), by default what was compiled in.
            """

        def is_clean(self, instance: object, *, nulls: Literal["reject", "absent"] = ...) -> bool:
            """Whether the instance has no error, and no warning either.

            `nulls` as of `is_valid`.
            """

        def iter_errors(
            self, instance: object, *, nulls: Literal["reject", "absent"] = ...
        ) -> Iterator[Error]:
            """Every error and warning, in the order of the schema's keywords; those of rules last.

            `nulls` as of `is_valid`.
            """

        def validate(self, instance: object, *, nulls: Literal["reject", "absent"] = ...) -> None:
            """Raise ValidationError, with all errors of severity "error", unless it is valid.

            `nulls` as of `is_valid`.
            """

        def strip(self, instance: Any, *, nulls: Literal["reject", "absent"] = "absent") -> Any:
            """The instance without the nulls that count as absent; itself where there are none."""

    else:
        # Slots hold the emitted functions themselves: a method in front of one would take as much time again
        # as a small instance does.
        __slots__ = (
            "HOLOTYPE",
            "RULE_READS",
            "_graph",
            "_identity",
            "_outputs",
            "_rules",
            "_source",
            "arguments",
            "is_clean",
            "is_valid",
            "iter_errors",
            "linked",
            "notices",
            "strip",
            "validate",
        )

    def __init__(
        self,
        graph: Graph,
        rules: tuple[RuleCheck, ...],
        identity: Identity,
        notices: tuple[Notice, ...],
        arguments: Mapping[str, Any],
    ) -> None:
        self.linked = linked(graph, rules, identity)
        for offered in ("HOLOTYPE", "is_clean", "is_valid", "iter_errors", "strip", "validate"):
            setattr(self, offered, self.linked.names[offered])
        self.RULE_READS = self.linked.names.get("RULE_READS", {})
        self.notices = tuple(notice.sentence for notice in notices)
        self.arguments = arguments
        self._graph = graph
        self._rules = rules
        self._identity = identity
        self._source = ""
        self._outputs: Outputs | None = None

    @property
    def source(self) -> str:
        """The text of a module that does the same, written when it is first asked for."""
        if not self._source:
            self._source = module(self._graph, self._rules, self._identity)
        return self._source

    def output(
        self,
        instance: object,
        *,
        format: Literal["flag", "basic", "detailed", "verbose"] = "basic",  # noqa: A002  # as the specification calls it
        nulls: Literal["reject", "absent"] | None = None,
    ) -> Output:
        """What the schema says of the instance, in an output format of JSON Schema 2020-12 core, section 12.

        `format` is "flag", "basic", "detailed" or "verbose"; `nulls` as elsewhere, by default what was
        compiled in.  The output is made of JSON values, with the specification's names.  A schema without
        `$id` has no URI, so its absolute keyword locations are fragments.  A rule is a unit whose keyword
        location is `/rules/<id>`.  Only errors make a unit invalid: a warning is the annotation
        `{"severity": "warning", "message": ...}` of a valid one, dropped like all annotations where
        the instance is not valid.

        Raises `ValueError` for another format or mode of nulls, and for an output of more than a million
        units; `RecursionError` for an instance that is nested too deep.
        """
        if self._outputs is None:
            from holotype.compiler.output import Outputs

            self._outputs = Outputs(
                self._graph, [check.rule.id for check in self._rules], self.HOLOTYPE["contract"]
            )
        nulls = cast("Nulls", self.HOLOTYPE["nulls"]) if nulls is None else nulls
        instance = as_parsed(instance)
        violated: Iterable[Error] = ()
        if self._rules:
            violated = (error for error in self.iter_errors(instance, nulls=nulls) if error.keyword == "rule")
        return self._outputs.output(self.strip(instance, nulls=nulls), violated, format)

    def __copy__(self) -> Validator:
        return self

    def __deepcopy__(self, memo: object) -> Validator:
        return self

    def __repr__(self) -> str:
        return f"<Validator of {self.HOLOTYPE['schema'] or 'a schema without $id'}>"
