"""A run over inputs: what to check and how, to diagnostics in the order of the inputs."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Literal, cast

from holotype.checking.diagnostics import Diagnostic
from holotype.checking.inputs import expand
from holotype.checking.planning import plan, plan_stream
from holotype.checking.validators import Origin, Setup, find_validator
from holotype.checking.values import Part, Reading
from holotype.checking.work import check_stream, perform

if TYPE_CHECKING:
    from types import ModuleType

    from holotype.checking.values import Examiner, SchemaName
    from holotype.checking.work import Stream, Task
    from holotype.compiler import Validator
    from holotype.documents.values import InputFormatName
    from holotype.schema.dialects import DialectName


def check(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | Stream | IO[bytes],
    schema: str
    | os.PathLike[str]
    | Mapping[str, object]
    | bool
    | Validator
    | ModuleType
    | SchemaName
    | None = None,
    *,
    nulls: Literal["reject", "absent"] | None = None,
    dialect: DialectName | None = None,
    formats: Literal["assert", "dialect"] | None = None,
    each: str | None = None,
    at: str | None = None,
    documents: Mapping[str, str | os.PathLike[str]] | None = None,
    document_folders: Iterable[str | os.PathLike[str]] = (),
    input_format: InputFormatName = "",
    stdin_filename: str = "",
    duplicate_keys: Literal["warn", "ignore"] | None = None,
    yaml_merge: Literal["merge", "refuse"] | None = None,
    gitignore: bool = True,
    jobs: int = 1,
    cache: bool = False,
    observe: Callable[[Part], object] | None = None,
    second_opinion: bool = False,
) -> Iterator[Diagnostic]:
    """Check files, folders or a binary stream; yield what is found, by input and by place.

    `paths` is one path or several ("-" is standard input, which `stdin_filename` names; a folder is walked,
    with `gitignore` without what git ignores, and without the files of the schema), each of which is checked
    once; or a stream of bytes whose `name`, where it has one, tells its format.  `schema` is the name of an
    installed generated package, a path (`.json`, `.yaml`, `.toml`, a folder), a schema (a dict or a bool), or
    a validator; None is the bundled batch job.  `documents` maps URIs that a schema refers to to files; then
    the files of `document_folders` are looked for, then those beside a schema that is a file.  With `cache`
    what is compiled of a file is kept in the user's cache folder, and taken from there.  `dialect` is that of
    schemas without `$schema`, by name ("draft7") or URI, by default 2020-12; only what is compiled of a
    schema takes one.  `nulls` ("reject", "absent") and `formats` ("assert", "dialect") are those of the
    validator where they are None.

    `each` points (RFC 6901) to the array whose items are the instances; the one that a contract names is used
    for documents that are such an envelope.  `at` points to the value in each document (of JSON Lines: in
    each line) that is checked instead of all of it; `each` leads on from there, and places stay those in the
    document.  `input_format` is that of all inputs ("jsonl", "yaml.gz"), else suffixes tell, as they tell the
    compression where it names none.  `duplicate_keys` is "warn" or "ignore", which is what None is for JSON
    Lines; elsewhere it is "warn".  `yaml_merge` says what a merge key (`<<`) of YAML is: "merge", which None
    is, or "refuse", an error.

    What is wrong with a text, and a file that cannot be read, are diagnostics: the others are still checked.
    At most 10,000 errors of a validator, causes counted, are yielded of one document, and one, a `too-many`,
    that says there are more.
    Memory is constant but for one document (of JSON Lines: one line) and, of several paths, the names of
    files.  With `jobs` processes the diagnostics are the same, in the same order; a program that has threads,
    or runs elsewhere than on Linux, calls this under `if __name__ == "__main__"`, for its processes import
    its main module.  `observe` is called with each part after its diagnostics.

    With `second_opinion`, jsonschema (extra `judge`) is asked about each instance too, in a process of its
    own for each of the `jobs`.  Where it finds another error, or does not find one of ours, is a diagnostic
    whose keyword is `second-opinion`; an instance that it fails on, or thinks about for longer than ten
    seconds, gives one whose keyword is `no-second-opinion` and whose severity is "warning".

    Raises, before anything is read, `SchemaError` or `ContractError` for the schema, `InputError` for an
    unknown `input_format`, `ValueError` for another option that has no such value and `HolotypeError` where
    jsonschema is wanted and missing; while it runs, `HolotypeError` when a worker process is killed, and
    `SchemaError` when the validator of a generated package fails.  Warns of keys of YAML that are no strings
    and are read as such, once for each file.
    """
    for option, value, known in (
        ("nulls", nulls, ("reject", "absent")),
        ("formats", formats, ("assert", "dialect")),
        ("duplicate_keys", duplicate_keys, ("warn", "ignore")),
        ("yaml_merge", yaml_merge, ("merge", "refuse")),
    ):
        if value is not None and value not in known:
            raise ValueError(f"{option} is {known[0]!r} or {known[1]!r}, not {value!r}")
    for option, pointer in (("each", each), ("at", at)):
        if pointer:
            from holotype.pointers import pointer_tokens

            try:
                pointer_tokens(pointer)
            except ValueError as error:
                raise ValueError(f"{option}: {error}") from None
    if jobs < 1:
        raise ValueError(f"jobs is a number of processes, from 1, not {jobs}")
    reading = Reading(input_format, duplicate_keys, stdin_filename, yaml_merge)
    reading.format_of("")
    origin = find_validator(
        schema,
        documents={uri: os.fspath(file) for uri, file in (documents or {}).items()},
        folders=tuple(os.fspath(folder) for folder in document_folders),
        dialect=dialect,
        formats=formats,
        nulls=nulls,
        # What is kept of a schema is what came of it, and not the schema.
        cached=cache and not second_opinion,
    )
    judged = None
    if second_opinion:
        from holotype.checking.second_opinion import judged_schema

        judged = judged_schema(origin)
    setup = Setup(origin, nulls, each, at or "", reading, judged)
    # Loaded here as well when others do the work: what is wrong with a schema is said before anything else.
    examiner = setup.examiner()
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    if not isinstance(paths, Iterable) or hasattr(paths, "read"):
        if not hasattr(paths, "read") or hasattr(paths, "encoding"):
            raise ValueError(
                f"paths are file names, or a stream of bytes (opened with 'rb'), not {paths!r:.80}"
            )
        stream = cast("Stream", paths)
        name = str(getattr(stream, "name", "<stream>"))
        if jobs == 1 or not reading.is_bulk(reading.format_of(name)):
            return _diagnostics(check_stream(name, stream, reading, examiner), observe, origin)
        pieces = plan_stream(name, stream, reading)
    else:
        names: Iterable[str] = map(os.fspath, cast("Iterable[str]", paths))
        if isinstance(paths, list):
            names = list(names)
        pieces = plan(expand(names, gitignore=gitignore, schema=origin.files()), reading, jobs)
    return _diagnostics(_parts(pieces, jobs, setup, examiner), observe, origin)


def _parts(pieces: Iterator[Task | Part], jobs: int, setup: Setup, examiner: Examiner) -> Iterator[Part]:
    if jobs > 1:
        from holotype.checking.workers import perform_in_processes

        yield from perform_in_processes(pieces, jobs, setup)
        return
    for piece in pieces:
        if isinstance(piece, Part):
            yield piece
        else:
            yield from perform(piece, setup.reading, examiner)


def _diagnostics(
    parts: Iterator[Part], observe: Callable[[Part], object] | None, origin: Origin
) -> Iterator[Diagnostic]:
    lines = 0
    for part in parts:
        for notice in part.notices:
            warnings.warn(notice, stacklevel=2)
        for diagnostic in part.diagnostics:
            yield diagnostic.moved(lines)
        # A range counts its lines from its own beginning: move what comes after it.
        lines = 0 if part.complete else lines + part.lines
        if observe is not None:
            observe(part)
    origin.keep()
