"""The page of `holotype validate`: what it says of itself, and the options that it takes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from holotype.cli import EXIT_CLEAN, EXIT_CODES, EXIT_FOUND, arguments
from holotype.reporting import FORMATS

if TYPE_CHECKING:
    import argparse

_ABOUT = """\
Checks JSON, JSON Lines, YAML and TOML, also compressed, and reports every error with its
line and column. Without --schema, a [[check]] of the configuration says by what; where
there is no configuration, the bundled schema of Mistral's batch jobs. Without PATHs,
all that the configuration covers is checked. A file that is named twice is checked once.

Folders are walked by suffix: json, jsonl, ndjson, yaml, yml, toml, also with .gz, .bz2,
.xz, .zst. Hidden files and folders, node_modules, __pycache__, what git ignores and the
files of the schema are left out; what is named, or what the configuration names, never
is."""

_EPILOG = f"""\
configuration, in pyproject.toml, or as [[check]] in holotype.toml:
  [[tool.holotype.check]]          a file belongs to the first check that covers it
  files = ["orders/**/*.json"]     globs as in .gitignore; also: exclude
  schema = "schemas/order.json"    also: documents = {{"URI" = "FILE"}},
                                   document_folders = ["FOLDER"], dialect, each, at,
                                   nulls, formats, fail_on, input_format, duplicate_keys,
                                   yaml_merge

examples:
  holotype validate jobs/ archive.jsonl.gz
  holotype validate                                   all that is configured
  holotype validate --schema order.json orders/
  holotype validate --each /data list-answer.json     the items of a list answer
  holotype validate --at /response/body log.jsonl     one value of each line of a log
  curl ... | holotype validate --stdin-filename jobs.jsonl
  holotype validate --jobs auto --summary big.jsonl
  holotype validate --format github --output sarif=report.sarif jobs/

exit codes:
  {EXIT_CLEAN}    nothing was found, or nothing at or above --fail-on
  {EXIT_FOUND}    something was found at or above --fail-on
{EXIT_CODES}

more: docs/diagnostics.md (each kind of finding, with its cure), docs/configuration.md,
  docs/reports.md (the forms of a report, and what reads them),
  docs/schemas.md (schemas of several files, and the cache),
  docs/trust.md (what runs and what does not), docs/bounds.md"""


def fill(parser: argparse.ArgumentParser) -> None:
    """Give a parser the page and the options."""
    parser.usage = "%(prog)s [OPTION...] [PATH...]"
    parser.description = _ABOUT
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input")
    what = parser.add_argument_group("what is checked")
    add = what.add_argument
    add(
        "--schema",
        metavar="NAME_OR_PATH",
        help="an installed generated package, or a path: a schema (.json, .yaml, .yml), a contract (.toml), "
        "the folder of a generated package (default: mistral_batch_job)",
    )
    add(
        "--configured-only",
        action="store_true",
        help="leave out paths that no [[check]] of the configuration covers, instead of refusing them; "
        "without a configuration nothing is checked; with --schema, all paths are checked",
    )
    add(
        "--config",
        metavar="FILE",
        type=arguments.named,
        help="the configuration, instead of the one that is found; its globs and paths are relative to its "
        "own folder",
    )
    add(
        "--no-ignore",
        action="store_true",
        help="check what git ignores in folders as well, without asking git",
    )
    add(
        "--stdin-filename",
        metavar="NAME",
        type=arguments.named,
        help="what standard input is called: reports name it so, its suffix tells the format, a [[check]] "
        "may cover it; without PATHs it is what is checked",
    )
    add(
        "--document",
        metavar="URI=FILE",
        action="append",
        type=arguments.DOCUMENT,
        help="another schema that the schema refers to; URI absolute, or as the reference is written",
    )
    add(
        "--documents",
        metavar="FOLDER",
        action="append",
        type=arguments.named,
        help="where schemas that the schema refers to are looked for, by place and by $id, before those that "
        "stand beside it (may be repeated)",
    )
    add(
        "--dialect",
        metavar="DIALECT",
        help="the dialect of schemas without $schema, by name (draft7) or by URI (default: 2020-12)",
    )
    add(
        "--each",
        metavar="POINTER",
        type=arguments.pointer,
        help="check each item of the array at this place; '' where the document itself is the array",
    )
    add(
        "--at",
        metavar="POINTER",
        type=arguments.pointer,
        help="check the value at this place in each document (in JSON Lines: in each line) instead of all "
        "of it; --each leads on from there",
    )
    add(
        "--input-format",
        metavar="FORMAT",
        type=arguments.named,
        help="what the files are, whatever their names: jsonl, yaml, json.gz",
    )
    how = parser.add_argument_group("how it is checked")
    add = how.add_argument
    _add_choice(how, "--nulls", "reject", "absent", help="whether a null counts as an absent property")
    _add_choice(how, "--formats", "assert", "dialect", help="whether `format` is asserted")
    _add_choice(how, "--duplicate-keys", "warn", "ignore", help="default: warn, but ignore in JSON Lines")
    _add_choice(
        how, "--yaml-merge", "merge", "refuse", help="what a merge key (<<) of YAML does (default: merge)"
    )
    _add_choice(how, "--fail-on", "error", "warning", help="what makes the exit code 1 (default: error)")
    add("--fail-fast", action="store_true", help="stop at the first diagnostic that makes the exit code 1")
    add("--jobs", metavar="N", type=_jobs, help="processes; auto: one for each core (default: 1)")
    add(
        "--second-opinion",
        action="store_true",
        help="ask jsonschema about each instance too, and report where the two differ",
    )
    add(
        "--no-cache",
        action="store_true",
        help="compile a schema anew, and keep nothing of it (see `holotype cache`)",
    )
    report = parser.add_argument_group("what is reported")
    add = report.add_argument
    _add_choice(report, "--format", *FORMATS, help="what goes to standard output (default: text)")
    add(
        "--output",
        metavar="FORMAT=FILE",
        action="append",
        type=_output,
        help="also write a report to a file; - is standard output, instead of --format's; may be given more "
        "than once",
    )
    add("--max-diagnostics", metavar="N", type=arguments.count, help="report at most N, count the rest")
    add("--summary", action="store_true", help="in text, count diagnostics by keyword location")
    _add_choice(report, "--color", "auto", "always", "never", help="auto obeys NO_COLOR and FORCE_COLOR")
    add(
        "-q",
        "--quiet",
        action="store_true",
        help="print no report and no notice, only what could not be done; what --output names is written",
    )


def _add_choice(
    parser: argparse._ArgumentGroup,
    option: str,
    *choices: str,
    help: str,  # noqa: A002  # argparse's name for it
) -> None:
    parser.add_argument(option, metavar="|".join(choices), type=arguments.OneOf(*choices), help=help)


def _jobs(text: str) -> int:
    if text == "auto":
        # The cores that this process may use, which in a container are fewer than there are.
        affinity = getattr(os, "sched_getaffinity", None)
        return (len(affinity(0)) if affinity else os.cpu_count()) or 1
    return arguments.count(text)


def _output(text: str) -> tuple[str, str]:
    name, path = arguments.Assignment("FORMAT=FILE", "sarif=report.sarif")(text)
    return arguments.OneOf(*FORMATS)(name), path
