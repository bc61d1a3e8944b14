"""The command line and a configuration to the paths that are checked, and how."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from holotype.checking.inputs import STANDARD_INPUT, walk
from holotype.configuration.checks import Configuration, files_of
from holotype.configuration.values import Manner
from holotype.reporting.printable import printable


def configured_selections(
    configuration: Configuration, paths: list[str], given: Manner
) -> list[tuple[list[str], Manner]]:
    """What to check: `paths`, each as the first check says whose globs match it, or all that is configured.

    What was `given` on the command line wins over the configuration.  A path that no check matches is left
    out with a notice: a hook gives us every file that changed.
    """
    selections: list[tuple[list[str], Manner]] = []
    for path, configured in _matched(configuration, paths) if paths else _configured(configuration):
        manner = configured.overridden(given)
        if not selections or selections[-1][1] != manner:
            selections.append(([], manner))
        selections[-1][0].append(path)
    return selections


def _configured(configuration: Configuration) -> Iterator[tuple[str, Manner]]:
    for check in configuration.checks:
        for glob, files in files_of(check, configuration.folder):
            mine = [file for file in files if configuration.check_of(file) is check]
            # A glob without files is most likely misspelt: as a path it will be said to be missing.
            for file in mine or ([] if files else [os.path.join(configuration.folder, glob)]):
                yield os.path.relpath(file), check.manner


def _matched(configuration: Configuration, paths: list[str]) -> Iterator[tuple[str, Manner]]:
    unmatched = []
    for path in paths:
        if path == STANDARD_INPUT:
            yield path, Manner()
            continue
        entries = walk(path) if os.path.isdir(path) else iter((path,))
        found = False
        for entry in entries:
            check = configuration.check_of(entry) if isinstance(entry, str) else None
            if check is not None and isinstance(entry, str):
                found = True
                yield entry, check.manner
        if not found and not os.path.lexists(path):
            yield path, Manner()  # to be said to be missing, as without a configuration
        elif not found:
            unmatched.append(path)
    if unmatched:
        others = f" and {len(unmatched) - 1:,} more" if len(unmatched) > 1 else ""
        sys.stderr.write(
            f"holotype: not checked, as no [[check]] of {printable(configuration.file)} matches: "
            f"{printable(unmatched[0])}{others}\n"
        )
