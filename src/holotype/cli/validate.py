"""`holotype validate`: documents to reports."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, cast

from holotype.checking import Diagnostic, Part, check
from holotype.checking.values import STANDARD_INPUT, SchemaName
from holotype.cli import EXIT_CLEAN, EXIT_FAILED, EXIT_FOUND, EXIT_INTERRUPTED
from holotype.configuration import find_configuration
from holotype.configuration.values import Manner
from holotype.errors import HolotypeError
from holotype.reporting import reporter_of
from holotype.reporting.several import Reports

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from holotype.cli.progress import ProgressBar
    from holotype.configuration.checks import Configuration
    from holotype.contract.values import Formats, Nulls
    from holotype.documents.values import DuplicateKeys, InputFormatName, YAMLMerge
    from holotype.files import OutputFile
    from holotype.reporting.protocols import Reporter
    from holotype.schema.dialects import DialectName

HELP = "check documents against a schema"


class Options:
    """What the command line says; what it says nothing about keeps the default that stands here."""

    paths: Sequence[str] = ()
    schema: str | None = None
    config: str | None = None
    configured_only: bool = False
    no_ignore: bool = False
    stdin_filename: str = ""
    document: list[tuple[str, str]] | None = None
    documents: list[str] | None = None
    each: str | None = None
    at: str | None = None
    input_format: str | None = None
    nulls: str | None = None
    dialect: str | None = None
    formats: str | None = None
    duplicate_keys: str | None = None
    yaml_merge: str | None = None
    fail_on: str | None = None
    fail_fast: bool = False
    jobs: int = 1
    second_opinion: bool = False
    no_cache: bool = False
    format: str | None = None
    output: list[tuple[str, str]] | None = None
    max_diagnostics: int | None = None
    summary: bool = False
    color: str = "auto"
    quiet: bool = False


def plain(words: Sequence[str]) -> Options | None:
    """The options of a command line that says no more than a hook does; None for any other.

    For those no parser of options is needed, nor loaded, which takes as long as checking a file.
    """
    options = Options()
    paths = options.paths = list[str]()
    rest = iter(words)
    for word in rest:
        if word == "--configured-only":
            options.configured_only = True
        elif word == "--schema" and (name := next(rest, "-")) and not name.startswith("-"):
            options.schema = name
        elif word.startswith("-"):
            return None
        else:
            paths.append(word)
    return options


def configure(parser: argparse.ArgumentParser) -> type[Options]:
    """Declare what the command takes; what the parser fills."""
    from holotype.cli.validate_page import fill

    fill(parser)
    return Options


def run(options: Options) -> int:
    """Check what was asked for; raises `HolotypeError` for what prevents it."""
    if options.quiet:
        warnings.simplefilter("ignore", UserWarning)
    _complete_paths(options)
    configuration = _configuration(options)
    selections, findings, ignored = _selections(options, configuration)
    bar = _progress_bar(options, selections)

    # Where nobody says by what documents are checked, they may be meant for another schema.
    foreign = all(manner.schema is None for _, manner in selections)
    instances = 0

    def observe(part: Part) -> None:
        nonlocal foreign, instances
        foreign = foreign and _is_foreign(part)
        instances += part.instances
        reports.checked(part.instances, part.file if part.complete else None)
        reports.left_out(part.left_out)
        if bar is not None:
            bar.advance(part.size)

    with ExitStack() as swept:
        try:
            # Each schema is loaded here, before a file is read: what is wrong with one is said first.
            runs = [
                (iter(findings), None),
                *(
                    (_check(paths, manner, options, configuration, observe), manner.fail_on)
                    for paths, manner in selections
                ),
            ]
            if options.output:
                _refuse_overwriting(options, selections, configuration)
            reports = _reports(options, bar, swept)
            reports.left_out(ignored)
            interrupted = _report(runs, reports, fail_fast=options.fail_fast)
        finally:
            if bar is not None:
                bar.hide()
    if foreign and instances:
        warnings.warn(
            "checked by the bundled schema of batch jobs of Mistral's API, since neither --schema nor a "
            "configuration names another",
            stacklevel=2,
        )
    if interrupted:
        return EXIT_INTERRUPTED
    if reports.unchecked:
        return EXIT_FAILED
    return EXIT_FOUND if reports.failed else EXIT_CLEAN


def _complete_paths(options: Options) -> None:
    """Standard input is among the paths where a name is given to it."""
    if options.stdin_filename and STANDARD_INPUT not in options.paths:
        if options.paths:
            raise HolotypeError(
                f"--stdin-filename {options.stdin_filename}: standard input is not checked: add - to the "
                "paths, or leave the option out"
            )
        options.paths = [STANDARD_INPUT]


def _configuration(options: Options) -> Configuration | None:
    if options.config is not None:
        from holotype.configuration.reading import read_configuration

        return read_configuration(options.config, named=True)
    return None if options.schema is not None and options.paths else find_configuration()


def _report(
    runs: list[tuple[Iterator[Diagnostic], str | None]], reports: Reports, *, fail_fast: bool
) -> bool:
    """Report what is found; True when interrupted: the reports then hold what was found before."""
    complete = interrupted = False
    try:
        complete = _is_all_reported(runs, reports, fail_fast=fail_fast)
    except KeyboardInterrupt:
        interrupted = True
    except HolotypeError:
        reports.end(complete=False)
        raise
    reports.end(complete=complete)
    return interrupted


def _is_all_reported(
    runs: list[tuple[Iterator[Diagnostic], str | None]], reports: Reports, *, fail_fast: bool
) -> bool:
    """Report what is found; False when that ends with the first diagnostic that the run fails on."""
    for diagnostics, fail_on in runs:
        for diagnostic in diagnostics:
            fails = diagnostic.severity == "error" or fail_on == "warning"
            reports.diagnostic(diagnostic, fails=fails)
            if fails and fail_fast:
                return False
    return True


def _check(
    paths: list[str],
    how: Manner,
    options: Options,
    configuration: Configuration | None,
    observe: Callable[[Part], None],
) -> Iterator[Diagnostic]:
    try:
        return _checked(paths, how, options, observe)
    except HolotypeError as error:
        if configuration is not None:
            from holotype.cli.configured import key_of_missing

            if key := key_of_missing(configuration, how):
                raise HolotypeError(f"{configuration.file}: {key}: {error}") from None
        raise


def _checked(
    paths: list[str], how: Manner, options: Options, observe: Callable[[Part], None]
) -> Iterator[Diagnostic]:
    return check(
        paths,
        how.schema,
        nulls=cast("Nulls | None", how.nulls),
        dialect=cast("DialectName | None", how.dialect),
        formats=cast("Formats | None", how.formats),
        each=how.each,
        at=how.at,
        documents=dict(how.documents),
        document_folders=how.document_folders,
        input_format=cast("InputFormatName", how.input_format or ""),
        stdin_filename=options.stdin_filename,
        duplicate_keys=cast("DuplicateKeys | None", how.duplicate_keys),
        yaml_merge=cast("YAMLMerge | None", how.yaml_merge),
        gitignore=not options.no_ignore,
        jobs=options.jobs,
        cache=not options.no_cache,
        observe=observe,
        second_opinion=options.second_opinion,
    )


def _selections(
    options: Options, configuration: Configuration | None
) -> tuple[list[tuple[list[str], Manner]], list[Diagnostic], int]:
    """Paths and how to check them: as the command line asks, else as the configuration says.

    The diagnostics are about the configuration, which covers so many files that git ignores.
    """
    given = Manner(
        schema=None if options.schema is None else SchemaName(options.schema, "person"),
        each=options.each,
        at=options.at,
        nulls=options.nulls,
        dialect=options.dialect,
        formats=options.formats,
        fail_on=options.fail_on,
        input_format=options.input_format,
        duplicate_keys=options.duplicate_keys,
        yaml_merge=options.yaml_merge,
        documents=tuple(options.document or ()),
        document_folders=tuple(options.documents or ()),
    )
    if configuration is not None:
        from holotype.cli.configured import configured_selections

        selected = configured_selections(
            configuration,
            list(options.paths),
            given,
            configured_only=options.configured_only,
            gitignore=not options.no_ignore,
            stdin_filename=options.stdin_filename,
        )
        return selected.files, selected.findings, len(selected.left_out)
    if options.configured_only and options.schema is None:
        warnings.warn(
            "nothing is checked, for there is no configuration: write [[tool.holotype.check]] into "
            "pyproject.toml, or name a schema with --schema",
            stacklevel=2,
        )
        return [], [], 0
    if not options.paths:
        raise HolotypeError(
            "nothing to check: name files or folders, - for standard input, or write [[tool.holotype.check]] "
            "into pyproject.toml"
        )
    return [(list(options.paths), given)], [], 0


def _is_foreign(part: Part) -> bool:
    """Whether all instances are refused at their roots, by type or by several properties that they lack."""
    reasons: dict[tuple[int, str], int] = {}
    for each in part.diagnostics:
        # One with a hint may be an array of instances.
        if each.keyword_location in ("/type", "/required") and each.hint is None:
            place = each.line, each.instance_location
            reasons[place] = reasons.get(place, 0) + (1 if each.keyword == "required" else 2)
    return sum(number > 1 for number in reasons.values()) >= part.instances


def _refuse_overwriting(
    options: Options,
    selections: list[tuple[list[str], Manner]],
    configuration: Configuration | None,
) -> None:
    from holotype.cli.reading import files_read
    from holotype.files import refuse_overwriting

    targets = [path for _, path in options.output or ()]
    if configuration is not None:
        refuse_overwriting(targets, [configuration.file], "the report")
    refuse_overwriting(targets, files_read(selections, gitignore=not options.no_ignore), "the report")


def _reports(options: Options, bar: ProgressBar | None, swept: ExitStack) -> Reports:
    name, output = _reports_asked_for(options)
    reporters: list[Reporter] = []
    if name:
        if name != "text" and (reconfigure := getattr(sys.stdout, "reconfigure", None)) is not None:
            # Who reads it knows of no locale: XML says what its encoding is, GitHub's runner reads UTF-8.
            reconfigure(encoding="utf-8")
        write = sys.stdout.write if bar is None else bar.writer(sys.stdout)
        colour = name == "text" and _is_coloured(options.color)
        reporters.append(reporter_of(name, write, colour=colour, grouped=options.summary))
    else:
        from holotype.reporting.text import UncheckedReporter

        reporters.append(UncheckedReporter(sys.stderr.write))
    files: list[OutputFile] = []
    if output:
        from holotype.cli.ending import ending_in_order
        from holotype.files import OutputFile

        swept.enter_context(ending_in_order())
        for name, path in output:
            files.append(swept.enter_context(OutputFile(path, "the report")))
            reporters.append(reporter_of(name, files[-1].write, grouped=options.summary))
    return Reports(reporters, files, options.max_diagnostics)


def _reports_asked_for(options: Options) -> tuple[str, list[tuple[str, str]]]:
    """The format of the report on standard output, if there is one, and those of files.

    No two may be the same file.
    """
    default = "" if options.quiet else options.format or "text"
    if not options.output:
        return default, []
    from holotype.files import STANDARD_OUTPUT, descriptor_of, real_file

    files = [(name, path) for name, path in options.output if descriptor_of(path) != STANDARD_OUTPUT]
    printed = [pair for pair in options.output if pair not in files]
    if len(printed) > 1 or (printed and options.format is not None):
        raise HolotypeError(
            f"{printed[-1][1]}: two reports cannot be written to standard output; leave out --format, "
            "or name a file"
        )
    taken = {real_file("/dev/stdout")} if os.path.isfile("/dev/stdout") else set()
    for _, path in files:
        if real_file(path) in taken:
            raise HolotypeError(f"{path}: two reports cannot be written to one file")
        taken.add(real_file(path))
    return printed[0][0] if printed else default, files


def _is_coloured(choice: str) -> bool:
    if choice in ("always", "never"):
        return choice == "always"
    # no-color.org: whatever the value, as long as there is one.
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _progress_bar(options: Options, selections: list[tuple[list[str], Manner]]) -> ProgressBar | None:
    if options.quiet or not sys.stderr.isatty():
        return None
    from holotype.cli.progress import ProgressBar

    paths = [path for paths, _ in selections for path in paths]
    bar = ProgressBar(paths, gitignore=not options.no_ignore)
    warnings.showwarning = bar.making_room_for(warnings.showwarning)  # until the command ends
    return bar
