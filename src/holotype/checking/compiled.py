"""A schema or a contract in a file, to the validator that is compiled from it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from holotype.checking.values import CompileOptions

if TYPE_CHECKING:
    from holotype.cache.recalled import Recalled
    from holotype.compiler.compilation import Compiled
    from holotype.compiler.validator import Validator
    from holotype.documents.schema_files import SchemaFiles

_AS_SCHEMA: Final = "schema"
_AS_CONTRACT: Final = "contract"
_AS_IT_IS: Final = CompileOptions()


class CompiledFile:
    """What a file says, compiled: a schema or, in TOML or as a generated package has it, a contract.

    `how` is for a schema.  With `cached`, what earlier runs have compiled is taken, and what this one does is
    kept by `keep`.
    """

    def __init__(self, file: str, how: CompileOptions = _AS_IT_IS, *, cached: bool = False) -> None:
        from holotype.documents.schema_files import SchemaFiles

        self._file = file
        self._how = how
        self._files: SchemaFiles = SchemaFiles(file, how.documents, how.folders)
        self._schema_files = self._files
        self._formats = how.formats or "assert"
        self._nulls = how.nulls or "reject"
        self._asked: tuple[Any, ...] = ()
        self._answers: tuple[bytes, ...] = ()
        self._changed = False
        self._seen = b""
        self._cached = None
        # What is no regular file is read once.
        if cached and all(map(os.path.isfile, (file, *(how.documents or {}).values()))):
            from holotype.cache.schemas import Cached

            self._cached = Cached(self)
        self.validator: Validator | Recalled = self._cached.validator if self._cached else self.compile()

    def __reduce__(self) -> tuple[Any, ...]:
        # To another process: what this one has read, for the files may be others by then.
        from holotype.cache.recalled import Recalled

        validator = self.validator
        return _arrived, (validator.whole() if isinstance(validator, Recalled) else validator,)

    def keep(self) -> None:
        """Keep what has been compiled, for a run after this one."""
        if self._cached is not None and not self._changed:
            self._cached.keep()

    def files(self) -> tuple[str, ...]:
        """The file, with what it is compiled with: documents that are referred to, a contract's schema."""
        return tuple(dict.fromkeys((*self._files.read(), *self._schema_files.read())))

    def notices(self) -> Iterator[str]:
        """Sentences about what of the schema is not checked, with their places."""
        return map(self._schema_files.named, self.validator.notices)

    def text(self) -> bytes:
        """The bytes of the file."""
        return self._files.text()

    def options(self) -> tuple[Any, ...]:
        """What else the result depends on."""
        suffix = self._file.rpartition(".")[2].lower()
        return suffix, self._how.dialect, self._formats, self._nulls, self._files.given_uris()

    def asked(self) -> tuple[tuple[Any, ...], tuple[bytes, ...]]:
        """What was looked for beside the file to compile it, and the digests of what was read."""
        return self._asked, self._answers

    def digests(self, asked: Iterable[Any]) -> Iterator[bytes]:
        """The digests of what there is of it now."""
        kind, names = asked
        if kind == _AS_CONTRACT:
            return map(self._digest_of_schema, names)
        return self._files.digests(names)

    def _digest_of_schema(self, name: str) -> bytes:
        from holotype.documents.schema_files import SchemaFiles
        from holotype.documents.schema_text import digest_of_file

        file = os.path.normpath(os.path.join(os.path.dirname(self._file), name))
        self._schema_files = SchemaFiles(file)
        if self._file.endswith(".json"):
            from holotype.contract.reading import stands_beside

            if not stands_beside(file, self._file):  # which is refused
                return b""
        self._seen = digest_of_file(file)
        return self._seen

    def compile(self) -> Validator:
        """The validator; raises `SchemaError` or `ContractError`."""
        from holotype.contract import is_contract

        if self._file.endswith(".toml"):
            return self._of_contract()
        schema = self._files.schema()
        if is_contract(schema):
            return self._of_contract()
        from holotype.compiler import compile_module

        with self._files.naming():
            compiled = compile_module(
                schema,
                documents=self._files.given(),
                dialect=self._how.dialect,
                formats=self._formats,
                nulls=self._nulls,
                elsewhere=self._files,
            )
        self._asked = _AS_SCHEMA, tuple(self._files.asked)
        self._answers = tuple(self._files.asked.values())
        return _with_places(compiled, self._files)

    def _of_contract(self) -> Validator:
        from holotype.compiler import compile_contract
        from holotype.contract import check_digest
        from holotype.documents.schema_files import SchemaFiles
        from holotype.documents.schema_text import digest_of_file, digest_of_text
        from holotype.documents.sources import load_contract
        from holotype.errors import ContractError

        contract = load_contract(self._file)
        self._changed = digest_of_file(self._file) != digest_of_text(self.text(), self._file)
        files = self._schema_files = SchemaFiles(contract.schema_file)
        schema = files.schema()
        check_digest(contract, schema)
        found = digest_of_text(files.text(), contract.schema_file)
        if self._seen and (self._changed or found != self._seen):
            raise ContractError(
                "the contract or its schema was changed while documents were checked by it; check them again",
                self._file,
            )
        self._asked = (
            _AS_CONTRACT,
            (os.path.relpath(contract.schema_file, os.path.dirname(self._file) or "."),),
        )
        self._answers = (found,)
        with files.naming():
            return _with_places(compile_contract(contract, schema), files)


def _with_places(compiled: Compiled, files: SchemaFiles) -> Validator:
    from holotype.compiler.lowering.notices import Notice
    from holotype.compiler.validator import Validator

    return Validator(*compiled._replace(notices=tuple(map(Notice._make, files.placed(compiled.notices)))))


def _arrived(validator: Validator) -> Validator:
    return validator
