"""The command line and a configuration to the paths that are checked, and how."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from typing import NamedTuple

from holotype.checking.diagnostics import Diagnostic, about_file
from holotype.checking.inputs import Ignored, identity, nothing_left, walk, walk_by_git
from holotype.checking.values import STANDARD_INPUT
from holotype.configuration.checks import Check, Configuration
from holotype.configuration.values import Manner
from holotype.errors import HolotypeError

MOST = 5  # names in a sentence


class Selected(NamedTuple):
    """What is checked, and how; what is to be said; and what else is covered, which git ignores."""

    files: list[tuple[list[str], Manner]]
    findings: list[Diagnostic]
    left_out: set[str]


def configured_selections(
    configuration: Configuration,
    paths: list[str],
    given: Manner,
    *,
    configured_only: bool,
    gitignore: bool,
    stdin_filename: str,
) -> Selected:
    """What to check: `paths`, each as the first check says that covers it, or all that is configured.

    What was `given` on the command line wins over the configuration; `stdin_filename` is what standard input
    is called.  The findings are about globs of the configuration that match nothing, about what cannot be
    looked into and, with `gitignore`, about folders of which git ignores all that is covered.  Raises
    `HolotypeError` for paths that no check covers, before anything is checked; where only what is configured
    is asked for, they are left out.
    """
    # By manner, for each takes a validator of its own: a folder may hold the files of several by turns.
    selections: dict[Manner, list[str]] = {}
    selected = Selected([], [], set())
    if paths:
        _say_what_leads_nowhere(configuration)
        walking = walk_by_git if gitignore else walk
        covered = _given(
            configuration, paths, selected, walking, stdin_filename, configured_only=configured_only
        )
    else:
        covered = _found(configuration, selected.findings)
    for path, configured in covered:
        selections.setdefault(configured.overridden(given), []).append(path)
    selected.files.extend((files, manner) for manner, files in selections.items())
    if selected.left_out:  # what is named as well is checked
        selected.left_out.difference_update(identity(path) for files, _ in selected.files for path in files)
    return selected


def key_of_missing(configuration: Configuration, manner: Manner) -> str:
    """The key of the configuration whose value, a schema or another document, is not there; "" for none."""
    for check in configuration.checks:
        schema, documents = check.manner.schema, check.manner.documents
        if schema is not None and schema == manner.schema and not os.path.exists(schema.text):
            return f"{check.place}.schema"
        if documents == manner.documents and not all(os.path.exists(file) for _, file in documents):
            return f"{check.place}.documents"
    return ""


def _found(configuration: Configuration, findings: list[Diagnostic]) -> Iterator[tuple[str, Manner]]:
    """Every file that is covered, once, as its check says; findings for what comes to nothing."""
    covered: dict[str, Check | None] = {}
    for check, matched in configuration.found(findings):
        for number, (glob, files) in enumerate(matched, 1):
            if not files:
                sentence = (
                    f"{check.place}.files[{number}]: {glob.text!r:.80} matches no file: mend or remove it"
                )
                findings.append(about_file(configuration.file, "no-documents", sentence))
        paths = dict.fromkeys(path for _, files in matched for path in files)
        covered.update((path, configuration.check_of(path)) for path in paths if path not in covered)
        if paths and not any(covered[path] for path in paths):
            sentence = f"{check.place}.exclude: it leaves none of the files that `files` matches"
            findings.append(about_file(configuration.file, "no-documents", sentence))
    for path, first in covered.items():
        if first is not None:
            # "-" by itself is standard input.
            relative = os.path.relpath(path)
            yield os.path.join(".", relative) if relative == STANDARD_INPUT else relative, first.manner


def _given(
    configuration: Configuration,
    paths: list[str],
    selected: Selected,
    walking: Callable[[str], Iterator[str | Ignored | Diagnostic]],
    stdin_filename: str,
    *,
    configured_only: bool,
) -> Iterator[tuple[str, Manner]]:
    uncovered = []
    for path in paths:
        if path == STANDARD_INPUT:
            check = configuration.check_of(stdin_filename) if stdin_filename else None
            if check is not None or not (stdin_filename or configured_only):
                yield path, check.manner if check is not None else Manner()
            elif stdin_filename:
                uncovered.append(stdin_filename)
            continue
        found = False
        left_out = 0
        for entry in walking(path) if os.path.isdir(path) else (path,):
            if isinstance(entry, Diagnostic):
                found = True
                selected.findings.append(entry)
            elif isinstance(entry, Ignored):
                if configuration.check_of(entry.path) is not None:
                    left_out += 1
                    selected.left_out.add(identity(entry.path))
            elif (check := configuration.check_of(entry)) is not None:
                found = True
                yield entry, check.manner
        if found:
            continue
        if left_out:
            selected.findings.append(nothing_left(path, left_out))
        elif not os.path.lexists(path):
            yield path, Manner()  # to be said to be missing, as without a configuration
        else:
            uncovered.append(path)
    if uncovered and not configured_only:
        raise HolotypeError(
            f"{configuration.file}: no [[check]] covers {_listed(uncovered)}, so nothing was checked: "
            "add a glob to the `files` of one, name a schema with --schema, or leave out what is not covered "
            "with --configured-only"
        )


def _listed(paths: list[str]) -> str:
    shown = ", ".join(paths[:MOST])
    return f"{shown} and {len(paths) - MOST:,} more" if len(paths) > MOST else shown


def _say_what_leads_nowhere(configuration: Configuration) -> None:
    """A notice of globs that can match nothing; of others a few paths say little, and looking takes long."""
    places = [
        f"{check.place}.files[{number}] ({glob.text!r:.80})"
        for check in configuration.checks
        for number, glob in enumerate(check.files, 1)
        if configuration.leads_nowhere(glob)
    ]
    if places:
        warnings.warn(
            f"{configuration.file}: there is nothing where these globs lead: {_listed(places)}", stacklevel=2
        )
